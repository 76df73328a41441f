package exercise

// 빈 줄까지 와야 받은 것이다. 그때 읽던 번호가 마지막 번호가 된다. 글이 없어도 그렇고, 빈 번호도 그렇다.
// 마지막 번호가 비어 있으면 머리를 적지 않는다.

// Finished는 "id: 7", "data: 안녕", 빈 줄까지 받았을 때이다.
var Finished = "7"

// Unfinished는 그다음에 "id: 8", "data: 또"까지 받고 빈 줄이 오기 전에 끊어졌을 때이다.
var Unfinished = "7"

// NoData는 "id: 7", "data: 안녕", 빈 줄, "id: 9", 빈 줄을 받았을 때이다. 9번에는 data가 없다.
var NoData = "9"

// Cleared는 "id: 7", "data: 안녕", 빈 줄, "id:", "data: 끝", 빈 줄을 받았을 때이다.
var Cleared = "없음"

// Events는 "data: 하나", 빈 줄, "data", 빈 줄, ": 주석", 빈 줄, "data: 둘", 빈 줄에서 나온 이벤트의 수이다.
var Events = "2"
