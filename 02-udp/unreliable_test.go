package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

func TestUnreliable(t *testing.T) {
	log.SetOutput(io.Discard)
	for _, test := range []struct {
		name    string
		network unreliable
		sent    int
		want    string
	}{
		{"그대로", unreliable{}, 3, "1 2 3"},
		{"모두 잃음", unreliable{drop: 1}, 3, ""},
		{"모두 두 번", unreliable{double: 1}, 3, "1 1 2 2 3 3"},
		{"모두 늦춤", unreliable{late: 1}, 5, "2 1 4 3"}, // 다음 것이 없으면 떠나지 못한다.
		{"잃은 것은 늦추지도 겹치지도 않는다", unreliable{drop: 1, double: 1, late: 1}, 3, ""},
		{"늦추고 두 번", unreliable{double: 1, late: 1}, 4, "2 2 1 4 4 3"},

		// 노트와 README와 수업 계획이 말하는 차례이다. 켤 때마다 같다.
		{"-drop 0.3", unreliable{drop: 0.3}, 10, "1 3 4 5 7 8 10"},
		{"-double 0.3", unreliable{double: 0.3}, 5, "1 2 3 4 4 5"},
		{"-late 0.3", unreliable{late: 0.3}, 5, "1 3 2 4 5"},
		{"셋 다 0.3: 잃는 차례는 그대로이다", unreliable{drop: 0.3, double: 0.3, late: 0.3}, 5, "1 3 4 4 5"},
	} {
		kernel := &recorder{}
		test.network.PacketConn, test.network.dice = kernel, newDice()
		buffer := make([]byte, 10) // 서버처럼 버퍼 하나를 다시 쓴다.
		for i := range test.sent {
			n := copy(buffer, fmt.Sprint(i+1))
			if wrote, err := test.network.WriteTo(buffer[:n], nil); wrote != n || err != nil {
				t.Errorf("%s: WriteTo가 %d, %v", test.name, wrote, err)
			}
		}
		if got := strings.Join(kernel.sent, " "); got != test.want {
			t.Errorf("%s: 나간 것은 %q, 바라던 것은 %q", test.name, got, test.want)
		}
	}
}

// recorder는 보낸 것을 적어 두는 소켓이다.
type recorder struct {
	net.PacketConn
	sent []string
}

func (r *recorder) WriteTo(p []byte, _ net.Addr) (int, error) {
	r.sent = append(r.sent, string(p))
	return len(p), nil
}

// 저마다의 옵션이 그 일을 한다. 클라이언트의 마지막 줄로 안다.
func TestFlags(t *testing.T) {
	for _, test := range []struct{ flag, want string }{
		{"-drop=1", "보냄 2 · 받음 0 · 잃음 2 · 중복 0 · 순서 바뀜 0"},
		{"-double=1", "보냄 2 · 받음 2 · 잃음 0 · 중복 2 · 순서 바뀜 0"},
		{"-late=1", "보냄 2 · 받음 2 · 잃음 0 · 중복 0 · 순서 바뀜 1"},
		{"-limit=1", "보냄 2 · 받음 1 · 잃음 1 · 중복 0 · 순서 바뀜 0"},
	} {
		server := lessontest.Start(t, "-addr", anyPort(), test.flag)
		out, _, code := lessontest.Run(t, "하나\n둘\n", "-connect", server.Addr, "-burst")
		if lines := strings.Split(strings.TrimSpace(out), "\n"); lines[len(lines)-1] != test.want || code != 0 {
			t.Errorf("%s: 상태 %d\n%s", test.flag, code, out)
		}
	}
	for _, name := range []string{"-drop", "-double", "-late"} {
		for _, wrong := range []string{"1.5", "-1", "NaN", "열에 셋"} {
			if _, stderr, code := lessontest.Run(t, "", name, wrong); code != 2 || !strings.Contains(stderr, "0과 1 사이") {
				t.Errorf("%s %s: 상태 %d, %s", name, wrong, code, stderr)
			}
		}
	}
	taken := lessontest.Start(t, "-addr", anyPort())
	_, stderr, _ := lessontest.Run(t, "", "-addr", taken.Addr, "-drop", "0.3")
	if !strings.Contains(stderr, "-addr localhost:0 -drop 0.3") {
		t.Errorf("다시 켜는 명령이 옵션을 잃었다: %s", stderr)
	}
}
