package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

func TestMain(m *testing.M) { lessontest.Main(m, main) }

func Example() {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	addr := serveBadly(ctx, &unreliable{drop: 0.3}) // -drop 0.3

	typed := strings.NewReader("하나\n둘\n셋\n넷\n다섯\n")
	if err := talk(ctx, addr, false, typed, os.Stdout); err != nil {
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

func Example_burst() {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	addr := serveBadly(ctx, &unreliable{double: 0.3, late: 0.3}) // -double 0.3 -late 0.3

	typed := strings.NewReader("하나\n둘\n셋\n넷\n다섯\n")
	if err := talk(ctx, addr, true, typed, os.Stdout); err != nil { // -burst
		fmt.Println(err)
	}
	// Output:
	// → 1 하나
	// → 2 둘
	// → 3 셋
	// → 4 넷
	// → 5 다섯
	// ← 1 하나
	// ← 3 셋
	// ← 2 둘 (순서 바뀜)
	// ← 4 넷
	// ← 4 넷 (중복)
	// ← 5 다섯
	// 보냄 5 · 받음 5 · 잃음 0 · 중복 1 · 순서 바뀜 1
}

// serveBadly는 network로 답하는 서버를 켜고, 그 주소를 준다.
func serveBadly(ctx context.Context, network *unreliable) (addr string) {
	conn, err := listen(anyPort())
	if err != nil {
		panic(err)
	}
	log.SetOutput(io.Discard)
	network.PacketConn, network.dice = conn, newDice()
	go serve(ctx, network, newLimiter(perSecond))
	return conn.LocalAddr().String()
}

// anyPort는 루프백의 빈 포트이다. IPv4가 없는 컴퓨터에서는 IPv6를 쓴다.
func anyPort() (addr string) {
	conn, err := listen("127.0.0.1:0")
	if err != nil {
		return "[::1]:0"
	}
	conn.Close()
	return "127.0.0.1:0"
}

func open(t testing.TB) net.PacketConn {
	t.Helper()
	conn, err := listen(anyPort())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// run은 conn에서 서버를 켠다. 테스트가 끝나면 멈추고, 오류 없이 끝났는지 본다.
func run(t testing.TB, conn net.PacketConn, limit int) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, conn, newLimiter(limit)) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("serve가 %v로 끝났다", err)
		}
	})
}

// dial은 server를 상대로 정한 소켓이다.
func dial(t testing.TB, server net.Addr) *net.UDPConn {
	t.Helper()
	conn, err := net.DialUDP("udp", nil, server.(*net.UDPAddr))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	enlarge(conn)
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	return conn
}

// start는 서버를 켜고, 그 서버를 상대로 정한 소켓을 돌려준다.
func start(t *testing.T) *net.UDPConn {
	t.Helper()
	log.SetOutput(t.Output())
	server := open(t)
	run(t, server, perSecond)
	return dial(t, server.LocalAddr())
}

func TestPromises(t *testing.T) {
	lessontest.Promises(t, "-connect", "-burst", "-limit", "-drop", "-double", "-late")
	t.Run("서버가 없다", func(t *testing.T) {
		if runtime.GOOS == "windows" {
			t.Skip("Windows에서는 Go가 ICMP의 알림을 꺼 둔다")
		}
		lessontest.Unreachable(t, "안녕\n")
	})
}

