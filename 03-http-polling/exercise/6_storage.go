package exercise

// 예상하고 적는다. 테스트가 정말로 해 보고 비교한다.
// "?"를 "예"나 "아니요"로, -1을 수로 바꾼다.
//
// 서버 http://localhost:8003이 응답에 이렇게 적었다. 브라우저는 이 쿠키를 간직한다.
//
//	Set-Cookie: storage_open=7; Path=/storage; Max-Age=3600

// OtherPort: 바로 다음에 http://localhost:8004/storage 로 요청하면 쿠키가 붙어 가는가?
var OtherPort = "?"

// LocalOtherPort: http://localhost:8003의 페이지가 localStorage에 적은 값이 http://localhost:8004의 페이지에 보이는가?
var LocalOtherPort = "?"

// SecondTab: 페이지가 sessionStorage에 적은 값이, 주소를 쳐서 따로 연 둘째 탭의 같은 페이지에 보이는가?
var SecondTab = "?"

// LikePath: http://localhost:8003/storage2 로 요청하면 쿠키가 붙어 가는가?
var LikePath = "?"

// Cleared: 서버가 "Set-Cookie: storage_open=; Path=/; Max-Age=0"으로 응답한다.
// 그다음에 http://localhost:8003/storage 로 요청하면 쿠키가 붙어 가는가?
var Cleared = "?"

// AfterHour: 쿠키를 받고 40분 뒤에 한 번, 또 40분 뒤에 한 번 http://localhost:8003/storage 로 요청한다.
// 서버는 쿠키를 다시 주지 않는다. 마지막 요청에 쿠키가 붙어 가는가?
var AfterHour = "?"

// CookieBytes는 쿠키의 값이 100바이트일 때, 페이지가 /storage로 열 번 폴링하면서 쿠키 때문에 더 보내는 바이트이다.
// 요청마다 헤더가 한 줄 늘어난다. HTTP/1.1이고, 이름은 그대로 storage_open이다.
var CookieBytes = -1
