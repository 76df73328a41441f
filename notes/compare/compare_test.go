package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

func TestMain(m *testing.M) { lessontest.Main(m, main) }

var short = job{Messages: 5, Every: 100 * time.Millisecond, Silence: 3 * time.Second, Samples: 5, Clients: 50, Burst: 50, Rounds: 2}

// 짧게 한 번 다 재 본다. 고장 난 방법이 섞여 있어도 나머지는 잰다.
func TestCompare(t *testing.T) {
	t.Parallel() // 거의 기다리는 시간이다. 브라우저를 여는 테스트와 함께 돈다.
	broken := way{Name: "고장", lesson: "01-raw-tcp", flags: []string{"-nope"}}
	rows, err := compare(t.Context(), append(append([]way(nil), ways...), broken), short, t.Output())
	if err != nil {
		t.Fatal(err)
	}
	row := map[string]figures{}
	for _, r := range rows {
		row[r.Name] = r
		if (r.Trouble != "") != (r.Name == "고장") {
			t.Errorf("%s: %s", r.Name, r.Trouble)
		}
		if r.Name != "고장" && (r.Lost > 0 || len(r.P50) != 1 || len(r.Memory) != 2 || r.P50.median() <= 0 || r.CPU.median() <= 0 || (r.Memory.median() <= 0) != (r.Name == "UDP")) {
			t.Errorf("빠진 값이 있다: %+v", r)
		}
	}
	cost := func(name string) float64 { return row[name].PerMessage[0] + row[name].PerMessage[1] }
	if !(cost("WS") < cost("SSE") && cost("SSE") < cost("롱 폴링") && row["WS"].PerMessage[1] < row["SSE"].PerMessage[1]) {
		t.Errorf("메시지 하나에 WS %.1f, SSE %.1f, 롱 폴링 %.1f", cost("WS"), cost("SSE"), cost("롱 폴링"))
	}
	if p := row["폴링 1s"].P50.median(); p < 50 || p > 1100 {
		t.Errorf("1초마다 묻는데 지연이 %.0fms이다", p)
	}
	if r := row["TCP"]; r.Connections != 1 || r.Requests != 0 || r.PerMessage != [2]float64{8, 8} {
		t.Errorf("TCP: %+v", r)
	}
	if r := row["WS"]; r.PerMessage != [2]float64{13, 9} { // 헤더 6바이트, 2바이트. Hello 0은 7바이트
		t.Errorf("WS: %+v", r)
	}
	if r := row["롱 폴링"]; r.Connections != 1 || r.Requests < short.Messages {
		t.Errorf("롱 폴링: %+v", r)
	}

	if r := row["폴링 100ms"]; r.SilentMinute < 50_000 || seesCPU && r.SilentCPU.median() <= row["WS"].SilentCPU.median() {
		t.Errorf("폴링 100ms의 조용한 1분: %d바이트, CPU %v. WS의 CPU는 %v", r.SilentMinute, r.SilentCPU, row["WS"].SilentCPU)
	}
	tidy(t, rows)
}

// tidy는 표에 빈칸이 없는지, 칸의 수가 맞는지, 좁은 표가 100칸을 넘지 않는지 본다.
func tidy(t *testing.T, rows []figures) {
	t.Helper()
	var wide, narrow bytes.Buffer
	printTable(&wide, rows)
	for line := range strings.Lines(wide.String()) {
		if regexp.MustCompile(`\| *\|`).MatchString(line) {
			t.Errorf("빈칸이 있다: %s", line)
		}
		if n := strings.Count(line, "|"); n != 16 {
			t.Errorf("칸이 %d개이다: %s", n-1, line)
		}
	}
	printNarrow(&narrow, ordinary, rows)
	for line := range strings.Lines(narrow.String()) {
		if n := columns(strings.TrimSuffix(line, "\n")); n > 100 {
			t.Errorf("%d칸이다: %s", n, line)
		}
	}
	if sentences, table := strings.Index(narrow.String(), "- "), strings.Index(narrow.String(), "방법"); sentences != 0 || table < 0 {
		t.Errorf("문장이 먼저가 아니다:\n%s", &narrow)
	}
}

func TestChoose(t *testing.T) {
	for names, want := range map[string]string{
		"": "TCP,UDP,폴링 100ms,폴링 1s,롱 폴링,SSE,WS", " sse , WS": "SSE,WS", "폴링": "폴링 100ms,폴링 1s", "롱폴링": "롱 폴링",
	} {
		chosen, err := choose(names, ways)
		var got []string
		for _, w := range chosen {
			got = append(got, w.Name)
		}
		if err != nil || strings.Join(got, ",") != want {
			t.Errorf("%q: %q, %v", names, got, err)
		}
	}
	if _, err := choose("QUIC", ways); err == nil || !strings.Contains(err.Error(), "롱 폴링") {
		t.Errorf("%v", err)
	}
}
