// 02-udp는 UDP 데이터그램을 주고받는 에코(echo) 서버와 클라이언트이다.
//
//	go run ./02-udp                          서버
//	go run ./02-udp -drop 0.3                열에 셋을 일부러 잃는 서버
//	go run ./02-udp -connect localhost:8002  클라이언트 (다른 터미널에서)
package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"os"

	"socketworkbook/internal/lesson"
)

func main() {
	addr := flag.String("addr", "localhost:8002", "서버가 들을 주소")
	connect := flag.String("connect", "", "클라이언트가 되어 말을 걸 서버의 주소")
	burst := flag.Bool("burst", false, "클라이언트가 답을 기다리지 않고 모두 보낸 다음에 읽습니다")
	limit := flag.Int("limit", perSecond, "서버가 한 주소에 1초 동안 답하는 수. 0이면 한도가 없습니다")
	network := &unreliable{dice: newDice()}
	flag.Var(&network.drop, "drop", "서버가 일부러 잃는 비율. 0.3이면 열에 셋")
	flag.Var(&network.double, "double", "서버가 일부러 두 번 보내는 비율")
	flag.Var(&network.late, "late", "서버가 일부러 늦추는 비율. 다음 것을 보낸 뒤에 보냅니다")

	lesson.Main(func(ctx context.Context) error {
		if *connect != "" {
			return talk(ctx, *connect, *burst, os.Stdin, os.Stdout)
		}
		conn, err := listen(*addr)
		if err != nil {
			return fmt.Errorf("포트 열기: %w", err)
		}
		fmt.Fprintf(os.Stderr, "%s에서 데이터그램을 기다립니다. 멈추려면 Ctrl-C를 누르세요.\n", conn.LocalAddr())
		for _, host := range lesson.Hosts(*addr, conn.LocalAddr()) {
			fmt.Fprintf(os.Stderr, "다른 터미널에서: go run ./02-udp -connect %s\n", host)
		}
		network.PacketConn = conn
		return serve(ctx, network, newLimiter(*limit))
	})
}

// listen은 소켓을 만들고 포트를 붙인다. UDP에는 받아들일 연결이 없으므로 이것이 전부이다.
func listen(addr string) (net.PacketConn, error) {
	conn, err := net.ListenPacket("udp", addr)
	if err != nil {
		return nil, err
	}
	enlarge(conn.(*net.UDPConn))
	return conn, nil
}

// enlarge는 송신 버퍼를 가장 긴 데이터그램보다 크게 한다.
// macOS의 기본값으로는 9,216바이트까지만 보낼 수 있다.
func enlarge(conn *net.UDPConn) {
	conn.SetWriteBuffer(2 * maxDatagram)
}
