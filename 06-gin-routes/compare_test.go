package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"socketworkbook/06-gin-routes/compare"
	"socketworkbook/internal/browser"
	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/relay"
)

// lab은 /compare 페이지처럼 조종줄을 잡고 있는 테스트이다.
type lab struct {
	t       *testing.T
	addr    string
	through string // 날것의 연결이 붙을 주소. 보통은 addr이고, 중계일 때도 있다
	run     string
	control *websocket.Conn
	last    compare.Report
	seen    map[string]int // TCP와 UDP의 클라이언트가 받은 사건의 수
	ids     []uint64       // 그 번호들
}

func newLab(t *testing.T, addr string) *lab {
	t.Helper()
	conn, _, err := websocket.DefaultDialer.Dial("ws://"+addr+"/compare/control", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	l := &lab{t: t, addr: addr, through: addr, control: conn, seen: map[string]int{}}
	var hello struct{ Run string }
	if err := conn.ReadJSON(&hello); err != nil || hello.Run == "" {
		t.Fatalf("실험을 시작하지 못했다: %q, %v", hello.Run, err)
	}
	l.run = hello.Run
	return l
}

func (l *lab) send(command string) {
	l.t.Helper()
	if err := l.control.WriteMessage(websocket.TextMessage, []byte(command)); err != nil {
		l.t.Fatal(err)
	}
}

// until은 알림이 good일 때까지 읽는다.
func (l *lab) until(what string, good func(compare.Report) bool) {
	l.t.Helper()
	l.control.SetReadDeadline(time.Now().Add(15 * time.Second))
	for {
		l.last = compare.Report{}
		if err := l.control.ReadJSON(&l.last); err != nil {
			l.t.Fatalf("%s: %v", what, err)
		}
		l.seen["tcp"] += len(l.last.TCP)
		l.seen["udp"] += len(l.last.UDP)
		for _, seen := range append(l.last.TCP, l.last.UDP...) {
			l.ids = append(l.ids, seen.ID)
		}
		if l.last.Counts != nil && good(l.last) {
			return
		}
	}
}

// dial은 서버에 붙는 날것의 연결이다.
func (l *lab) dial() (net.Conn, *bufio.Reader) {
	l.t.Helper()
	conn, err := net.Dial("tcp", l.through)
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(15 * time.Second))
	return conn, bufio.NewReader(conn)
}

// ask는 요청 하나를 보내고 답을 끝까지 읽는다. 오간 바이트를 돌려준다.
func (l *lab) ask(conn net.Conn, in *bufio.Reader, path string, fields ...string) (up, down int64, body string) {
	l.t.Helper()
	request := "GET " + path + " HTTP/1.1\r\nHost: " + l.addr + "\r\n" + strings.Join(append(fields, "\r\n"), "\r\n")
	if _, err := io.WriteString(conn, request); err != nil {
		l.t.Fatal(err)
	}
	var copied bytes.Buffer
	response, err := http.ReadResponse(bufio.NewReader(io.TeeReader(in, &copied)), nil)
	if err != nil {
		l.t.Fatal(err)
	}
	data, err := io.ReadAll(response.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	return int64(len(request)), int64(copied.Len()), string(data)
}

// relay는 서버 앞에 중계를 세우고 날것의 연결을 그리로 돌린다. 돌려주는 함수는 n번째 연결로 오간 바이트이다.
func (l *lab) relay() func(n int) (up, down int64) {
	l.t.Helper()
	front, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		l.t.Fatal(err)
	}
	var mu sync.Mutex
	passed := map[int]*[2]int64{}
	go relay.TCP(l.t.Context(), front, l.addr, func(e relay.Event) {
		mu.Lock()
		defer mu.Unlock()
		if passed[e.Conn] == nil {
			passed[e.Conn] = new([2]int64)
		}
		if e.Kind == relay.Data {
			passed[e.Conn][e.From] += int64(len(e.Data))
		}
	})
	l.through = front.Addr().String()
	return func(n int) (up, down int64) {
		mu.Lock()
		defer mu.Unlock()
		return passed[n][relay.Up], passed[n][relay.Down]
	}
}

const flow, silent = `{"settings":{"rate":20,"size":100}}`, `{"settings":{"silent":true}}`

