package exercise

// 미들웨어 셋이 A, B, C의 차례로 붙어 있다. 저마다 c.Next() 앞줄에서 제 이름을, c.Next() 다음 줄에서
// 또 제 이름을 적는다. A와 C에는 defer가 없다. 라우트의 핸들러는 "라우트"라고 적는다. 적힌 차례를 예상해서 적는다. 예: "A B 라우트"
//
//   - B는 안에서 일어난 패닉을 recover로 받는다. 받은 다음에는 제 이름을 적고 나온다.
//   - C는 /secret이면 제 이름을 한 번 적고 c.Abort를 부르고 바로 돌아온다.
//
// 양파처럼 들어간 차례의 거꾸로 나온다. Abort는 더 안쪽만 막고 바깥은 그대로 나온다.
// 패닉은 defer가 없는 미들웨어를 그냥 지나친다. 그래서 C는 나올 때 적지 못한다.

// Normal은 보통의 경로를 찾아갔을 때이다.
var Normal = "A B C 라우트 C B A"

// Secret은 /secret을 찾아갔을 때이다.
var Secret = "A B C B A"

// Oops는 핸들러가 "라우트"라고 적은 다음에 패닉할 때이다.
var Oops = "A B C 라우트 B A"
