package main

import (
	"bufio"
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
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

func TestMain(m *testing.M) { lessontest.Main(m, main) }

func Example() {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	ln, _ := net.Listen("tcp", "localhost:0")
	log.SetOutput(io.Discard)
	go serve(ctx, ln)

	typed := strings.NewReader("안녕하세요\nHello\n셋째 줄")
	if err := talk(ctx, ln.Addr().String(), typed, os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// → 안녕하세요
	// ← 안녕하세요
	// → Hello
	// ← Hello
	// → 셋째 줄
	// ← 셋째 줄
}

// 한글 한 글자는 UTF-8로 3바이트이다. TCP 스트림을 4바이트씩 읽으면 글자가 쪼개진다.
func Example_splitSyllable() {
	ln, _ := net.Listen("tcp", "localhost:0")
	writer, _ := net.Dial("tcp", ln.Addr().String())
	io.WriteString(writer, "안녕")
	writer.Close()

	reader, _ := ln.Accept()
	piece := make([]byte, 4)
	for {
		n, err := io.ReadFull(reader, piece) // 4바이트가 차거나 스트림이 끝날 때까지
		if n > 0 {
			fmt.Printf("%d바이트 %q\n", n, piece[:n])
		}
		if err != nil {
			break
		}
	}
	// Output:
	// 4바이트 "안\xeb"
	// 2바이트 "\x85\x95"
}

func TestPromises(t *testing.T) {
	lessontest.Promises(t, "-connect", "-syscall")
	t.Run("서버가 없다", func(t *testing.T) { lessontest.Unreachable(t, "") })
}

func TestClientProcess(t *testing.T) {
	p := lessontest.Start(t, "-addr", "localhost:0")
	stdout, stderr, code := lessontest.Run(t, "하나\n둘\n", "-connect", p.Addr)
	if stdout != "→ 하나\n← 하나\n→ 둘\n← 둘\n" || stderr != "" || code != 0 {
		t.Errorf("stdout %q, stderr %q, 상태 %d", stdout, stderr, code)
	}
}

// heights는 아래의 테스트를 두 높이에서 똑같이 돌린다.
func heights(t *testing.T, test func(t *testing.T, start func() net.Conn, stop func())) {
	t.Helper()
	eachHeight(t, true, test)
}

// oneByOne은 heights와 같되, 한 높이가 끝난 다음에 다른 높이를 돌린다.
func oneByOne(t *testing.T, test func(t *testing.T, start func() net.Conn, stop func())) {
	t.Helper()
	eachHeight(t, false, test)
}

func eachHeight(t *testing.T, together bool, test func(t *testing.T, start func() net.Conn, stop func())) {
	for _, raw := range []bool{false, true} {
		t.Run(fmt.Sprintf("syscall=%v", raw), func(t *testing.T) {
			if together {
				t.Parallel()
			}
			if raw && runtime.GOOS == "windows" {
				t.Skip("이 단계는 Unix에만 있다")
			}
			ln, err := listen("localhost:0", raw)
			if err != nil && raw {
				t.Skip("-syscall은 IPv4로만 된다: ", err)
			}
			if err != nil {
				t.Fatal(err)
			}
			log.SetOutput(io.Discard)
			ctx, cancel := context.WithCancel(t.Context())
			ended := make(chan error, 1)
			go func() { ended <- serve(ctx, ln) }()
			stop := func() {
				begin := time.Now()
				cancel()
				if err := <-ended; err != nil || time.Since(begin) > 3*time.Second {
					t.Errorf("serve가 %v 만에 %v로 끝났다", time.Since(begin), err)
				}
				ended <- nil
			}
			t.Cleanup(stop)
			test(t, func() net.Conn {
				conn, err := net.Dial("tcp", ln.Addr().String())
				if err != nil {
					t.Fatal(err)
				}
				conn.SetDeadline(time.Now().Add(20 * time.Second))
				t.Cleanup(func() { conn.Close() })
				return conn
			}, stop)
		})
	}
}

// 화면이 멈추어(Ctrl-S, Windows의 콘솔에서 글 고르기) 로그를 적지 못해도 클라이언트에게는 답한다.
func TestStuckScreen(t *testing.T) {
	p := lessontest.StartStuck(t, "-addr", "localhost:0")
	for range 2000 { // 적지 못한 기록이 파이프의 버퍼(Linux는 64KiB)를 채우고도 남는다.
		conn, err := net.DialTimeout("tcp", p.Addr, 5*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		conn.SetDeadline(time.Now().Add(5 * time.Second))
		io.WriteString(conn, "하나\n")
		if line, err := bufio.NewReader(conn).ReadString('\n'); line != "하나\n" {
			t.Fatalf("화면이 멈춘 서버의 답이 %q, %v", line, err)
		}
		conn.Close()
	}
	if code, took := p.Interrupt(t); code != 0 || took > 3*time.Second {
		t.Errorf("Ctrl-C 뒤 %v 만에 상태 %d로 끝났다", took, code)
	}
}

// 고루틴과 열린 파일을 세므로, 다른 테스트와 함께 돌지 않게 하나씩 한다.
func TestLeavesNothing(t *testing.T) {
	oneByOne(t, func(t *testing.T, start func() net.Conn, stop func()) {
		lessontest.LeavesNothing(t, start().RemoteAddr().String(), "안녕하세요\n")
	})
}

// FIN을 보내기 전에 보낸 것은 모두 돌아온다. 줄바꿈 없는 마지막 줄도 그렇다.
func TestHalfClose(t *testing.T) {
	heights(t, func(t *testing.T, start func() net.Conn, stop func()) {
		sent := strings.Repeat("동해물과 백두산이\n", 40_000) + "끝"
		conn := start()
		go func() {
			io.WriteString(conn, sent)
			conn.(*net.TCPConn).CloseWrite()
		}()
		got, err := io.ReadAll(conn)
		if err != nil || string(got) != sent {
			t.Errorf("%d바이트를 보냈는데 %d바이트가 돌아왔다: %v", len(sent), len(got), err)
		}
	})
}

// 반 줄이 함께 와도, 온전한 줄의 에코는 기다리지 않고 돌아온다.
func TestCompleteLineIsNotHeldBack(t *testing.T) {
	heights(t, func(t *testing.T, start func() net.Conn, stop func()) {
		conn := start()
		in := bufio.NewReader(conn)
		io.WriteString(conn, "하나\n둘의 반")
		if line, err := in.ReadString('\n'); line != "하나\n" {
			t.Fatalf("%q, %v", line, err)
		}
		io.WriteString(conn, "쪽\n")
		if line, err := in.ReadString('\n'); line != "둘의 반쪽\n" {
			t.Fatalf("%q, %v", line, err)
		}
	})
}

// told는 서버가 끊기 전에 알리는 말이다.
func told(reason error) string { return fmt.Sprintf("%v. 연결을 끊습니다.\n", reason) }

func TestLongLine(t *testing.T) {
	heights(t, func(t *testing.T, start func() net.Conn, stop func()) {
		neighbour := start()
		longest := strings.Repeat("a", maxLine-1) + "\n"
		for _, test := range []struct{ name, send, want string }{
			{"가장 긴 줄", longest + longest, longest + longest},
			{"한 바이트 더", "a" + longest, "\n" + told(errLineTooLong)},
			{"끝없는 줄", strings.Repeat("a", 8<<20), "\n" + told(errLineTooLong)},
		} {
			conn := start()
			go func() {
				io.WriteString(conn, test.send)
				conn.(*net.TCPConn).CloseWrite()
			}()
			got, err := io.ReadAll(conn)
			if err != nil || !strings.HasSuffix(string(got), test.want) || len(got) > 2*len(longest) {
				t.Errorf("%s: %d바이트, %v, 끝은 %.80q", test.name, len(got), err, got[max(0, len(got)-80):])
			}
		}
		io.WriteString(neighbour, "나는 괜찮다\n")
		if line, err := bufio.NewReader(neighbour).ReadString('\n'); line != "나는 괜찮다\n" {
			t.Errorf("옆 클라이언트가 %q, %v를 받았다", line, err)
		}
	})
}

// 서버가 읽지 않은 것이 남아 있어도 끊은 이유는 닿는다. 그냥 닫으면 FIN 대신 RST가 간다.
func TestLongLineIsToldWhy(t *testing.T) {
	heights(t, func(t *testing.T, start func() net.Conn, stop func()) {
		conn := start()
		// 다 보낸 다음에 읽는다. 보내는 중이라면 RST를 쓰기가 먼저 알아 버려서, 읽기에는 FIN처럼 보인다.
		if _, err := io.WriteString(conn, strings.Repeat("a", maxLine+100_000)); err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(conn)
		if want := "\n" + told(errLineTooLong); err != nil || !strings.HasSuffix(string(got), want) {
			t.Errorf("%d바이트, %v, 끝은 %.80q", len(got), err, got[max(0, len(got)-80):])
		}
	})
}

// 쓰기의 횟수는 상대의 읽기 횟수와 아무 상관이 없다.
func TestStreamHasNoBoundaries(t *testing.T) {
	heights(t, func(t *testing.T, start func() net.Conn, stop func()) {
		conn := start()
		sent := ""
		for i := range 10 {
			line := fmt.Sprintf("Hello %d\n", i)
			sent += line
			io.WriteString(conn, line)
		}
		conn.(*net.TCPConn).CloseWrite()
		// 한 번에 3바이트씩만 읽어도, 합치면 같은 바이트가 같은 차례로 온다.
		got, reads, piece := "", 0, make([]byte, 3)
		for {
			n, err := conn.Read(piece)
			if err != nil {
				break
			}
			got, reads = got+string(piece[:n]), reads+1
		}
		if got != sent || reads <= 10 {
			t.Errorf("쓰기 10번, 읽기 %d번, 받은 것 %q", reads, got)
		}
	})
}

func TestSlowClientHoldsUpNobody(t *testing.T) {
	t.Parallel()
	heights(t, func(t *testing.T, start func() net.Conn, stop func()) {
		slow := start()
		io.WriteString(slow, "아직 끝나지 않은 줄")
		flood := start() // 보내기만 하고 읽지 않는다.
		flooding := make(chan bool)
		go func() {
			defer close(flooding)
			flood.SetWriteDeadline(time.Now().Add(300 * time.Millisecond))
			io.Copy(flood, strings.NewReader(strings.Repeat("읽지 않겠다\n", 1<<20)))
		}()
		<-flooding
		quick := start()
		io.WriteString(quick, "나 먼저\n")
		if line, err := bufio.NewReader(quick).ReadString('\n'); line != "나 먼저\n" {
			t.Errorf("%q, %v", line, err)
		}
		stop() // 말없는 클라이언트, 읽지 않는 클라이언트가 있어도 3초 안에 멈춘다.
	})
}

// 클라이언트가 연결을 부수어도 그 연결만 끝난다.
func TestResetEndsOnlyThatConnection(t *testing.T) {
	heights(t, func(t *testing.T, start func() net.Conn, stop func()) {
		for range 50 {
			conn := start()
			io.WriteString(conn, "말을 하다가")
			conn.(*net.TCPConn).SetLinger(0) // 닫으면 FIN 대신 RST가 간다.
			conn.Close()
		}
		conn := start()
		io.WriteString(conn, "아직 있나요\n")
		if line, err := bufio.NewReader(conn).ReadString('\n'); line != "아직 있나요\n" {
			t.Errorf("%q, %v", line, err)
		}
	})
}

// 멈추라는 신호가 와도, 이미 보낸 줄은 돌려준다.
func TestStopFinishesWhatIsInFlight(t *testing.T) {
	t.Parallel()
	heights(t, func(t *testing.T, start func() net.Conn, stop func()) {
		conn := start()
		io.WriteString(conn, "먼저\n") // 이 에코를 받으면 연결은 받아들여진 것이다.
		in := bufio.NewReader(conn)
		in.ReadString('\n')
		sent := strings.Repeat("마지막\n", 1000)
		io.WriteString(conn, sent)
		stop() // serve가 돌아왔다면 남은 클라이언트도 끝난 것이다. 올 것은 이미 와 있다.
		conn.SetReadDeadline(time.Now().Add(time.Second / 2))
		got, err := io.ReadAll(in)
		if err != nil || string(got) != sent+told(errStopping) {
			t.Errorf("%d바이트 가운데 %d바이트만 돌아왔다: %v", len(sent), len(got), err)
		}
	})
}

func TestTimeouts(t *testing.T) {
	log.SetOutput(io.Discard)
	for _, test := range []struct {
		name  string
		bound time.Duration
		act   func(net.Conn)
	}{
		{"조용한 클라이언트", idleTimeout, func(c net.Conn) { io.Copy(io.Discard, c) }},
		{"1분에 한 바이트씩 보내는 클라이언트", idleTimeout, func(c net.Conn) {
			go io.Copy(io.Discard, c)
			for _, err := c.Write([]byte("a")); err == nil; _, err = c.Write([]byte("a")) {
				time.Sleep(time.Minute) // 가짜 시계의 1분
			}
		}},
		{"읽지 않는 클라이언트", writeTimeout, func(c net.Conn) { io.WriteString(c, "안녕\n") }},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, server := net.Pipe()
				var acting sync.WaitGroup
				acting.Go(func() { test.act(client) })
				begin := time.Now()
				handle(t.Context(), server)
				if took := time.Since(begin); took != test.bound {
					t.Errorf("%v 만에 끊었다. 약속은 %v", took, test.bound)
				}
				client.Close()
				acting.Wait()
			})
		})
	}
}

