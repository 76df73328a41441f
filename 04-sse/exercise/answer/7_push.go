package exercise

// 본문은 헤더(86바이트)와 내용과 끝을 알리는 한 바이트와 인증값(16바이트)이다. 86 + 6 + 1 + 16 = 109.
// 메시지마다 키 한 쌍과 salt를 새로 만들므로 본문은 늘 다르고, 브라우저의 개인 키가 없으면 풀지 못한다.
// 410은 그 구독이 끝났다는 뜻이다. 429는 지금은 바쁘다는 뜻이라서 구독을 버리면 안 된다.
// 다른 주소로 보내라는 응답은 따르지 않는다. 따르면 푸시 서비스가 우리 서버를 아무 데나 보낼 수 있다.

// BodySize는 "안녕"(6바이트)을 푸시로 보낼 때 POST의 본문이 몇 바이트인지이다.
var BodySize = 109

// SameBody는 같은 글을 같은 브라우저에 두 번 보내면 본문이 같은지이다.
var SameBody = "아니요"

// ServiceReads는 본문을 나르는 푸시 서비스가 내용을 읽을 수 있는지이다. 브라우저의 키는 모른다.
var ServiceReads = "아니요"

// 서버는 구독 하나를 적어 두고 푸시를 하나 보냈다. 푸시 서비스가 아래처럼 응답한 다음, 남은 구독의 수를 예상한다.

// AfterGone은 410 Gone으로 응답했을 때이다.
var AfterGone = 0

// AfterBusy는 429 Too Many Requests로 응답했을 때이다.
var AfterBusy = 1

// Redirected는 307로 "/other에 보내라"고 응답했을 때 /other가 받은 요청의 수이다.
var Redirected = 0