// 서버가 센 것, 사이에 선 중계가 센 것, 클라이언트가 센 것은 한 바이트도 다르지 않다.
// 같은 연결로 오간 다른 요청은 섞이지 않는다.
func TestCompareCountsToTheByte(t *testing.T) {
	addr, _ := start(t, defaults)
	l := newLab(t, addr)
	relayed := l.relay()
	base := "/compare/" + l.run
	want := map[string]compare.Count{}

	// WebSocket은 지금부터의 사건만 나르므로 먼저 연다.
	ws, wsIn := l.dial()
	handshake := "GET " + base + "/ws HTTP/1.1\r\nHost: " + addr + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
	io.WriteString(ws, handshake)
	down := int64(0)
	for line := ""; line != "\r\n"; down += int64(len(line)) {
		line, _ = wsIn.ReadString('\n')
	}
	l.send(flow)
	l.until("사건 셋", func(r compare.Report) bool { return r.Last >= 3 })
	l.send(silent)
	l.send(`{"clock":1}`)
	l.until("잠근 뒤", func(r compare.Report) bool { return true })
	last := l.last.Last

	for range last { // 프레임: FIN과 글(0x81), 길이 100, 가림 없음
		head := make([]byte, 2+100)
		if _, err := io.ReadFull(wsIn, head); err != nil || binary.BigEndian.Uint16(head) != 0x8164 {
			t.Fatalf("프레임이 %x, %v", head[:2], err)
		}
		down += 102
	}
	ping := "\x89\x80\x00\x00\x00\x00" // 올라가는 프레임. 가리개는 0이다
	io.WriteString(ws, ping)
	pong := make([]byte, 2)
	io.ReadFull(wsIn, pong)
	opened := compare.Count{Requests: 1, Up: int64(len(handshake) + len(ping)), Down: down + 2}

	conn, in := l.dial()
	up0, down0, _ := l.ask(conn, in, "/style.css")
	up1, down1, body := l.ask(conn, in, base+"/polling?after=0")
	if strings.Count(body, `"id":`) != int(last) {
		t.Errorf("폴링의 답: %s", body)
	}
	up3, down3, _ := l.ask(conn, in, "/nope")
	up4, down4, _ := l.ask(conn, in, base+"/ws") // WebSocket이 되지 못한 요청. 뒤의 것까지 WS의 것으로 치면 안 된다.
	up2, down2, body := l.ask(conn, in, fmt.Sprintf("%s/polling?after=%d", base, last))
	if body != "[]\n" {
		t.Errorf("빈 응답이 아니다: %s", body)
	}
	want["ws"] = compare.Count{Requests: 2, Up: opened.Up + up4, Down: opened.Down + down4}
	want["polling"] = compare.Count{Requests: 2, Empty: 1, Up: up1 + up2, Down: down1 + down2}
	up, down, _ := l.ask(conn, in, base+"/longpolling?after=1")
	want["longpolling"] = compare.Count{Requests: 1, Up: up, Down: down}

	sse, sseIn := l.dial()
	request := fmt.Sprintf("GET %s/sse HTTP/1.1\r\nHost: %s\r\nLast-Event-ID: %d\r\n\r\n", base, addr, last-1)
	io.WriteString(sse, request)
	var stream strings.Builder
	for !strings.Contains(stream.String(), fmt.Sprintf("id: %d\n", last)) || !strings.HasSuffix(stream.String(), "\n\n\r\n") {
		line, err := sseIn.ReadString('\n')
		stream.WriteString(line)
		if err != nil {
			t.Fatalf("%q, %v", stream.String(), err)
		}
	}
	want["sse"] = compare.Count{Requests: 1, Up: int64(len(request)), Down: int64(stream.Len())}
	want["tcp"] = compare.Count{Down: int64(last) * 101}
	want["udp"] = compare.Count{Up: 5, Down: int64(last) * 100}

	l.until("마지막 셈", func(r compare.Report) bool {
		return l.seen["udp"] == int(last) && r.Counts["sse"].Down >= want["sse"].Down
	})
	for name, count := range want {
		if l.last.Counts[name] != count {
			t.Errorf("%s: 서버는 %+v, 클라이언트는 %+v", name, l.last.Counts[name], count)
		}
	}
	for n, client := range map[int]compare.Count{1: opened, 2: {Up: up0 + up1 + up2 + up3 + up4 + up, Down: down0 + down1 + down2 + down3 + down4 + down}, 3: want["sse"]} {
		if up, down := relayed(n); up != client.Up || down != client.Down {
			t.Errorf("%d번째 연결: 중계는 %d와 %d, 클라이언트는 %+v", n, up, down, client)
		}
	}
	if l.seen["tcp"] != int(last) || l.seen["udp"] != int(last) {
		t.Errorf("사건 %d개 가운데 %v개를 받았다", last, l.seen)
	}
}