// 천천히라도 줄을 보내는 클라이언트는 끊지 않는다.
func TestQuietClientIsKept(t *testing.T) {
	log.SetOutput(io.Discard)
	synctest.Test(t, func(t *testing.T) {
		client, server := net.Pipe()
		go handle(t.Context(), server)
		in := bufio.NewReader(client)
		for range 20 {
			time.Sleep(idleTimeout - time.Second) // 가짜 시계
			io.WriteString(client, "아직 있습니다\n")
			if line, err := in.ReadString('\n'); err != nil {
				t.Fatal(line, err)
			}
		}
		client.Close()
	})
}

// flaky는 첫 Accept에 실패하고, 그다음부터는 클라이언트가 없는 리스너이다.
type flaky struct {
	net.Listener
	failed bool
}

func (f *flaky) Accept() (net.Conn, error) {
	if !f.failed {
		f.failed = true
		return nil, errors.New("too many open files")
	}
	return f.Listener.Accept()
}

func TestAcceptErrorDoesNotEndTheServer(t *testing.T) {
	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	var diary bytes.Buffer
	log.SetOutput(&diary)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- serve(ctx, &flaky{Listener: ln}) }()
	if err := talk(ctx, ln.Addr().String(), strings.NewReader("살아 있나\n"), io.Discard); err != nil {
		t.Error(err)
	}
	stop()
	<-ended
	if !strings.Contains(diary.String(), "too many open files") {
		t.Errorf("실패를 적지 않았다: %q", diary.String())
	}
}
