package exercise

// 예상하고 적는다. 테스트가 정말로 해 보고 견준다.
// -1을 예상한 것으로 바꾼다.

// Body는 소식이 없다는 답의 몸의 길이이다. 단위는 바이트.
// 서버는 몸을 json.NewEncoder(w).Encode([]string{})로 적는다.
var Body = -1

// Answer는 그 답 전체의 길이이다. 단위는 바이트. 선에서는 이렇게 보인다. 날짜의 길이는 늘 같다.
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

// ShortAsks는 10초 동안 아무 소식이 없을 때 폴링이 묻는 횟수이다.
// 0초에 처음 묻는다. 바로 답을 받고, 1초 쉬었다가 다시 묻는다. 꼭 10초가 되는 때의 물음은 세지 않는다.
var ShortAsks = -1

// LongAsks는 같은 10초 동안 롱폴링이 묻는 횟수이다.
// 0초에 처음 묻는다. 서버는 소식이 없으면 25초까지 답을 쥐고 있고, 손님은 답을 받자마자 다시 묻는다.
var LongAsks = -1

// WrongMethod는 길은 있는데 메서드가 틀렸을 때의 상태 코드이다.
// 서버의 길은 mux.HandleFunc("POST /name", …) 하나뿐이고, 손님은 GET /name을 보낸다.
var WrongMethod = -1
