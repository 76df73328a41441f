package main

import (
	"io"
	"testing"

	"socketworkbook/internal/browser"
	"socketworkbook/internal/distance"
	"socketworkbook/internal/lesson/lessontest"
)

// 수업의 페이지는 먼 서버와도 된다. 03부터 06까지를 왕복 200ms, 손실 5% 너머에서 연다.
func TestPagesFromAfar(t *testing.T) {
	lessontest.Slow(t, "수업과 notes/far를 빌드하고 브라우저를 켠다")
	program, remove, err := distance.Build(t.Context(), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	defer remove()
	pages := map[string]string{"03-http-polling": "/", "04-sse": "/", "05-websocket-echo": "/index", "06-gin-routes": "/chat"}
	folder := t.TempDir()
	var all []way
	for lesson := range pages {
		all = append(all, way{lesson: lesson})
	}
	if err := build(t.Context(), all, folder); err != nil {
		t.Fatal(err)
	}
	for _, w := range all {
		t.Run(w.lesson, func(t *testing.T) {
			s, err := startServer(t.Context(), w, folder)
			if err != nil {
				t.Fatal(err)
			}
			defer s.kill()
			line, err := program.Start(s.addr, false, nil, "-rtt", "200ms", "-loss", "5%")
			if err != nil {
				t.Fatal(err)
			}
			defer line.End()
			page := browser.Open(t, "http://"+line.Addr+pages[w.lesson])
			page.Until(`document.querySelector(".status[data-state=open], [data-state=open]")`)
			page.NoProblems()
		})
	}
}
