package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/grader"
	"socketworkbook/notes/compare/loopback"
)

// heldWays는 말없는 연결을 쥐고 있는 법이다. 모두 HTTP 요청 하나로 시작한다.
var heldWays = []struct{ path, name string }{
	{"/poll", "응답을 다 보내고, 다음 요청을 기다림"},
	{"/long", "응답을 아직 쓰지 않고, 핸들러에서 기다림"},
	{"/sse", "SSE: 첫 이벤트를 쓰고, 핸들러에서 기다림"},
	{"/hijack", "SSE: 연결을 넘겨받아(Hijack) 첫 이벤트를 쓰고 기다림"},
}

// 말없는 연결의 메모리를 정하는 것은 프로토콜보다 구현이다. 같은 SSE라도 net/http의 핸들러 안에서 기다리면
// 그 연결의 버퍼와 스택을 모두 쥐고 있고, 연결을 넘겨받으면 거의 남지 않는다.
func TestHeldMemory(t *testing.T) {
	t.Parallel()
	live, real := map[string]float64{}, map[string]float64{}
	for _, way := range heldWays {
		// 앞에서 쓰던 메모리를 다시 쓰지 않게, 저마다 새 프로세스에서 잰다.
		cmd := exec.Command(os.Args[0], "-test.v", "-test.run=^TestHeldOnce$")
		cmd.Env = append(os.Environ(), "HELD="+way.path)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		var heap, stack, resident float64
		_, figures, _ := strings.Cut(string(out), "HELD ")
		if _, err := fmt.Sscan(figures, &heap, &stack, &resident); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		t.Logf("%s: 힙 %.1fKiB, 스택 %.1fKiB, 물리 메모리 %.1fKiB", way.name, heap, stack, resident)
		live[way.path], real[way.path] = heap+stack, resident
	}
	if live["/hijack"]*3 > live["/sse"] {
		t.Error("연결을 넘겨받아도 SSE의 메모리가 3분의 1로 줄지 않는다")
	}
	// 레이스 검사기는 물리 메모리를 몇 배로 쓰고, 다른 시스템은 물리 메모리를 다르게 센다.
	if runtime.GOOS == "linux" && !grader.Race && (live["/long"] < live["/poll"] || real["/long"] > real["/poll"]) {
		t.Error("응답을 쓰지 않은 연결이, 예약한 것은 많지만 손댄 것은 적다고 할 수 없다")
	}
}

// TestHeldOnce는 TestHeldMemory가 새 프로세스에서 부른다.
func TestHeldOnce(t *testing.T) {
	path := os.Getenv("HELD")
	if path == "" {
		t.Skip("TestHeldMemory가 부른다")
	}
	ln, err := loopback.Listen()
	if err != nil {
		t.Fatal(err)
	}
	release, held := make(chan struct{}), make(chan struct{}, 1)
	server := &http.Server{Handler: holding(release, held)}
	go server.Serve(ln)
	defer server.Close()
	defer close(release)

	const clients = 1000
	join := func(n int) {
		for range n {
			conn, err := net.Dial("tcp", ln.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { conn.Close() })
			io.WriteString(conn, get(path))
			<-held
		}
	}
	join(warmUp)
	before := weigh(t)
	join(clients)
	after := weigh(t)
	fmt.Print("HELD ")
	for i := range after {
		fmt.Printf("%.1f ", (after[i]-before[i])/clients/1024)
	}
	fmt.Println()
}

// holding은 heldWays의 경로로 온 연결을 쥐고 있는 서버이다. 쥐면 held에 알린다.
func holding(release <-chan struct{}, held chan<- struct{}) http.Handler {
	mux := http.NewServeMux()
	wait := func(r *http.Request) {
		held <- struct{}{}
		select {
		case <-release:
		case <-r.Context().Done():
		}
	}
	const first = ": 안녕\n\n"
	mux.HandleFunc("/poll", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "[]\n")
		http.NewResponseController(w).Flush()
		held <- struct{}{}
	})
	mux.HandleFunc("/long", func(w http.ResponseWriter, r *http.Request) { wait(r) })
	mux.HandleFunc("/sse", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		io.WriteString(w, first)
		http.NewResponseController(w).Flush()
		wait(r)
	})
	mux.HandleFunc("/hijack", func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		go func() { // 핸들러는 돌아간다. HTTP가 쓰던 버퍼와 스택은 사라진다.
			defer conn.Close()
			io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"+first)
			held <- struct{}{}
			<-release
		}()
	})
	return mux
}

// weigh는 이 프로세스의 살아 있는 힙, 스택, 물리 메모리이다. 고루틴의 수가 그대로일 때까지 기다렸다가 잰다.
func weigh(t *testing.T) [3]float64 {
	t.Helper()
	for last := -1; last != runtime.NumGoroutine(); time.Sleep(100 * time.Millisecond) {
		last = runtime.NumGoroutine()
	}
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	real, err := resident(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	return [3]float64{float64(m.HeapAlloc), float64(m.StackInuse), float64(real)}
}
