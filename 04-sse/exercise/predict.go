package exercise

// 서버가 아래의 글을 보내고 연결이 끊어졌다. 브라우저가 다시 올 때 Last-Event-ID에 무엇을 적을지 예상해서 적는다.
// 머리를 적지 않으면 "없음"이라고 쓴다. 테스트가 표준의 차례대로 정말로 읽어 보고 견준다. "?"를 예상한 것으로 바꾼다.

// Finished는 "id: 7", "data: 안녕", 빈 줄까지 받았을 때이다.
var Finished = "?"

// Unfinished는 그다음에 "id: 8", "data: 또"까지 받고 빈 줄이 오기 전에 끊어졌을 때이다.
var Unfinished = "?"

// NoData는 "id: 7", "data: 안녕", 빈 줄, "id: 9", 빈 줄을 받았을 때이다. 9번에는 data가 없다.
var NoData = "?"

// Cleared는 "id: 7", "data: 안녕", 빈 줄, "id:", "data: 끝", 빈 줄을 받았을 때이다.
var Cleared = "?"

// Events는 "data: 하나", 빈 줄, "data", 빈 줄, ": 주석", 빈 줄, "data: 둘", 빈 줄에서 나온 이벤트의 수이다.
var Events = "?"
