package exercise

// 예상하고 적는다. 테스트가 이 컴퓨터의 소켓으로 정말로 해 보고 비교한다.
// -1과 "?"를 예상한 것으로 바꾼다.

// Reads는 "하나", ""(빈 것), "셋"을 하나씩 보냈을 때 받는 쪽이 읽는 횟수이다.
var Reads = -1

// Largest는 IPv4에서 데이터그램 하나로 보낼 수 있는 가장 긴 길이이다. 단위는 바이트.
var Largest = -1

// ClosedPort는 듣는 프로그램이 없는 포트에 보냈을 때 Write가 돌려주는 것이다. "성공"이나 "오류"
var ClosedPort = "?"

// ClosedRead는 그다음에 같은 소켓에서 Read를 부르면 어떻게 되는지이다. 상대를 정해 둔 소켓(net.Dial)이고,
// macOS나 Linux이다. 곧 오류를 돌려주면 "오류", 데드라인까지 아무것도 모르면 "기다림"
// (Windows에서는 Go가 이 알림을 꺼 두므로 늘 기다린다.)
var ClosedRead = "?"

// ShortBuffer는 두 번째 읽기에서 나온 글이다. "Hello 0"과 "Hello 1" 데이터그램 둘이 와 있다.
// 5바이트 버퍼로 한 번, 이어서 100바이트 버퍼로 한 번 읽는다.
var ShortBuffer = "?"
