package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/netip"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

func TestMain(m *testing.M) { lessontest.Main(m, main) }

func Example() {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	conn, _ := listen("127.0.0.1:0")
	log.SetOutput(io.Discard)
	go serve(ctx, conn, 0.3) // -drop 0.3

	typed := strings.NewReader("하나\n둘\n셋\n넷\n다섯\n")
	if err := talk(ctx, conn.LocalAddr().String(), typed, os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// → 1 하나
	// ← 1 하나
	// → 2 둘
	// × 2 둘
	// → 3 셋
	// ← 3 셋
	// → 4 넷
	// ← 4 넷
	// → 5 다섯
	// ← 5 다섯
	// 보냄 5 · 받음 4 · 잃음 1 · 중복 0 · 순서 바뀜 0
}

func TestPromises(t *testing.T) {
	lessontest.Promises(t, "-connect", "-drop")
	t.Run("서버가 없다", func(t *testing.T) {
		if runtime.GOOS == "windows" {
			t.Skip("Windows에서는 Go가 ICMP의 소식을 꺼 둔다")
		}
		lessontest.Unreachable(t, "안녕\n")
	})
	for _, wrong := range []string{"1.5", "-1", "NaN", "열에 셋"} {
		if _, stderr, code := lessontest.Run(t, "", "-drop", wrong); code != 2 || !strings.Contains(stderr, "0과 1 사이") {
			t.Errorf("-drop %s: 상태 %d, %s", wrong, code, stderr)
		}
	}
}

// start는 서버를 켜고, 그 서버를 상대로 정한 소켓을 돌려준다.
func start(t *testing.T) net.Conn {
	t.Helper()
	server, err := listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	log.SetOutput(t.Output())
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- serve(ctx, server, 0) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("serve가 %v로 끝났다", err)
		}
	})
	conn, err := net.Dial("udp", server.LocalAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	enlarge(conn.(*net.UDPConn))
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	return conn
}

// TCP와 달리 쓰기 한 번이 읽기 한 번이다. 빈 것도, 가장 큰 것도 그렇다.
func TestBoundariesAreKept(t *testing.T) {
	conn := start(t)
	sizes := []int{0, 1, 10, 0, 1200, 65_507}
	for _, size := range sizes {
		if _, err := conn.Write(bytes.Repeat([]byte{'a'}, size)); err != nil {
			t.Fatal(err)
		}
		buf := make([]byte, maxDatagram)
		if n, err := conn.Read(buf); err != nil || n != size {
			t.Errorf("%d바이트를 보냈는데 %d바이트가 돌아왔다: %v", size, n, err)
		}
	}
	for _, size := range []int{3, 0, 2} { // 잇달아 보내도 붙지 않는다.
		conn.Write(bytes.Repeat([]byte{'b'}, size))
	}
	for _, size := range []int{3, 0, 2} {
		if n, err := conn.Read(make([]byte, 100)); n != size || err != nil {
			t.Errorf("%d바이트를 기다렸는데 %d바이트가 왔다: %v", size, n, err)
		}
	}
}

func TestTooLargeIsRefused(t *testing.T) {
	conn := start(t)
	_, err := conn.Write(make([]byte, 65_508))
	t.Logf("65,508바이트 보내기: 거절됨 %v", err != nil)
	if err == nil {
		t.Error("65,508바이트가 나갔다")
	}
	var out bytes.Buffer
	err = talk(t.Context(), conn.RemoteAddr().String(), strings.NewReader(strings.Repeat("a", 65_506)), &out)
	if err == nil || !strings.Contains(err.Error(), "65507바이트까지") {
		t.Errorf("오류는 %v", err)
	}
}

// 닫힌 포트로 보내기는 성공한다. 거절은 상대를 정해 둔 소켓의 다음 읽기에만 보인다.
func TestClosedPort(t *testing.T) {
	gone, err := listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := gone.LocalAddr().(*net.UDPAddr)
	gone.Close()

	connected, err := net.DialUDP("udp", nil, addr)
	if err != nil {
		t.Fatal("Dial이 실패했다", err)
	}
	defer connected.Close()
	if _, err := connected.Write([]byte("거기 누구 있나요")); err != nil {
		t.Error("보내기가 실패했다", err)
	}
	connected.SetReadDeadline(time.Now().Add(time.Second))
	_, err = connected.Read(make([]byte, 10))
	t.Logf("상대를 정한 소켓: 보내기는 성공, 읽기는 %v", errors.Unwrap(err))
	if silent := errors.Is(err, os.ErrDeadlineExceeded); err == nil || silent != (runtime.GOOS == "windows") {
		t.Errorf("상대를 정한 소켓의 읽기: %v", err)
	}

	unconnected, err := listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer unconnected.Close()
	if _, err := unconnected.WriteTo([]byte("거기 누구 있나요"), addr); err != nil {
		t.Error("보내기가 실패했다", err)
	}
	unconnected.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
	if _, _, err := unconnected.ReadFrom(make([]byte, 10)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("상대를 정하지 않은 소켓의 읽기: %v", err)
	}
}

func TestLoops(t *testing.T) {
	self := netip.MustParseAddrPort("127.0.0.1:8002")
	for from, want := range map[string]bool{
		"127.0.0.1:8002":   true, // 우리 자신
		"192.168.0.9:8002": true, // 다른 컴퓨터의 같은 서버
		"192.168.0.9:7":    true, // 원래의 echo 서비스
		"127.0.0.1:50000":  false,
	} {
		if got := loops(netip.MustParseAddrPort(from), self); got != want {
			t.Errorf("loops(%s) = %v", from, got)
		}
	}
}

