package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/lesson"
	"socketworkbook/internal/lesson/lessontest"
)

// 잃고, 겹치고, 순서를 바꾸는 서버를 손으로 만들어 클라이언트가 센 것을 확인한다.
func TestClosingCount(t *testing.T) {
	for _, test := range []struct {
		name    string
		burst   bool
		answers [][]int // n번째 데이터그램이 오면 answers[n-1]의 번호들로 답한다.
		want    string
	}{
		{"모두 온다", false, [][]int{{1}, {2}, {3}}, "보냄 3 · 받음 3 · 잃음 0 · 중복 0 · 순서 바뀜 0"},
		{"둘을 잃는다", false, [][]int{{1}, {}, {}}, "보냄 3 · 받음 1 · 잃음 2 · 중복 0 · 순서 바뀜 0"},
		{"겹친다", false, [][]int{{1, 1}, {2}, {3, 3, 3}}, "보냄 3 · 받음 3 · 잃음 0 · 중복 3 · 순서 바뀜 0"},
		{"늦게 온다", false, [][]int{{}, {2, 1}, {3}}, "보냄 3 · 받음 3 · 잃음 0 · 중복 0 · 순서 바뀜 1"},
		{"모두 뒤집힌다", false, [][]int{{}, {}, {3, 2, 1}}, "보냄 3 · 받음 3 · 잃음 0 · 중복 0 · 순서 바뀜 2"},
		{"잃고 겹치고 뒤바뀐다", false, [][]int{{}, {2, 2}, {1, 1}}, "보냄 3 · 받음 2 · 잃음 1 · 중복 2 · 순서 바뀜 1"},
		{"엉뚱한 답은 세지 않는다", false, [][]int{{1, 99, 0, -1}, {2}, {3}}, "보냄 3 · 받음 3 · 잃음 0 · 중복 0 · 순서 바뀜 0"},
		{"기다리지 않고 보낸다", true, [][]int{{}, {}, {3, 1, 1}}, "보냄 3 · 받음 2 · 잃음 1 · 중복 1 · 순서 바뀜 1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := open(t)
			go func() {
				for _, answers := range test.answers {
					_, from, err := server.ReadFrom(make([]byte, 100))
					if err != nil {
						return
					}
					for _, number := range answers {
						server.WriteTo(fmt.Appendf(nil, "%d 글", number), from)
					}
					server.WriteTo([]byte("번호가 없는 답"), from)
				}
			}()
			var out bytes.Buffer
			if err := talk(t.Context(), server.LocalAddr().String(), test.burst, strings.NewReader("가\n나\n다\n"), &out); err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(strings.TrimSpace(out.String()), "\n")
			if got := lines[len(lines)-1]; got != test.want {
				t.Errorf("센 것이 %q이다. 바라던 것은 %q\n%s", got, test.want, out.String())
			}
		})
	}
}

// 기다리지 않고 보내면, 잃은 것마다 ×를 적는다.
func TestBurstMarksEveryLoss(t *testing.T) {
	server := open(t) // 아무것도 답하지 않는다.
	var out bytes.Buffer
	if err := talk(t.Context(), server.LocalAddr().String(), true, strings.NewReader("가\n나\n"), &out); err != nil {
		t.Fatal(err)
	}
	want := "→ 1 가\n→ 2 나\n× 1 가\n× 2 나\n보냄 2 · 받음 0 · 잃음 2 · 중복 0 · 순서 바뀜 0\n"
	if out.String() != want {
		t.Errorf("적힌 것은 %q", out.String())
	}
}

// 기다림을 Ctrl-C로 끝내면 잃은 것인지 알 수 없다. ×를 적지도, 잃은 것으로 세지도 않는다.
func TestInterruptedWaitIsNoLoss(t *testing.T) {
	for _, burst := range []bool{false, true} {
		server := open(t)
		ctx, stop := context.WithCancel(t.Context())
		go func() {
			server.ReadFrom(make([]byte, 100)) // 왔다. 클라이언트는 이제 답을 기다린다.
			stop()
		}()
		var out bytes.Buffer
		err := talk(ctx, server.LocalAddr().String(), burst, strings.NewReader("하나\n"), &out)
		want := "→ 1 하나\n보냄 1 · 받음 0 · 잃음 0 · 중복 0 · 순서 바뀜 0 · 알 수 없음 1\n"
		if err != nil || out.String() != want {
			t.Errorf("burst %v: %v, 적힌 것은 %q", burst, err, out.String())
		}
	}
}

