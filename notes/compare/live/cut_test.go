package live

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
	"socketworkbook/notes/compare/loopback"
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

// 끊는 동안에는 새 연결도 응답을 받지 못하고, 그 뒤에는 SSE가 이어 받는다. TCP와 UDP는 그동안의 것을 잃는다.
func TestCut(t *testing.T) {
	ln, err := loopback.Listen()
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t.Context())
	lessontest.Serve(t, ln, func(ctx context.Context, ln net.Listener) error { return web.Serve(ctx, ln, s.handle()) })
	id, run, end, err := s.board.start()
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	arrive(t, run) // TCP와 UDP도 이어졌다.
	last := run.lastID()
	l := &lab{t: t, addr: ln.Addr().String(), run: "/run/" + id}
	_, stream := l.request("/sse")
	_, poll := l.request(fmt.Sprintf("/longpolling?after=%d", last))
	stream.ReadString('\n')

	run.cutFor(300 * time.Millisecond)
	io.Copy(io.Discard, stream)
	io.Copy(io.Discard, poll)
	if response, err := http.Get("http://" + l.addr + l.run + "/polling"); err == nil {
		t.Errorf("끊는 동안 %s로 응답했다", response.Status)
	}
	run.emit(32)
	for _, open := run.line(); !open; _, open = run.line() {
		time.Sleep(time.Millisecond)
	}
	during := run.report()
	if cut := during.Cut; cut.From != last || cut.To != last+1 || cut.End-cut.Begin < 300_000 {
		t.Errorf("끊은 일이 %+v", cut)
	}
	_, stream = l.request("/sse", fmt.Sprintf("Last-Event-ID: %d", last))
	for line := ""; line != fmt.Sprintf("id: %d\n", last+1); {
		if line, err = stream.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	for way, ids := range arrive(t, run) {
		for _, one := range during.Seen[way] {
			ids = append(ids, one.ID)
		}
		if slices.Contains(ids, last+1) {
			t.Errorf("끊은 동안 만든 것이 %s로 왔다: %v", way, ids)
		}
	}
}

// arrive는 TCP와 UDP가 모두 무엇이라도 받을 때까지 이벤트를 만들고, 받은 번호를 돌려준다.
func arrive(t *testing.T, run *run) map[string][]uint64 {
	t.Helper()
	got := map[string][]uint64{}
	for deadline := time.Now().Add(10 * time.Second); len(got) < len(driven); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("이어지지 않는다: %v", got)
		}
		run.emit(32)
		for way, all := range run.report().Seen {
			for _, one := range all {
				got[way] = append(got[way], one.ID)
			}
		}
	}
	return got
}

// 페이지가 끊으라고 하면 5초 동안 끊는다.
func TestCutCommand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run := newRun()
		obey(run, []byte(`{"cut":true}`), nil)
		if _, open := run.line(); open {
			t.Error("끊지 않았다")
		}
		time.Sleep(cutTime - time.Millisecond) // 가짜 시계
		synctest.Wait()
		if _, open := run.line(); open {
			t.Error("벌써 다시 이었다")
		}
		time.Sleep(time.Millisecond)
		synctest.Wait()
		if _, open := run.line(); !open {
			t.Error("다시 잇지 않았다")
		}
	})
}
