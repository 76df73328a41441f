package exercise

// 쿠키는 호스트만 보고 포트는 보지 않는다. 다른 저장소는 오리진마다 따로이고, 오리진은 포트까지 본다.
// 경로 /storage의 쿠키는 /storage와, /storage/로 시작하는 경로에만 붙는다. /storage2는 다른 경로이다.
// 쿠키는 이름과 도메인과 경로가 모두 같아야 같은 쿠키이다. 경로가 다르면 지우라는 말도 다른 쿠키에 한 것이다.
// Max-Age는 서버가 쿠키를 준 때부터 센다. 요청했다고 다시 세지 않는다.
// 한 줄은 "Cookie: storage_open=" 21바이트, 값 100바이트, CRLF 2바이트이다. 그것이 열 번이다.

// 서버 http://localhost:8003이 응답에 이렇게 적었다. 브라우저는 이 쿠키를 간직한다.
//
//	Set-Cookie: storage_open=7; Path=/storage; Max-Age=3600

// OtherPort: 바로 다음에 http://localhost:8004/storage 로 요청하면 쿠키가 붙어 가는가?
var OtherPort = "예"

// LocalOtherPort: http://localhost:8003의 페이지가 localStorage에 적은 값이 http://localhost:8004의 페이지에 보이는가?
var LocalOtherPort = "아니요"

// SecondTab: 페이지가 sessionStorage에 적은 값이, 주소를 쳐서 따로 연 둘째 탭의 같은 페이지에 보이는가?
var SecondTab = "아니요"

// LikePath: http://localhost:8003/storage2 로 요청하면 쿠키가 붙어 가는가?
var LikePath = "아니요"

// Cleared: 서버가 "Set-Cookie: storage_open=; Path=/; Max-Age=0"으로 응답한다.
// 그다음에 http://localhost:8003/storage 로 요청하면 쿠키가 붙어 가는가?
var Cleared = "예"

// AfterHour: 쿠키를 받고 40분 뒤에 한 번, 또 40분 뒤에 한 번 http://localhost:8003/storage 로 요청한다.
// 서버는 쿠키를 다시 주지 않는다. 마지막 요청에 쿠키가 붙어 가는가?
var AfterHour = "아니요"

// CookieBytes는 쿠키의 값이 100바이트일 때, 페이지가 /storage로 열 번 폴링하면서 쿠키 때문에 더 보내는 바이트이다.
// 요청마다 헤더가 한 줄 늘어난다. HTTP/1.1이고, 이름은 그대로 storage_open이다.
var CookieBytes = 1230
