package exercise

// 예상하고 적는다. 테스트가 정말로 해 보고 비교한다.
// -1을 예상한 것으로 바꾼다.

// Body는 빈 응답의 본문의 길이이다. 단위는 바이트.
// 서버는 본문을 json.NewEncoder(w).Encode([]string{})로 적는다.
var Body = -1

// Answer는 그 응답 전체의 길이이다. 단위는 바이트. 선에서는 이렇게 보인다. 날짜의 길이는 늘 같다.
//
//	HTTP/1.1 200 OK
//	Cache-Control: no-store
//	Content-Type: application/json
//	Date: Mon, 02 Mar 2026 09:00:00 GMT
//	Content-Length: ?
//
//	[]
//
// Content-Length의 물음표 자리에는 Body가 적힌다. HTTP의 줄이 무엇으로 끝나는지는 RFC 9112 2.1절에 있다.
var Answer = -1

// ShortAsks는 10초 동안 새 메시지가 없을 때 폴링이 요청하는 횟수이다.
// 0초에 처음 요청한다. 바로 응답을 받고, 1초 쉬었다가 다시 요청한다. 꼭 10초가 되는 때의 요청은 세지 않는다.
var ShortAsks = -1

// LongAsks는 같은 10초 동안 롱 폴링이 요청하는 횟수이다.
// 0초에 처음 요청한다. 서버는 새 메시지가 없으면 25초까지 응답을 미루고, 클라이언트는 응답을 받자마자 다시 요청한다.
var LongAsks = -1

// WrongMethod는 경로는 있는데 메서드가 틀렸을 때의 상태 코드이다.
// 서버의 라우트는 mux.HandleFunc("POST /name", …) 하나뿐이고, 클라이언트는 GET /name을 보낸다.
var WrongMethod = -1
