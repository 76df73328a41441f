package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

// TLS를 쓰는 줄은 쓰지 않는 줄보다 레코드마다 22바이트를 더 쓴다(RFC 8446 5.2절). 사용자의 인증 기관은 건드리지 않는다.
func TestCompareTLS(t *testing.T) {
	lessontest.Slow(t, "수업 셋을 빌드하고 서버를 여럿 켠다")
	lessontest.OwnConfig(t)
	chosen, err := choose("롱,SSE,WS", ways)
	if err != nil {
		t.Fatal(err)
	}
	if chosen, err = besideTLS(chosen); err != nil {
		t.Fatal(err)
	}
	work := short
	work.FromSecond = true
	rows, err := compare(t.Context(), chosen, work, t.Output())
	if err != nil {
		t.Fatal(err)
	}
	row := map[string]figures{}
	for _, r := range rows {
		row[r.Name] = r
		if r.Trouble != "" || r.Lost > 0 || r.Connections < 1 || r.Memory.median() <= 0 || r.CPU.median() <= 0 {
			t.Errorf("빠진 값이 있다: %+v", r)
		}
		if sealed := strings.HasSuffix(r.Name, withTLS); sealed != (r.Requests == 0) {
			t.Errorf("%s: 중계가 요청 %d개를 보았다", r.Name, r.Requests)
		}
	}
	plain, sealed := row["WS"], row["WS TLS"]
	if plain.PerMessage != [2]float64{13, 9} || sealed.PerMessage != [2]float64{13 + 22, 9 + 22} {
		t.Errorf("WS %v, TLS를 쓰면 %v", plain.PerMessage, sealed.PerMessage)
	}
	for _, name := range []string{"롱 폴링", "SSE", "WS"} {
		for i, direction := range []string{"↑", "↓"} {
			if extra := row[name+withTLS].Setup[i] - row[name].Setup[i]; extra < 500 {
				t.Errorf("%s %s: 핸드셰이크가 %d바이트뿐이다", name, direction, extra)
			}
		}
	}
	// HTTP/1.1의 요청 하나는 120바이트쯤이고 봉하면 22바이트가 더 든다. 바쁜 컴퓨터에서는 요청 하나가 메시지 둘을 가져오기도
	// 해서, 두 줄의 비는 믿을 수 없다.
	if row["롱 폴링 TLS"].PerMessage[0] > 90 {
		t.Errorf("HTTP/2가 헤더를 줄이지 않았다: %v와 %v", row["롱 폴링"].PerMessage, row["롱 폴링 TLS"].PerMessage)
	}
}

// 01과 02에는 TLS가 없다. 나머지는 쓰지 않는 줄과 쓰는 줄을 나란히 놓는다.
func TestBesideTLS(t *testing.T) {
	lessontest.OwnConfig(t)
	pairs, err := besideTLS(ways)
	var names []string
	for _, w := range pairs {
		names = append(names, w.Name)
		if w.tls != strings.HasSuffix(w.Name, withTLS) {
			t.Errorf("%+v", w)
		}
	}
	want := "폴링 100ms,폴링 100ms TLS,폴링 1s,폴링 1s TLS,롱 폴링,롱 폴링 TLS,SSE,SSE TLS,WS,WS TLS"
	if got := strings.Join(names, ","); err != nil || got != want {
		t.Errorf("%s, %v", got, err)
	}
	if _, err := besideTLS(ways[:2]); err == nil || !strings.Contains(err.Error(), "-tls가 없습니다") {
		t.Errorf("%v", err)
	}
}

// 문장은 잰 값에서 나온다. 범위가 겹치면 CPU를 비교하지 않고, 한쪽을 재지 못했으면 아무 말도 하지 않는다.
func TestMeaningTLS(t *testing.T) {
	rows := []figures{
		{Name: "SSE", PerMessage: [2]float64{0, 30}, Setup: [2]int{100, 200}, CPU: rounds{100, 110}},
		{Name: "SSE TLS", PerMessage: [2]float64{0, 29.5}, Setup: [2]int{1900, 1700}, CPU: rounds{90, 120}},
		{Name: "WS", PerMessage: [2]float64{13, 9}, CPU: rounds{100}},
		{Name: "WS TLS", PerMessage: [2]float64{35, 31}, CPU: rounds{150}},
		{Name: "롱 폴링", CPU: rounds{1}},
		{Name: "롱 폴링 TLS", Trouble: "고장 " + strings.Repeat("길다 ", 40)},
	}
	want := []string{
		"SSE는 TLS를 쓰면 메시지 하나에 ↑ +0.0바이트, ↓ -0.5바이트이고, 시작할 때 ↑ +1800바이트, ↓ +1500바이트이다. CPU는 흩어진 범위가 겹쳐서 가릴 수 없다.",
		"WS는 TLS를 쓰면 메시지 하나에 ↑ +22.0바이트, ↓ +22.0바이트이고, 시작할 때 ↑ +0바이트, ↓ +0바이트이다. CPU는 1.5배를 썼다.",
	}
	if got := meaningTLS(rows); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	var out bytes.Buffer
	printTLS(&out, ordinary, rows, false)
	for line := range strings.Lines(out.String()) {
		if n := columns(strings.TrimSuffix(line, "\n")); n > tableWidth {
			t.Errorf("%d칸이다: %s", n, line)
		}
	}
	out.Reset()
	printTLS(&out, ordinary, rows, true)
	for line := range strings.Lines(out.String()) {
		if n := strings.Count(line, "|"); n != 0 && n != len(tlsHead)+1 {
			t.Errorf("칸이 %d개이다: %s", n-1, line)
		}
	}
	if text := out.String(); !strings.Contains(text, "롱 폴링 TLS: 재지 못함. 고장") || !strings.Contains(text, "둘째 메시지를 보내기 직전까지") {
		t.Errorf("%s", text)
	}
}