// 끊는 동안에는 새 연결도 답을 듣지 못하고, 그 뒤에는 SSE가 이어 받는다.
func TestCompareCut(t *testing.T) {
	t.Parallel()
	addr, _ := start(t, defaults)
	l := newLab(t, addr)
	base := "/compare/" + l.run
	ended := make(chan string, 2)
	for _, path := range []string{"/sse", "/longpolling?after=0"} {
		conn, in := l.dial()
		io.WriteString(conn, "GET "+base+path+" HTTP/1.1\r\nHost: localhost\r\n\r\n")
		if path == "/sse" {
			in.ReadString('\n')
		}
		go func() {
			io.Copy(io.Discard, in)
			ended <- path
		}()
	}
	l.send(`{"cut":true}`)
	l.until("끊음", func(r compare.Report) bool { return r.Cut.Begin != 0 })
	<-ended
	<-ended
	if response, err := http.Get("http://" + addr + base + "/polling"); err == nil {
		t.Errorf("끊는 동안 %s로 답했다", response.Status)
	}
	l.send(flow)
	l.until("다시 이음", func(r compare.Report) bool { return r.Cut.End != 0 })
	if took := time.Duration(l.last.Cut.End-l.last.Cut.Begin) * time.Microsecond; took < 5*time.Second {
		t.Errorf("%v 만에 이었다", took)
	}
	if l.last.Cut.From >= l.last.Cut.To {
		t.Errorf("끊는 동안 %d번 다음부터 %d번까지 났다", l.last.Cut.From, l.last.Cut.To)
	}
	for _, id := range l.ids {
		if id <= l.last.Cut.To {
			t.Errorf("끊는 동안 난 %d번이 TCP나 UDP로 왔다", id)
		}
	}
	conn, in := l.dial()
	io.WriteString(conn, "GET "+base+"/sse HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 0\r\n\r\n")
	for line := ""; line != "id: 1\n"; {
		var err error
		if line, err = in.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	l.until("TCP와 UDP도 다시", func(compare.Report) bool { return l.seen["tcp"] > 0 && l.seen["udp"] > 0 })
}

// 페이지가 떠나면 실험도, 실험에 붙어 있던 연결도, 고루틴도 남지 않는다.
func TestCompareLeavesNothing(t *testing.T) {
	addr, stop := start(t, defaults)
	before := runtime.NumGoroutine()
	for range 20 {
		l := newLab(t, addr)
		l.send(flow)
		member, _, err := websocket.DefaultDialer.Dial("ws://"+addr+"/compare/"+l.run+"/ws", nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := member.ReadMessage(); err != nil {
			t.Fatal(err)
		}
		l.control.Close()
		if _, _, err := member.ReadMessage(); err == nil { // 한두 사건은 더 올 수 있다.
			for err == nil {
				_, _, err = member.ReadMessage()
			}
		}
		member.Close()
		// 실험은 명단에서 빠진 다음에 길을 끊는다. 그래서 지금은 답 없이 끊기는 것이 아니라 404이다.
		response, err := http.Get("http://" + addr + "/compare/" + l.run + "/polling")
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusNotFound {
			t.Errorf("끝난 실험이 %s로 답했다", response.Status)
		}
	}
	stop()
	http.DefaultClient.CloseIdleConnections()
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatalf("고루틴이 %d개에서 %d개로 늘었다", before, runtime.NumGoroutine())
		}
	}
}

