package main

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// 어떤 스트림을 읽어도 패닉 없이 끝난다. 쉬는 시간은 정해 둔 범위 안이다.
func FuzzParse(f *testing.F) {
	f.Add("id: 1\ndata: 안녕\n\n")
	f.Add(": 주석\n\nretry: 1\ndata\ndata:\n\n")
	f.Add("retry: 99999999999999999999\r\nid\n\n\n")
	f.Fuzz(func(t *testing.T, stream string) {
		p := parser{wait: time.Second}
		for _, e := range parse(&p, stream) {
			if strings.ContainsAny(e.id+e.name, "\n") {
				t.Errorf("필드 하나에 줄바꿈이 들었다: %q", e)
			}
		}
		if p.wait < shortestWait || p.wait > longestWait {
			t.Errorf("%v를 쉰다", p.wait)
		}
	})
}

// 어떤 메시지를 써도 이벤트 하나이고, 읽으면 그 메시지이다. 줄바꿈만 모두 LF가 된다.
func FuzzWrite(f *testing.F) {
	f.Add("안녕")
	f.Add("data: 가짜\n\nid: 7\n\n")
	f.Add("\r\r\n\n:")
	f.Fuzz(func(t *testing.T, text string) {
		w := httptest.NewRecorder()
		newStream(w).message(7, text)
		want := newlines(text)
		got := parse(&parser{}, w.Body.String())
		if len(got) != 1 || got[0] != (event{"7", "", want}) {
			t.Errorf("%q를 썼는데 %q를 읽었다", text, got)
		}
	})
}

// 번호를 적는 헤더에 무엇이 와도, 우리가 준 모양일 때만 다시 온 클라이언트이다.
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

// parse는 스트림을 끝까지 읽는다.
func parse(p *parser, stream string) (events []event) {
	p.read(strings.NewReader(stream))
	for {
		e, ok := p.next()
		if !ok {
			return events
		}
		events = append(events, e)
	}
}