// 키보드를 기다리던 클라이언트도 Ctrl-C에 끝나고, 센 것을 적는다.
func TestClientEndsAtCtrlC(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows에서는 다른 프로세스에 Ctrl-C를 보낼 수 없다")
	}
	server := lessontest.Start(t, "-addr", anyPort())
	client := lessontest.Command(t, "-connect", server.Addr)
	keyboard, _ := client.StdinPipe()
	screen, _ := client.StdoutPipe()
	if err := client.Start(); err != nil {
		t.Fatal(err)
	}
	defer time.AfterFunc(10*time.Second, func() { client.Process.Kill() }).Stop()
	io.WriteString(keyboard, "하나\n")
	const echoed = "→ 1 하나\n← 1 하나\n"
	io.ReadFull(screen, make([]byte, len(echoed)))
	client.Process.Signal(os.Interrupt)
	rest, _ := io.ReadAll(screen)
	if err := client.Wait(); err != nil || string(rest) != "보냄 1 · 받음 1 · 잃음 0 · 중복 0 · 순서 바뀜 0\n" {
		t.Errorf("%v로 끝났다. 마지막 말은 %q", err, rest)
	}
}

// 닫힌 포트에 잇달아 보내면, 앞의 것이 거절당했다는 것을 다음 쓰기에서 알기도 한다. 길이를 탓하지 않는다.
func TestBurstToClosedPort(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows에서는 Go가 ICMP의 알림을 꺼 둔다")
	}
	gone := open(t)
	gone.Close()
	err := talk(t.Context(), gone.LocalAddr().String(), true, strings.NewReader(strings.Repeat("거기 누구 있나요\n", 100)), io.Discard)
	if !lesson.IsRefused(err) || strings.Contains(err.Error(), "바이트까지") {
		t.Errorf("오류는 %v", err)
	}
}

func TestTooLargeIsRefused(t *testing.T) {
	conn := start(t)
	if _, err := conn.Write(make([]byte, longest(conn)+1)); err != nil {
		t.Logf("%d바이트 보내기: 거절됨 %v", longest(conn)+1, err != nil)
	} else {
		t.Error("한 바이트를 더했는데 나갔다")
	}
	tooLong(t, conn)
}

// IPv6의 길이는 헤더를 세지 않는다.
func TestLargestOnIPv6(t *testing.T) {
	server, err := listen("[::1]:0")
	if err != nil {
		t.Skip("IPv6가 없다")
	}
	run(t, server, perSecond)
	conn := dial(t, server.LocalAddr())
	if most := longest(conn); most != 65_527 {
		t.Errorf("IPv6에서 %d바이트까지라고 한다", most)
	}
	conn.Write(make([]byte, 65_527))
	if n, err := conn.Read(make([]byte, maxDatagram)); n != 65_527 {
		t.Errorf("65,527바이트를 보냈는데 %d바이트, %v", n, err)
	}
	tooLong(t, conn)
}

// tooLong은 가장 긴 것보다 한 바이트 긴 줄을 보내 본다. 클라이언트는 얼마까지 되는지 알려 준다.
func tooLong(t *testing.T, conn *net.UDPConn) {
	t.Helper()
	var out bytes.Buffer
	line := strings.Repeat("a", longest(conn)-len("1 ")+1)
	err := talk(t.Context(), conn.RemoteAddr().String(), false, strings.NewReader(line), &out)
	if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("%d바이트까지", longest(conn))) {
		t.Errorf("오류는 %v", err)
	}
	if want := "보냄 0 · 받음 0 · 잃음 0 · 중복 0 · 순서 바뀜 0\n"; out.String() != want {
		t.Errorf("떠나지 못한 것을 셌다: %.80q", out.String())
	}
}
