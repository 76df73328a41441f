package main

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// 어떤 흐름을 읽어도 넘어지지 않고 끝난다. 쉬는 시간은 정해 둔 범위 안이다.
func FuzzRead(f *testing.F) {
	f.Add("id: 1\ndata: 안녕\n\n")
	f.Add(": 주석\n\nretry: 1\ndata\ndata:\n\n")
	f.Add("retry: 99999999999999999999\r\nid\n\n\n")
	f.Fuzz(func(t *testing.T, stream string) {
		s := &eventSource{wait: time.Second}
		for e := range decode(t, s, stream) {
			if strings.ContainsAny(e.id+e.name, "\n") {
				t.Errorf("칸 하나에 줄바꿈이 들었다: %q", e)
			}
		}
		if s.wait < shortestWait*time.Millisecond || s.wait > longestWait*time.Millisecond {
			t.Errorf("%v를 쉰다", s.wait)
		}
	})
}

// 어떤 글을 써도 이벤트 하나이고, 읽으면 그 글이다. 줄바꿈만 모두 LF가 된다.
func FuzzWrite(f *testing.F) {
	f.Add("안녕")
	f.Add("data: 가짜\n\nid: 7\n\n")
	f.Add("\r\r\n\n:")
	f.Fuzz(func(t *testing.T, text string) {
		w := httptest.NewRecorder()
		newStream(w).message(7, text)
		want := newlines(text)
		n := 0
		for e := range decode(t, &eventSource{}, w.Body.String()) {
			if n++; e.id != "7" || e.name != "" || e.data != want {
				t.Errorf("%q를 썼는데 %q를 읽었다", text, e)
			}
		}
		if n != 1 {
			t.Errorf("%q가 이벤트 %d개가 되었다: %q", text, n, w.Body)
		}
	})
}

// 번호를 적는 머리에 무엇이 와도, 우리가 준 모양일 때만 다시 온 손님이다.
func FuzzLastEventID(f *testing.F) {
	for _, id := range []string{"", "1", "-1", "+1", "1e3", "18446744073709551616", "1_000", " 1", "０"} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := httptest.NewRequest("GET", "/events", nil)
		r.Header["Last-Event-Id"] = []string{text}
		digits := text != "" && strings.Trim(text, "0123456789") == ""
		if _, again := lastEventID(r); again && !digits {
			t.Errorf("%q를 번호로 읽었다", text)
		}
	})
}

// decode는 흐름을 끝까지 읽어 이벤트를 하나씩 준다.
func decode(t *testing.T, s *eventSource, stream string) <-chan event {
	events := make(chan event)
	go func() {
		defer close(events)
		s.read(t.Context(), strings.NewReader(stream), events)
	}()
	return events
}
