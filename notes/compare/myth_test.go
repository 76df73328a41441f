package main

import (
	"fmt"
	"testing"

	"socketworkbook/internal/browser"
)

// "브라우저는 WebSocket을 여섯 개만 연다"는 틀린 말이고, EventSource는 정말로 여섯에서 멈춘다.
func TestMythOfSixConnections(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	both, _ := choose("SSE,WS", ways)
	if err := build(t.Context(), both, folder); err != nil {
		t.Fatal(err)
	}
	// 서른 개를 여는데, 하나가 열리면 다음 것을 연다. 한꺼번에 열면 브라우저가 일부러 늦춘다.
	const openAll = `window.opened = 0; window.kept = []; const next = () => { if (kept.length === 30) return;
		const one = %s; kept.push(one); one.addEventListener("open", () => { opened++; next(); }); }; next(); true`
	var page *browser.Page
	for _, test := range []struct {
		way, path, one string
		want           int
	}{
		{"WS", "/index", `new WebSocket("ws://" + location.host, "example-echo")`, 30},
		{"SSE", "/nope", `new EventSource("/events")`, 6}, // 스스로 연 스트림이 없는 페이지
	} {
		chosen, err := choose(test.way, ways)
		if err != nil {
			t.Fatal(err)
		}
		s, err := startServer(t.Context(), chosen[0], folder)
		if err != nil {
			t.Fatal(err)
		}
		defer s.kill()
		if page == nil { // 브라우저는 하나만 켠다.
			page = browser.Open(t, "http://"+s.addr+test.path)
		} else {
			page = page.Tab("http://" + s.addr + test.path)
		}
		browser.Eval[bool](page, fmt.Sprintf(openAll, test.one))
		page.Until(fmt.Sprintf("opened >= %d", test.want))
		// 더 열릴 것이 있었다면 그 사이에 열렸을 만큼, 페이지가 다른 일을 스물다섯 번 하게 한다.
		page.Until(`(window.turns = (window.turns ?? 0) + 1) > 25`)
		if got := browser.Eval[int](page, "opened"); got != test.want {
			t.Errorf("%s: 서른 개 가운데 %d개가 열렸다. 바라던 것은 %d개", test.way, got, test.want)
		}
	}
}
