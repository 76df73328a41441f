package live

import (
	"context"
	"fmt"
	"net"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

// bubble은 가짜 시계 안에서 서버를 켠다. dial은 run의 이벤트를 WebSocket으로 받는 연결이다.
func bubble(t *testing.T, test func(t *testing.T, run *run, dial func() *websocket.Conn)) {
	synctest.Test(t, func(t *testing.T) {
		pipe := lessontest.NewPipe() // 버퍼가 없다. 읽지 않으면 바로 막힌다.
		ctx, stop := context.WithCancel(t.Context())
		s, run := newSite(ctx), newRun()
		s.board.runs["R"] = run
		ended := make(chan error)
		go func() {
			err := web.Serve(ctx, pipe, s.handle())
			s.peers.Wait()
			ended <- err
		}()
		var conns []*websocket.Conn
		dialer := websocket.Dialer{NetDial: func(string, string) (net.Conn, error) { return pipe.Dial() }}
		test(t, run, func() *websocket.Conn {
			conn, _, err := dialer.Dial("ws://x/run/R/ws", nil)
			if err != nil {
				t.Fatal(err)
			}
			conns = append(conns, conn)
			return conn
		})
		for _, conn := range conns {
			conn.Close()
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// 읽지 않는 클라이언트는 아무도 늦추지 않고, 아무것도 쌓지 않고, 데드라인 뒤에 끊긴다.
func TestDeafMember(t *testing.T) {
	bubble(t, func(t *testing.T, run *run, dial func() *websocket.Conn) {
		deaf, other := dial(), dial()
		got := 0
		go func() {
			for {
				if _, _, err := other.ReadMessage(); err != nil {
					return
				}
				got++
			}
		}()
		const events = 20_000
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		begin := time.Now()
		for range events {
			run.emit(1024)
			synctest.Wait()
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		if got != events || time.Since(begin) != 0 {
			t.Errorf("다른 클라이언트가 %v 동안 %d개를 받았다", time.Since(begin), got)
		}
		// room이 기억하는 512개(512KiB)뿐이다. 이벤트는 모두 20MiB였다.
		if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 4<<20 {
			t.Errorf("메모리가 %d바이트 늘었다", grown)
		}
		time.Sleep(writeTimeout) // 가짜 시계
		synctest.Wait()
		if _, err := deaf.NetConn().Write([]byte{0}); err == nil {
			t.Error("읽지 않는 클라이언트를 끊지 않았다")
		}
	})
}

// 뒤처진 클라이언트는 남은 것부터 받는다. 메시지는 언제나 온전하고, 번호는 커지기만 한다.
func TestLateMember(t *testing.T) {
	bubble(t, func(t *testing.T, run *run, dial func() *websocket.Conn) {
		conn := dial()
		const events = 2000
		for range events {
			run.emit(1024)
			synctest.Wait() // 첫 이벤트를 쓰다가 막혀 있다.
		}
		var last, got int
		for last < events {
			_, message, err := conn.ReadMessage()
			var id int
			if n, _ := fmt.Sscan(string(message), &id); err != nil || n != 1 || len(message) != 1024 || id <= last {
				t.Fatalf("%d번 다음에 %d바이트, %v", last, len(message), err)
			}
			last = id
			got++
		}
		if got != 1+remembered { // 막혀 있던 하나와, room이 기억하는 것
			t.Errorf("%d개를 받았다", got)
		}
	})
}

// 서버가 멈추면 페이지에 1001을 보낸다. 중계는 그 종료 프레임까지 나른 다음에 끝난다.
func TestStopSays1001(t *testing.T) {
	addr, stop := start(t)
	l := newLab(t, addr)
	go stop()
	for {
		if _, _, err := l.control.ReadMessage(); err != nil {
			if !websocket.IsCloseError(err, websocket.CloseGoingAway) {
				t.Errorf("1001을 기다렸는데 %v", err)
			}
			return
		}
	}
}
