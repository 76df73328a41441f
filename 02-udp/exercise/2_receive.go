package exercise

import "net"

var receiveBuffer = make([]byte, 512)

// Receive는 데이터그램 하나가 올 때까지 기다려서 받는다. 빈 데이터그램도 메시지 하나이다. 읽기의 오류는 그대로 돌려준다.
//
// 고칠 것: 긴 데이터그램의 뒤쪽이 사라진다. 앞서 받은 것이 나중에 바뀌기도 한다.
func Receive(conn net.PacketConn) (message []byte, from net.Addr, err error) {
	n, from, err := conn.ReadFrom(receiveBuffer)
	return receiveBuffer[:n], from, err
}