// 서버 자신의 주소를 보낸 이로 삼은 데이터그램에는 답하지 않는다.
func TestServerDoesNotTalkToItself(t *testing.T) {
	server, err := listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	self := server.LocalAddr().(*net.UDPAddr)
	log.SetOutput(t.Output())

	handle(server, []byte("메아리"), self.AddrPort(), false)
	server.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
	if n, err := server.Read(make([]byte, 100)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("자신에게 %d바이트를 보냈다: %v", n, err)
	}
}

// 잃고, 겹치고, 순서를 바꾸는 서버를 손으로 만들어 클라이언트의 셈을 확인한다.
func TestClosingCount(t *testing.T) {
	for _, test := range []struct {
		name    string
		answers [][]int // n번 데이터그램이 오면 answers[n-1]의 번호들로 답한다.
		want    string
	}{
		{"모두 온다", [][]int{{1}, {2}, {3}}, "보냄 3 · 받음 3 · 잃음 0 · 중복 0 · 순서 바뀜 0"},
		{"둘을 잃는다", [][]int{{1}, {}, {}}, "보냄 3 · 받음 1 · 잃음 2 · 중복 0 · 순서 바뀜 0"},
		{"겹친다", [][]int{{1, 1}, {2}, {3, 3, 3}}, "보냄 3 · 받음 3 · 잃음 0 · 중복 3 · 순서 바뀜 0"},
		{"늦게 온다", [][]int{{}, {2, 1}, {3}}, "보냄 3 · 받음 3 · 잃음 0 · 중복 0 · 순서 바뀜 1"},
		{"모두 뒤집힌다", [][]int{{}, {}, {3, 2, 1}}, "보냄 3 · 받음 3 · 잃음 0 · 중복 0 · 순서 바뀜 2"},
		{"잃고 겹치고 뒤바뀐다", [][]int{{}, {2, 2}, {1, 1}}, "보냄 3 · 받음 2 · 잃음 1 · 중복 2 · 순서 바뀜 1"},
		{"엉뚱한 답은 세지 않는다", [][]int{{1, 99, 0, -1}, {2}, {3}}, "보냄 3 · 받음 3 · 잃음 0 · 중복 0 · 순서 바뀜 0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server, err := listen("127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer server.Close()
			go func() {
				for _, answers := range test.answers {
					_, from, err := server.ReadFromUDPAddrPort(make([]byte, 100))
					if err != nil {
						return
					}
					for _, number := range answers {
						server.WriteToUDPAddrPort(fmt.Appendf(nil, "%d 글", number), from)
					}
					server.WriteToUDPAddrPort([]byte("번호가 없는 답"), from)
				}
			}()
			var out bytes.Buffer
			if err := talk(t.Context(), server.LocalAddr().String(), strings.NewReader("가\n나\n다\n"), &out); err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(strings.TrimSpace(out.String()), "\n")
			if got := lines[len(lines)-1]; got != test.want {
				t.Errorf("셈이 %q이다. 바라던 것은 %q\n%s", got, test.want, out.String())
			}
		})
	}
}

// 앞서 보낸 답이 닿지 못했다는 소식이 와도 서버는 다음 손님을 받는다.
func TestServerSurvivesUnreachableClients(t *testing.T) {
	server, err := listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	failed := make(chan struct{}, 100)
	log.SetOutput(writerFunc(func(line []byte) (int, error) {
		if bytes.Contains(line, []byte("받기: ")) {
			select {
			case failed <- struct{}{}:
			default:
			}
		}
		return len(line), nil
	}))
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, server, 0) }()
	for range 100 {
		vanishing, err := net.Dial("udp", server.LocalAddr().String())
		if err != nil {
			t.Fatal(err)
		}
		vanishing.Write([]byte("답은 필요 없어"))
		vanishing.Close()
	}
	// Windows의 커널은 떠난 손님의 소식을 받기의 오류로 알리기도 한다. 어디서나 보려고, 지난 기한으로 받기를 실패하게 한다.
	server.SetReadDeadline(time.Unix(1, 0))
	select {
	case <-failed:
	case err := <-ended:
		t.Fatalf("받기에 한 번 실패하고 serve가 %v로 끝났다", err)
	case <-time.After(10 * time.Second):
		t.Fatal("받기의 실패를 기록하지 않는다")
	}
	server.SetReadDeadline(time.Time{})

	conn, err := net.Dial("udp", server.LocalAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	conn.Write([]byte("아직 있나요"))
	buf := make([]byte, 100)
	if n, err := conn.Read(buf); string(buf[:n]) != "아직 있나요" {
		t.Errorf("%q, %v", buf[:n], err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// 어떤 바이트든 그대로 돌아온다.
func TestGarbage(t *testing.T) {
	conn := start(t)
	garbage := make([]byte, 1000)
	for i := range garbage {
		garbage[i] = byte(i * 7)
	}
	for _, sent := range [][]byte{garbage, []byte("\r\n \t"), []byte("\n 가운데 \n"), []byte("\x00나\x00")} { // 빈칸도 줄바꿈도 글의 일부이다.
		conn.Write(sent)
		buf := make([]byte, maxDatagram)
		if n, err := conn.Read(buf); !bytes.Equal(buf[:n], sent) {
			t.Errorf("%.20q를 보냈는데 %.20q, %v", sent, buf[:n], err)
		}
	}
}

// 한 통마다 새로 얻는 메모리가 없다.
func TestNoAllocationPerDatagram(t *testing.T) {
	if testing.CoverMode() != "" {
		t.Skip("측정에 방해되는 것이 켜져 있다")
	}
	conn := start(t)
	message, buf := []byte("안녕"), make([]byte, 100)
	allocs := testing.AllocsPerRun(1000, func() {
		conn.Write(message)
		conn.Read(buf)
	})
	if allocs >= 1 {
		t.Errorf("한 통에 %v번 메모리를 얻는다", allocs)
	}
}
