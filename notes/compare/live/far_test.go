package live

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/browser"
	"socketworkbook/internal/distance"
	"socketworkbook/internal/lesson/lessontest"
)

// startFar는 먼 네트워크를 켠 비교 페이지이다.
func startFar(t *testing.T) (addr string) {
	t.Helper()
	lessontest.Slow(t, "notes/far를 빌드한다")
	program, remove, err := distance.Build(t.Context(), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(remove)
	lessontest.Serve(t, ln, func(ctx context.Context, ln net.Listener) error { return ServeFar(ctx, ln, program) })
	return ln.Addr().String()
}

// slide는 사람이 막대를 옮긴 것처럼 바꾸고, 처음부터 다시 세기를 기다린다.
func (p tab) slide(t *testing.T, slider string, value int) {
	t.Helper()
	p.set(slider, value)
	browser.Eval[bool](p.Page, fmt.Sprintf(`(s => { s.oninput(); s.onchange(); return true; })(document.querySelector("#%s"))`, slider))
	p.says("처음부터")
	p.says("나르고")
}

// 왕복 시간을 올리면 모두 늦어진다. 손실을 올리면 TCP는 잃지 않는 대신 늦고, UDP는 잃는다. 탭을 닫으면 선도 걷힌다.
func TestSlidersInBrowser(t *testing.T) {
	t.Parallel()
	addr := startFar(t)
	page := calm(tab{browser.OpenQUIC(t, "http://"+addr+"/", "")})
	page.Click("#start")
	for _, way := range []string{"tcp", "udp", "sse", "ws", "wtdatagram", "wtstream"} {
		page.Until(figure(way, "이벤트") + " > 3")
	}
	page.slide(t, "rtt", 400)
	for _, way := range []string{"tcp", "udp", "sse", "ws", "wtdatagram", "wtstream"} {
		page.Until(figure(way, "이벤트") + " > 20")
		if delay := page.numbers(t, way, "평균 지연")[0]; delay < 150 { // 한쪽으로 200ms이다. 바쁜 컴퓨터에서는 페이지가 시계의 차이를 수십 ms까지 잘못 안다.
			t.Errorf("왕복 400ms에서 %s의 지연이 %vms이다", way, delay)
		}
	}
	page.slide(t, "rtt", 100)
	page.slide(t, "loss", 10)
	// TCP는 잃은 것을 다시 받느라 뒤처졌다가도 따라온다. UDP가 잃은 것은 끝내 오지 않는다.
	page.Until(fmt.Sprintf("Number(%s) > Number(%s) + 3", figure("tcp", "이벤트"), figure("udp", "이벤트")))
	if tcp, udp := page.numbers(t, "tcp", "평균 지연")[0], page.numbers(t, "udp", "평균 지연")[0]; tcp <= udp {
		t.Errorf("손실 10%%에서 TCP의 평균 지연은 %vms, UDP는 %vms이다", tcp, udp)
	}
	page.Look("compare-far")
	page.Close()
	for deadline := time.Now().Add(10 * time.Second); runtime.GOOS == "linux" && lineProcesses(t, addr) > 0; {
		if time.Now().After(deadline) {
			t.Fatalf("탭을 닫았는데 선이 %d개 남았다", lineProcesses(t, addr))
		}
	}
}

// lineProcesses는 이 테스트가 켠 선의 수이다. 입구의 선은 명령줄에 페이지의 주소가 있다.
func lineProcesses(t *testing.T, addr string) (n int) {
	files, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, file := range files {
		if text, err := os.ReadFile(file); err == nil && strings.Contains(string(text), "-to\x00"+addr+"\x00") {
			n++
		}
	}
	return n
}

// 선의 입구로 온 요청은 이 페이지의 것만 받는다.
func TestGateRefusesOthers(t *testing.T) {
	page := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8800}
	s := newSite(t.Context())
	s.far = &distant{page: page}
	for origin, want := range map[string]bool{
		"": true, "http://localhost:8800": true, "http://127.0.0.1:8800": true, "http://127.0.0.1:9999": true,
		"http://localhost:8801": false, "https://localhost:8800": false, "http://evil.example": false, "null": false,
	} {
		r, _ := http.NewRequest("GET", "http://127.0.0.1:9999/run/x/sse", nil)
		r.Header.Set("Origin", origin)
		w := httptest.NewRecorder()
		if got := s.welcome(w, r); got != want {
			t.Errorf("%q: %v", origin, got)
		}
		if allowed := w.Header().Get("Access-Control-Allow-Origin"); allowed != "" && allowed != origin {
			t.Errorf("%q에게 %q라고 답했다", origin, allowed)
		}
	}
}