// 실험은 백 개까지이다. 다른 사이트의 페이지는 시작하지 못한다.
func TestCompareIsBounded(t *testing.T) {
	addr, _ := start(t, defaults)
	dial := func(header http.Header) int {
		conn, response, err := websocket.DefaultDialer.Dial("ws://"+addr+"/compare/control", header)
		if err == nil {
			t.Cleanup(func() { conn.Close() })
		}
		return response.StatusCode
	}
	if got := dial(http.Header{"Origin": {"http://evil.example"}}); got != http.StatusForbidden {
		t.Errorf("다른 사이트의 페이지에 %d로 답했다", got)
	}
	for range 100 {
		if got := dial(nil); got != http.StatusSwitchingProtocols {
			t.Fatalf("%d로 답했다", got)
		}
	}
	if got := dial(nil); got != http.StatusServiceUnavailable {
		t.Errorf("101번째에 %d로 답했다", got)
	}
}

// 알 수 없는 명령은 버리고, 범위를 벗어난 설정은 가까운 끝으로 옮긴다.
func TestCompareControlSurvivesGarbage(t *testing.T) {
	addr, _ := start(t, defaults)
	l := newLab(t, addr)
	for _, garbage := range []string{"", "{", "[]", `{"settings":7}`, `{"settings":{"rate":1e99,"size":-5}}`, `{"clock":"아니"}`} {
		l.send(garbage)
	}
	l.until("사건", func(r compare.Report) bool { return r.Last > 0 })
	response, err := http.Get("http://" + addr + "/compare/" + l.run + "/polling")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var messages []struct{ Text string }
	if err := json.NewDecoder(response.Body).Decode(&messages); err != nil || len(messages) == 0 || len(messages[0].Text) != 32 {
		t.Errorf("%v, %v", messages, err)
	}
}

// comparePage는 예상을 마치고 시작한 /compare 페이지이다.
type comparePage struct{ *browser.Page }

func openCompare(t *testing.T, addr string) comparePage {
	page := comparePage{browser.Open(t, "http://"+addr+"/compare")}
	page.Look("06-compare-predict")
	for _, guess := range []string{"cost", "delay"} {
		for i := range 6 {
			if !browser.Eval[bool](page.Page, `document.querySelector("#start").disabled`) {
				t.Error("예상을 마치기 전에 시작할 수 있다")
			}
			page.Click(fmt.Sprintf("#guess-%s button:nth-of-type(%d)", guess, i+1))
		}
	}
	// 사건이 자주 나게 해서 기다리는 시간을 줄인다: 1초에 16개. 폴링은 1초마다 묻는다.
	browser.Eval[bool](page.Page, `document.querySelector("#rate").value = 4; true`)
	page.Click("#start")
	return page
}

// figure는 칸에 적힌 글을 가리키는 자바스크립트 식이다.
func figure(protocol, name string) string {
	return fmt.Sprintf(`[...document.querySelectorAll(".panel[data-protocol=%s] dl div")].find((d) => d.querySelector("dt").textContent === %q).querySelector("dd").textContent`, protocol, name)
}

// numbers는 칸에 적힌 수들이다. 페이지는 1초에 네 번 고쳐 적으므로, 서로 견줄 것은 한 번에 읽는다.
func (p comparePage) numbers(t *testing.T, protocol string, names ...string) (all []float64) {
	t.Helper()
	var figures []string
	for _, name := range names {
		figures = append(figures, figure(protocol, name))
	}
	for i, text := range browser.Eval[[]string](p.Page, "["+strings.Join(figures, ", ")+"]") {
		var n float64
		if _, err := fmt.Sscanf(text, "%g", &n); err != nil {
			t.Errorf("%s의 %s이 %q이다", protocol, names[i], text)
		}
		if strings.HasSuffix(text, "kB") {
			n *= 1000
		}
		all = append(all, n)
	}
	return all
}

func (p comparePage) number(t *testing.T, protocol, name string) float64 {
	t.Helper()
	return p.numbers(t, protocol, name)[0]
}

// 폴링의 지연은 묻는 간격의 절반에 가깝다. 바쁜 컴퓨터에서는 페이지가 무엇이든 늦게 받으므로, 같은 페이지의
// WebSocket이 늦은 만큼은 뺀다. 처음 몇 개가 늦었어도 많이 모이면 가까워진다.
var halfway = fmt.Sprintf(`(wait => wait > 300 && wait < 800)(parseFloat(%s) - parseFloat(%s))`, figure("polling", "평균 지연"), figure("ws", "평균 지연"))

