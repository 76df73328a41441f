package exercise

// 예상하고 적는다. 테스트가 푸시 서비스를 켜고 정말로 보내 본다.
// "?"와 -1을 예상한 것으로 바꾼다. "?"에는 "예"나 "아니요"를 적는다.

// BodySize는 "안녕"(6바이트)을 푸시로 보낼 때 POST의 본문이 몇 바이트인지이다.
var BodySize = -1

// SameBody는 같은 글을 같은 브라우저에 두 번 보내면 본문이 같은지이다.
var SameBody = "?"

// ServiceReads는 본문을 나르는 푸시 서비스가 내용을 읽을 수 있는지이다. 브라우저의 키는 모른다.
var ServiceReads = "?"

// 서버는 구독 하나를 적어 두고 푸시를 하나 보냈다. 푸시 서비스가 아래처럼 응답한 다음, 남은 구독의 수를 예상한다.

// AfterGone은 410 Gone으로 응답했을 때이다.
var AfterGone = -1

// AfterBusy는 429 Too Many Requests로 응답했을 때이다.
var AfterBusy = -1

// Redirected는 307로 "/other에 보내라"고 응답했을 때 /other가 받은 요청의 수이다.
var Redirected = -1
