package exercise

// 예상하고 적는다. 테스트가 정말로 해 보고 비교한다.
// "?"와 -1을 예상한 것으로 바꾼다.
//
// 스트림이 아래처럼 오고 끊겼다. 브라우저(EventSource)가 다시 올 때 Last-Event-ID 헤더에
// 무엇을 적는지 예상한다. 번호만 적는다. 예: "7". 헤더를 보내지 않으면 "없음"이라고 적는다. "\n"은 줄바꿈이다.

// Unfinished의 스트림: "id: 1\ndata: 하나\n\nid: 2\ndata: 둘\n"
var Unfinished = "?"

// NoData의 스트림: "id: 1\ndata: 하나\n\nid: 2\n\n"
var NoData = "?"

// EmptyID의 스트림: "id: 1\ndata: 하나\n\nid:\ndata: 둘\n\n"
var EmptyID = "?"

// OnlyComment의 스트림: "id: 1\ndata: 하나\n\n: id: 2\n\n"
var OnlyComment = "?"

// 이번에는 페이지가 이벤트를 몇 개 받는지 예상한다.

// TwoLines의 스트림: "data: 하나\ndata: 둘\n\n"
var TwoLines = -1

// OnlyName의 스트림: "event: ping\n\n"
var OnlyName = -1

// EmptyData의 스트림: "data\n\n"
var EmptyData = -1