// 학생이 하듯이 예상하고, 시작하고, 끊어 본다. 수가 서로 맞는지 읽는다.
func TestCompareInBrowser(t *testing.T) {
	t.Parallel()
	addr, _ := start(t, defaults)
	page := openCompare(t, addr)
	page.Until(figure("polling", "사건") + " > 40")
	page.Until(`document.querySelectorAll("#bars-cost li").length === 6`)
	page.NoProblems()
	cost := map[string]float64{}
	for _, protocol := range []string{"polling", "longpolling", "sse", "ws", "tcp", "udp"} {
		n := page.numbers(t, protocol, "↑", "↓", "사건")
		cost[protocol] = (n[0] + n[1]) / n[2]
	}
	if !(cost["udp"] < cost["tcp"]+1 && cost["tcp"] < cost["ws"] && cost["ws"] < cost["sse"] && cost["sse"] < cost["polling"]) {
		t.Errorf("사건 하나에 든 바이트: %v", cost)
	}
	page.Until(halfway)
	if page.number(t, "sse", "요청") != 1 || page.number(t, "ws", "요청") != 1 {
		t.Error("SSE와 WS는 한 번만 청해야 한다")
	}
	page.Look("06-compare")

	page.Click("#cut")
	page.Until(`document.querySelector("#cut-report table")`)
	for _, row := range browser.Eval[[][]string](page.Page, `[...document.querySelectorAll("#cut-report tr[data-protocol]")].map((r) => [r.dataset.protocol, ...[...r.cells].slice(1).map((c) => c.textContent)])`) {
		resumes := row[0] == "polling" || row[0] == "longpolling" || row[0] == "sse"
		if lost := row[2] != "0"; lost == resumes || row[3] != "0" {
			t.Errorf("%s: 결국 받음 %s, 잃음 %s, 두 번 받음 %s", row[0], row[1], row[2], row[3])
		}
	}
	page.Look("06-compare-cut")
}

// 설정을 바꾸고, 탭을 가리고, 샘을 잠그고, 서버를 껐다 켠다.
func TestCompareControlsInBrowser(t *testing.T) {
	t.Parallel()
	addr, stop := start(t, defaults)
	page := openCompare(t, addr)
	page.Until(`document.querySelector("#status").textContent.includes("나르고")`)
	// 크기를 바꾸면 크기가 다른 사건이 섞이지 않게 처음부터 다시 센다.
	browser.Eval[bool](page.Page, `document.querySelector("#size").value = 8; document.querySelector("#size").onchange(); true`)
	page.Until(`document.querySelector("#status").textContent.includes("나르고")`)
	page.Until(figure("udp", "사건") + " > 5")
	if n := page.numbers(t, "udp", "↓", "사건"); n[0]/n[1] < 255 || n[0]/n[1] > 300 {
		t.Errorf("256바이트로 바꾼 뒤 UDP의 사건 %g개가 %g바이트이다", n[1], n[0])
	}

	// 가린 탭은 멈추고, 다시 보이면 처음부터 센다. 가려진 동안의 기다림은 지연이 되지 않는다.
	hide := func(hidden bool) {
		browser.Eval[bool](page.Page, fmt.Sprintf(`Object.defineProperty(document, "hidden", { configurable: true, value: %v }); document.dispatchEvent(new Event("visibilitychange"))`, hidden))
	}
	hide(true)
	page.Until(`document.querySelector("#status").textContent.includes("가려서")`)
	hide(false)
	page.Until(`document.querySelector("#status").textContent.includes("나르고")`)
	page.Until(halfway)
	page.Click("#silence")
	page.Until(`document.querySelector("#status").textContent.includes("잠갔")`)
	empty := page.number(t, "polling", "빈 응답")
	page.Until(fmt.Sprintf("%s > %v", figure("polling", "빈 응답"), empty+2))

	// 서버가 사라지면 그렇다고 말하고, 돌아오면 다시 시작할 수 있다.
	stop()
	page.Until(`document.querySelector("#status").textContent.includes("이어져 있지 않습니다")`)
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, ln, func(ctx context.Context, ln net.Listener) error { return serve(ctx, ln, defaults) })
	page.Click("#start")
	page.Until(figure("ws", "사건") + " > 3")
}
