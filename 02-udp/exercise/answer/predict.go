package exercise

// 데이터그램은 경계를 지킨다. 빈 것도 한 통이고, 버퍼에 넘친 것은 사라진다. IPv4의 패킷은 65,535바이트까지이고
// 거기에서 IP의 머리 20바이트와 UDP의 머리 8바이트를 뺀다. 보내기는 커널에 맡기는 것까지라서, 듣는 이가 없어도 성공한다.

// Reads는 "하나", ""(빈 것), "셋"을 한 통씩 보냈을 때 받는 쪽이 읽는 횟수이다.
var Reads = 3

// Largest는 IPv4로 한 통에 보낼 수 있는 가장 긴 길이이다. 단위는 바이트.
var Largest = 65_507

// ClosedPort는 듣는 이가 없는 포트에 보냈을 때 Write가 돌려주는 것이다. "성공"이나 "오류"
var ClosedPort = "성공"

// ShortBuffer는 "Hello 0", "Hello 1"이 와 있을 때 5바이트 버퍼로 한 번 읽고, 100바이트 버퍼로 또 읽은 둘째 것이다.
var ShortBuffer = "Hello 1"
