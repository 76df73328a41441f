package live

import (
	"errors"
	"io"
	"net"
	"net/http"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
)

// 끊은 동안 만든 이벤트는, 보내는 쪽이 늦게 깨어나 다시 이어진 다음에 보아도 보내지 않는다.
func TestCutEventsStayLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run := newRun()
		run.emit(32)
		run.cutFor(5 * time.Second)
		if run.passes(1) {
			t.Error("끊긴 채로 보낸다")
		}
		run.emit(32)
		time.Sleep(6 * time.Second) // 가짜 시계
		run.emit(32)
		for id, want := range map[uint64]bool{1: true, 2: false, 3: true} {
			if run.passes(id) != want {
				t.Errorf("다시 이어진 뒤에 %d번을 보내는가: %v", id, !want)
			}
		}
	})
}

// 끊는 동안에는 새 연결도 응답을 받지 못하고, 그 뒤에는 SSE가 이어 받는다.
func TestCut(t *testing.T) {
	t.Parallel()
	addr, _ := start(t)
	l := newLab(t, addr)
	ended := make(chan string, 2)
	for _, path := range []string{"/sse", "/longpolling?after=0"} {
		conn, in := l.dial()
		io.WriteString(conn, "GET "+l.run+path+" HTTP/1.1\r\nHost: localhost\r\n\r\n")
		if path == "/sse" {
			in.ReadString('\n')
		}
		go func() {
			io.Copy(io.Discard, in)
			ended <- path
		}()
	}
	l.send(`{"cut":true}`)
	l.until("끊음", func(r report) bool { return r.Cut.Begin != 0 })
	<-ended
	<-ended
	if response, err := http.Get("http://" + addr + l.run + "/polling"); err == nil {
		t.Errorf("끊는 동안 %s로 응답했다", response.Status)
	}
	l.send(flowing)
	l.until("다시 이음", func(r report) bool { return r.Cut.End != 0 })
	if took := time.Duration(l.last.Cut.End-l.last.Cut.Begin) * time.Microsecond; took < 5*time.Second {
		t.Errorf("%v 만에 이었다", took)
	}
	if l.last.Cut.From >= l.last.Cut.To {
		t.Errorf("끊은 동안 %d번 다음부터 %d번까지 만들었다", l.last.Cut.From, l.last.Cut.To)
	}
	for _, id := range l.ids {
		if id <= l.last.Cut.To {
			t.Errorf("끊은 동안 만든 %d번이 TCP나 UDP로 왔다", id)
		}
	}
	conn, in := l.dial()
	io.WriteString(conn, "GET "+l.run+"/sse HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 0\r\n\r\n")
	for line := ""; line != "id: 1\n"; {
		var err error
		if line, err = in.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	l.until("서버가 여는 방법도 다시", func(report) bool { return l.seen["tcp"] > 0 && l.seen["udp"] > 0 })
}

// 페이지가 떠나면 실험도, 실험에 붙어 있던 연결도, 고루틴도 남지 않는다.
func TestLeavesNothing(t *testing.T) {
	before := runtime.NumGoroutine()
	addr, stop := start(t)
	for range 20 {
		l := newLab(t, addr)
		l.send(flowing)
		member, _, err := websocket.DefaultDialer.Dial("ws://"+addr+l.run+"/ws", nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := member.ReadMessage(); err != nil {
			t.Fatal(err)
		}
		l.control.Close()
		member.SetReadDeadline(time.Now().Add(5 * time.Second))
		for err == nil { // 한두 이벤트는 더 올 수 있다.
			_, _, err = member.ReadMessage()
		}
		if late, ok := errors.AsType[net.Error](err); ok && late.Timeout() {
			t.Fatal("실험이 끝났는데 연결이 끊기지 않는다")
		}
		member.Close()
		// 실험은 명단에서 빠진 다음에 연결을 끊는다. 그래서 지금은 응답 없이 끊기는 것이 아니라 404이다.
		if response := status(t, "GET", "http://"+addr+l.run+"/polling", nil); response.StatusCode != http.StatusNotFound {
			t.Errorf("끝난 실험이 %s로 응답했다", response.Status)
		}
	}
	stop()
	http.DefaultClient.CloseIdleConnections()
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Now().After(deadline) {
			stacks := make([]byte, 64<<10)
			t.Fatalf("고루틴이 %d개에서 %d개로 늘었다\n%s", before, runtime.NumGoroutine(), stacks[:runtime.Stack(stacks, true)])
		}
	}
}

// 실험은 백 개까지이다. 다른 사이트의 페이지는 시작하지 못한다.
func TestIsBounded(t *testing.T) {
	addr, _ := start(t)
	dial := func(header http.Header) int {
		conn, response, err := websocket.DefaultDialer.Dial("ws://"+addr+"/control", header)
		if err == nil {
			t.Cleanup(func() { conn.Close() })
		}
		return response.StatusCode
	}
	foreign := http.Header{"Origin": {"http://evil.example"}}
	if got := dial(foreign); got != http.StatusForbidden {
		t.Errorf("다른 사이트의 페이지에 %d로 응답했다", got)
	}
	if got := status(t, "GET", "http://"+addr+newLab(t, addr).run+"/polling", foreign); got.StatusCode != http.StatusForbidden {
		t.Errorf("실험의 번호를 아는 다른 사이트의 페이지에 %s로 응답했다", got.Status)
	}
	for range mostRuns - 1 { // 하나는 위에서 시작했다.
		if got := dial(nil); got != http.StatusSwitchingProtocols {
			t.Fatalf("%d로 응답했다", got)
		}
	}
	if got := dial(nil); got != http.StatusServiceUnavailable {
		t.Errorf("백한 번째에 %d로 응답했다", got)
	}
}
