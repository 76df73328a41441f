package live

import (
	"errors"
	"net"
	"net/http"
	"runtime"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// 페이지가 떠나면 실험도, 실험에 붙어 있던 연결도, 고루틴도 남지 않는다.
func TestLeavesNothing(t *testing.T) {
	before := runtime.NumGoroutine()
	addr, stop := start(t)
	for range 10 {
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
	t.Parallel()
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
