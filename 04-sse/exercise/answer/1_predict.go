package exercise

// 빈 줄이 오면 그때까지의 번호가 받은 번호가 된다. data 필드가 없어서 이벤트가 되지 않아도 그렇다.
// 빈 줄이 오기 전에 끊기면 번호도 내용도 버린다. 그 이벤트는 다시 받아야 하기 때문이다.
// 번호를 빈 문자열로 바꾸면 외운 것이 없어지고, 외운 것이 없으면 헤더를 보내지 않는다.
// 이벤트가 되는지는 data 필드가 있는지로 정해진다. 값이 비어도 필드는 있는 것이다.

// Unfinished의 스트림: "id: 1\ndata: 하나\n\nid: 2\ndata: 둘\n"
var Unfinished = "1"

// NoData의 스트림: "id: 1\ndata: 하나\n\nid: 2\n\n"
var NoData = "2"

// EmptyID의 스트림: "id: 1\ndata: 하나\n\nid:\ndata: 둘\n\n"
var EmptyID = "없음"

// OnlyComment의 스트림: "id: 1\ndata: 하나\n\n: id: 2\n\n"
var OnlyComment = "1"

// 이번에는 페이지가 이벤트를 몇 개 받는지 예상한다.

// TwoLines의 스트림: "data: 하나\ndata: 둘\n\n"
var TwoLines = 1

// OnlyName의 스트림: "event: ping\n\n"
var OnlyName = 0

// EmptyData의 스트림: "data\n\n"
var EmptyData = 1
