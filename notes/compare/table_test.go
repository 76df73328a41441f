package main

import (
	"bytes"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestColumns(t *testing.T) {
	for text, want := range map[string]int{"": 0, "WS": 2, "롱 폴링": 7, "1초 | ↑": 7, "（가）": 6} {
		if got := columns(text); got != want {
			t.Errorf("%q: %d칸, 바라던 것은 %d칸", text, got, want)
		}
	}
	if got := cut("가나다라", 5); got != "가나…" || columns(got) > 5 {
		t.Errorf("%q", got)
	}
	if got := wrap("- 가나다 라마 바", 9, "  "); got != "- 가나다\n  라마 바" {
		t.Errorf("%q", got)
	}
}

// 큰 값이 나와도, 하나를 재지 못해도 표는 100칸을 넘지 않는다.
func TestNarrowTableFits(t *testing.T) {
	var rows []figures
	for _, w := range ways {
		rows = append(rows, figures{Name: w.Name, Connections: 240, Requests: 2400, EmptyShare: 1, Setup: [2]int{1024, 1024},
			PerMessage: [2]float64{12345.6, 12345.6}, SilentMinute: 1316410, SilentCPU: rounds{1234}, P50: rounds{1234}, P95: rounds{12345},
			Lost: 220, Memory: rounds{110 << 10, 120 << 10, 130 << 10}, CPU: rounds{1000, 1100, 1200}})
	}
	tidy(t, rows)
	rows[0].Trouble = strings.Repeat("서버가 켜지지 않았습니다: ", 12)
	rows[1].Memory, rows[2].P50, rows[2].P95, rows[3].SilentCPU = rounds{0, 0}, nil, nil, nil
	tidy(t, rows)
}

// 문장은 표의 값에서 나온다. 값을 거꾸로 넣으면 문장도 거꾸로 말한다.
func TestMeaningFollowsFigures(t *testing.T) {
	usual := []figures{
		{Name: "TCP", PerMessage: [2]float64{8, 8}, P50: rounds{0.5}},
		{Name: "폴링 100ms", PerMessage: [2]float64{300, 300}, EmptyShare: 0.64, SilentMinute: 130000, P50: rounds{50}, CPU: rounds{300}},
		{Name: "폴링 1s", PerMessage: [2]float64{30, 30}, SilentMinute: 13000, P50: rounds{500}, CPU: rounds{300}},
		{Name: "롱 폴링", PerMessage: [2]float64{120, 120}, SilentMinute: 557, P50: rounds{1.2}, CPU: rounds{500}},
		{Name: "SSE", PerMessage: [2]float64{0, 30}, SilentMinute: 144, P50: rounds{2}},
		{Name: "WS", PerMessage: [2]float64{13, 10}, SilentMinute: 16, P50: rounds{0.5}},
	}
	says(t, usual, "폴링 100ms는 600.0바이트로 SSE(30.0바이트)의 20.0배를 썼다", "빈 응답을 받은 것이 64%이다", "간격의 0.50배", "폴링 100ms가 130000바이트로 가장 많고, TCP가 0바이트로 가장 적다",
		"SSE는 30.0바이트로 WS(10.0바이트)의 3.0배", "롱 폴링보다 폴링 1s가 적다", "1ms 미만에서 2ms까지")

	flat := []figures{usual[0], usual[5]}
	says(t, flat, "지연(p50)은 모두 1ms 미만이다")

	odd := make([]figures, len(usual))
	copy(odd, usual)
	odd[0].SilentMinute, odd[1].PerMessage, odd[1].SilentMinute = 9, [2]float64{1, 2}, 9
	odd[1].P50, odd[2].CPU, odd[5].PerMessage, odd[3].P50, odd[2].SilentMinute = rounds{90}, rounds{900}, [2]float64{13, 60}, rounds{77}, 9
	says(t, odd, "SSE는 30.0바이트로 폴링 100ms(3.0바이트)의 10.0배", "간격의 0.90배", "롱 폴링이 557바이트로 가장 많고, TCP, 폴링 100ms, 폴링 1s가 9바이트로 가장 적다", "WS는 60.0바이트로 SSE(30.0바이트)의 2.0배", "1ms 미만에서 77ms까지")
	for _, sentence := range meaning(odd) {
		if strings.Contains(sentence, "한꺼번에") {
			t.Errorf("폴링이 CPU를 더 썼는데: %s", sentence)
		}
	}

	odd[4].Trouble = "고장"
	for _, sentence := range append(meaning(odd), meaning(odd[:1])...) {
		if strings.Contains(sentence, "SSE") {
			t.Errorf("재지 못했는데 말한다: %s", sentence)
		}
	}
}

func says(t *testing.T, rows []figures, all ...string) {
	t.Helper()
	text := strings.Join(meaning(rows), "\n")
	for _, want := range all {
		if !strings.Contains(text, want) {
			t.Errorf("%q라고 말하지 않는다:\n%s", want, text)
		}
	}
}

// 터미널에서는 한 줄을 고쳐 쓴다. 한 줄은 79칸을 넘지 않고, 앞의 것을 다 지우며, 끝나면 빈 줄이 된다.
func TestProgressOnTerminal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		shown := showProgress(&out, true, ways, 80*time.Second)
		for i, w := range ways {
			shown.set(w.Name, "바이트와 지연")
			time.Sleep(time.Second)
			shown.set(w.Name, []string{"CPU와 메모리 1/3", "CPU와 메모리 2/3", "끝"}[i%3])
		}
		shown.set("TCP", "끝")
		shown.end()
		if strings.Contains(out.String(), "\n") {
			t.Errorf("줄이 바뀌었다: %q", &out)
		}
		drawn := strings.Split(out.String(), "\r")
		width := 0
		for _, line := range drawn {
			if n := columns(line); n > 79 {
				t.Errorf("%d칸이다: %s", n, line)
			} else if n < width && line != "" {
				t.Errorf("%d칸이던 것을 %d칸으로 덮는다: %q", width, n, line)
			}
			width = columns(strings.TrimRight(line, " "))
		}
		if !strings.Contains(out.String(), "초/80초쯤 | ") || strings.TrimSpace(drawn[len(drawn)-2]) != "" || drawn[len(drawn)-1] != "" {
			t.Errorf("%q", drawn)
		}
	})
}

// 터미널이 아니면 방법마다 하는 일이 바뀔 때 한 줄, 그리고 10초마다 한 줄을 적는다.
func TestProgressInFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		shown := showProgress(&out, isTerminal(&out), ways[:2], 80*time.Second)
		shown.set("TCP", "바이트와 지연")
		time.Sleep(11 * time.Second)
		shown.set("TCP", "끝")
		shown.end()
		want := "TCP: 바이트와 지연\n10초/80초쯤 | 바이트와 지연: TCP\nTCP: 끝\n"
		if out.String() != want {
			t.Errorf("%q", &out)
		}
	})
}
