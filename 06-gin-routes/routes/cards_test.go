package routes

import (
	"net"
	"testing"

	"socketworkbook/internal/web"
)

// 켜져 있는 수업과 꺼져 있는 수업을 포트로 가른다. 터미널로 하는 수업의 로그에는 아무것도 남지 않는다.
func TestRunning(t *testing.T) {
	tcp, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	udp, err := net.ListenPacket("udp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	lessons := map[string]web.Lesson{
		"터미널": {Protocol: "tcp", Port: port(tcp.Addr())},
		"페이지": {Protocol: "sse", Port: port(tcp.Addr()), Path: "/"},
		"UDP": {Protocol: "udp", Port: port(udp.LocalAddr())},
	}
	for name, lesson := range lessons {
		if !running(lesson) {
			t.Errorf("%s: 켜져 있는데 꺼져 있다고 한다", name)
		}
	}
	// 연결해 본 것은 페이지가 있는 수업에 한 번뿐이다.
	if conn, err := tcp.Accept(); err == nil {
		conn.Close()
	}
	tcp.Close()
	udp.Close()
	for name, lesson := range lessons {
		if running(lesson) {
			t.Errorf("%s: 꺼져 있는데 켜져 있다고 한다", name)
		}
	}
}

func port(addr net.Addr) string {
	_, port, _ := net.SplitHostPort(addr.String())
	return port
}

// 수업마다 그림이 있다.
func TestEveryLessonHasAPicture(t *testing.T) {
	for _, card := range cards() {
		if len(card.Arrows) == 0 {
			t.Errorf("%s에 그림이 없다", card.Folder)
		}
	}
}
