// Package relay는 클라이언트와 서버 사이에 서서, 오가는 것을 그대로 옮기며 지켜본다.
// 바이트도, 경계도, 끝나는 모양도 바꾸지 않는다. 수업의 코드는 이것이 있는 줄도 모른다.
package relay

import "net"

// Direction은 누가 보냈는지이다.
type Direction int

const (
	Up   Direction = iota // 클라이언트 → 서버
	Down                  // 서버 → 클라이언트
)

// Kind는 무슨 일이 있었는지이다.
type Kind int

const (
	Open   Kind = iota // 클라이언트가 붙었다. 서버에도 붙었다
	Data               // 바이트가 지나갔다. TCP는 읽기 한 번, UDP는 데이터그램 하나
	Finish             // 보내기를 마쳤다(FIN)
	Reset              // 연결을 부수었다(RST)
	Fail               // 서버에 붙지 못했다. Err에 이유가 있다
	Close              // 두 방향이 모두 끝났다
)

// Event는 지나간 일 하나이다.
type Event struct {
	Conn int // 1부터 붙인 연결의 번호. UDP는 클라이언트의 주소마다 하나
	Kind Kind
	From Direction // Data, Finish, Reset에서만 뜻이 있다
	Data []byte    // Data에서만. watch가 돌아온 뒤에는 바뀔 수 있다
	Peer net.Addr  // 클라이언트의 주소
	Via  net.Addr  // Open에서만. 서버로 가는 소켓의 이쪽 주소
	Err  error
}
