package exercise

import "net"

const maxDatagram = 65_535 // 바이트. 이보다 긴 데이터그램은 없다

// 버퍼는 가장 긴 데이터그램만큼 잡는다. 짧으면 뒤쪽은 사라지고, Unix에서는 알려 주지도 않는다.
// 받은 것은 따로 잡은 버퍼의 앞부분이다. 함께 쓰는 버퍼를 그대로 주면, 다음 데이터그램이 앞의 것을 덮어쓴다.
// 많이 받는 서버라면 버퍼 하나를 두고 다음 것을 받기 전에 다 쓰는 편이 낫다. 02의 server.go가 그렇다.

// Receive는 데이터그램 하나가 올 때까지 기다려서 받는다. 빈 데이터그램도 메시지 하나이다. 읽기의 오류는 그대로 돌려준다.
func Receive(conn net.PacketConn) (message []byte, from net.Addr, err error) {
	buf := make([]byte, maxDatagram)
	n, from, err := conn.ReadFrom(buf)
	return buf[:n], from, err
}
