package exercise

// 폴링은 소식이 없어도 물을 때마다 답을 받는다. 롱폴링의 물음은 서버가 쥐고 있어서 아직 답이 없다.
// 답의 대부분은 머리이다. 몸은 두 괄호와 줄바꿈뿐이다.

// ShortPolls는 아무 소식이 없는 10초 동안, 1초마다 묻는 손님이 받은 답의 수이다.
// 0초에 처음 묻고, 답을 받으면 1초 쉬었다가 다시 묻는다. 10초가 되는 순간의 물음은 세지 않는다.
var ShortPolls = 10

// LongPolls는 같은 10초 동안, 25초까지 기다려 주는 서버에게 묻는 롱폴링 손님이 받은 답의 수이다.
var LongPolls = 0

// EmptyBody는 소식이 없다는 답 "[]\n"의 몸의 길이이다. 단위는 바이트.
var EmptyBody = 3

// WholeAnswer는 그 답의 길이가 몸의 몇 배인지이다. 머리까지 모두 세고, 소수점 아래는 버린다.
// 머리는 Content-Type: application/json, Date, Content-Length 셋이다. 열 배 안으로 맞으면 된다.
var WholeAnswer = 36
