package exercise

// Encode는 []의 두 글자 뒤에 줄바꿈을 하나 붙인다. 헤더의 줄은 모두 CRLF, 곧 두 바이트로 끝나고, 빈 줄도 그렇다.
// 첫 줄부터 세면 17 + 25 + 32 + 37 + 19 + 2 + 3이다. 본문은 그 가운데 셋뿐이다.
// 폴링은 0초부터 9초까지 열 번 요청한다. 롱 폴링의 첫 요청은 10초가 지나도 응답을 받지 못했다.
// 404는 경로가 없다는 뜻이다. 경로는 있고 메서드만 틀렸으면 405이고, Allow 헤더가 쓸 수 있는 메서드를 알려 준다.

// Body는 빈 응답의 본문의 길이이다. 단위는 바이트.
// 서버는 본문을 json.NewEncoder(w).Encode([]string{})로 적는다.
var Body = 3

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
var Answer = 135

// ShortAsks는 10초 동안 새 메시지가 없을 때 폴링이 요청하는 횟수이다.
// 0초에 처음 요청한다. 바로 응답을 받고, 1초 쉬었다가 다시 요청한다. 꼭 10초가 되는 때의 요청은 세지 않는다.
var ShortAsks = 10

// LongAsks는 같은 10초 동안 롱 폴링이 요청하는 횟수이다.
// 0초에 처음 요청한다. 서버는 새 메시지가 없으면 25초까지 응답을 미루고, 클라이언트는 응답을 받자마자 다시 요청한다.
var LongAsks = 1

// WrongMethod는 경로는 있는데 메서드가 틀렸을 때의 상태 코드이다.
// 서버의 라우트는 mux.HandleFunc("POST /name", …) 하나뿐이고, 클라이언트는 GET /name을 보낸다.
var WrongMethod = 405