// TCP와 달리 쓰기 한 번이 읽기 한 번이다. 빈 것도, 가장 긴 것도 그렇다.
func TestBoundariesAreKept(t *testing.T) {
	conn := start(t)
	for _, size := range []int{0, 1, 10, 0, 1200, longest(conn)} {
		if _, err := conn.Write(bytes.Repeat([]byte{'a'}, size)); err != nil {
			t.Fatal(err)
		}
		buffer := make([]byte, maxDatagram)
		if n, err := conn.Read(buffer); err != nil || n != size {
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

// 어떤 바이트든 그대로 돌아온다.
func TestGarbage(t *testing.T) {
	conn := start(t)
	garbage := make([]byte, 1000)
	for i := range garbage {
		garbage[i] = byte(i * 7)
	}
	for _, sent := range [][]byte{garbage, []byte("\r\n \t"), []byte("\n 가운데 \n"), []byte("\x00나\x00")} { // 빈칸도 줄바꿈도 메시지의 일부이다.
		conn.Write(sent)
		buffer := make([]byte, maxDatagram)
		if n, err := conn.Read(buffer); !bytes.Equal(buffer[:n], sent) {
			t.Errorf("%.20q를 보냈는데 %.20q, %v", sent, buffer[:n], err)
		}
	}
}

// 닫힌 포트로 보내기는 성공한다. 거절은 상대를 정해 둔 소켓의 다음 읽기에만 보인다.
func TestClosedPort(t *testing.T) {
	gone := open(t)
	addr := gone.LocalAddr()
	gone.Close()

	connected := dial(t, addr)
	if _, err := connected.Write([]byte("거기 누구 있나요")); err != nil {
		t.Error("보내기가 실패했다", err)
	}
	connected.SetReadDeadline(time.Now().Add(time.Second))
	_, err := connected.Read(make([]byte, 10))
	t.Logf("상대를 정한 소켓: 보내기는 성공, 읽기는 %v", errors.Unwrap(err))
	if silent := errors.Is(err, os.ErrDeadlineExceeded); err == nil || silent != (runtime.GOOS == "windows") {
		t.Errorf("상대를 정한 소켓의 읽기: %v", err)
	}

	unconnected := open(t)
	if _, err := unconnected.WriteTo([]byte("거기 누구 있나요"), addr); err != nil {
		t.Error("보내기가 실패했다", err)
	}
	unconnected.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
	if _, _, err := unconnected.ReadFrom(make([]byte, 10)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("상대를 정하지 않은 소켓의 읽기: %v", err)
	}
}

func TestLoops(t *testing.T) {
	at := func(addr string) net.Addr {
		resolved, err := net.ResolveUDPAddr("udp", addr)
		if err != nil {
			t.Fatal(err)
		}
		return resolved
	}
	for from, want := range map[string]bool{
		"127.0.0.1:8002":   true, // 우리 자신
		"192.168.0.9:8002": true, // 다른 컴퓨터의 같은 서버
		"192.168.0.9:7":    true, // 원래의 echo 서비스
		"127.0.0.1:50000":  false,
	} {
		if got := loops(at(from), at("127.0.0.1:8002")); got != want {
			t.Errorf("loops(%s) = %v", from, got)
		}
	}
}

// 서버 자신의 주소를 보낸 이로 꾸민 데이터그램에는 답하지 않는다.
func TestServerDoesNotTalkToItself(t *testing.T) {
	server := open(t)
	log.SetOutput(t.Output())

	handle(server, []byte("에코"), server.LocalAddr())
	server.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
	if n, _, err := server.ReadFrom(make([]byte, 100)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("자신에게 %d바이트를 보냈다: %v", n, err)
	}
}

// 포트가 다른 두 서버가 서로 답하기 시작해도 곧 멎는다.
func TestTwoServersStop(t *testing.T) {
	one, two := open(t), open(t)
	// one의 주소에서 two로 온 데이터그램. 누가 보낸 주소를 꾸며 보낸 것과 똑같다.
	if _, err := one.WriteTo([]byte("안녕"), two.LocalAddr()); err != nil {
		t.Fatal(err)
	}
	stopped := logs("번을 넘었으므로")
	var datagrams atomic.Int64
	run(t, counted{one, &datagrams}, perSecond)
	run(t, counted{two, &datagrams}, perSecond)
	select {
	case <-stopped: // 오가던 하나를 버렸다.
	case <-time.After(10 * time.Second):
		t.Fatalf("데이터그램 하나로 시작해서 %d번이 넘게 오갔는데 멎지 않는다", datagrams.Load())
	}
	settle := func() int64 { // 두 서버가 그때까지 온 것을 모두 처리하기를 기다린다.
		for _, server := range []net.PacketConn{one, two} {
			client := dial(t, server.LocalAddr())
			client.Write([]byte("아직 있나요"))
			if _, err := client.Read(make([]byte, 100)); err != nil {
				t.Fatal(err)
			}
		}
		return datagrams.Load()
	}
	before := settle()
	if after := settle(); after != before+2 {
		t.Errorf("멎은 다음에도 %d번 오갔다", after-before-2)
	}
	t.Logf("데이터그램 하나를 꾸며 보냈더니 %d번 오가고 멎었다", before-2)
}

// counted는 받은 데이터그램을 세는 소켓이다.
type counted struct {
	net.PacketConn
	received *atomic.Int64
}

func (c counted) ReadFrom(p []byte) (int, net.Addr, error) {
	n, from, err := c.PacketConn.ReadFrom(p)
	if err == nil {
		c.received.Add(1)
	}
	return n, from, err
}

// 답을 듣지 않고 떠난 클라이언트가 많아도 서버는 다음 클라이언트를 받는다.
func TestServerSurvivesUnreachableClients(t *testing.T) {
	server := open(t)
	failed := logs("받기: ")
	run(t, server, perSecond)
	for range 100 {
		vanishing := dial(t, server.LocalAddr())
		vanishing.Write([]byte("답은 필요 없어"))
		vanishing.Close()
	}
	// Windows의 커널은 답이 닿지 못했다는 것을 받기의 오류로 알리기도 한다. 어디서나 보려고, 지난 데드라인으로 받기를 실패하게 한다.
	server.SetReadDeadline(time.Unix(1, 0))
	select {
	case <-failed:
	case <-time.After(10 * time.Second):
		t.Fatal("받기에 한 번 실패하고 끝났거나, 실패를 로그에 적지 않는다")
	}
	server.SetReadDeadline(time.Time{})

	conn := dial(t, server.LocalAddr())
	conn.Write([]byte("아직 있나요"))
	buffer := make([]byte, 100)
	if n, err := conn.Read(buffer); string(buffer[:n]) != "아직 있나요" {
		t.Errorf("%q, %v", buffer[:n], err)
	}
}

// logs는 로그에 part가 나오면 닫히는 채널이다.
func logs(part string) <-chan struct{} {
	seen := make(chan struct{})
	done := false // log는 한 번에 하나씩 쓴다.
	log.SetOutput(writerFunc(func(line []byte) (int, error) {
		if !done && bytes.Contains(line, []byte(part)) {
			done = true
			close(seen)
		}
		return len(line), nil
	}))
	return seen
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
