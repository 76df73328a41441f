package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"slices"
	"strings"
	"testing"
)

// sample은 왕복 0ms와 200ms, 손실 0%와 5%에서 잰 것처럼 지은 값이다.
func sample() []network {
	at := func(rtt, loss string, rows ...farFigures) network {
		return network{"왕복 " + rtt + ", 손실 " + loss, []string{"-rtt", rtt, "-loss", loss}, rows}
	}
	return []network{
		at("0ms", "0%", farFigures{Name: "TCP", First: rounds{3}, P50: 2}, farFigures{Name: "UDP", First: rounds{2}, P50: 2}, farFigures{Name: "WS TLS", First: rounds{90}, P50: 2}),
		at("200ms", "0%", farFigures{Name: "TCP", First: rounds{401, 403, 900}, P50: 201, P95: 202, P99: 203}, farFigures{Name: "UDP", First: rounds{204}, P50: 201, P95: 201, P99: 202},
			farFigures{Name: "WS TLS", First: rounds{900}, P50: 201, P95: 202, P99: 203}),
		at("200ms", "5%", farFigures{Name: "TCP", First: rounds{401}, P50: 210, P95: 800, P99: 1210}, farFigures{Name: "UDP", P50: 201, P95: 203, P99: 205, Lost: 21},
			farFigures{Name: "WS TLS", Trouble: "서버가 <켜지지> 않았습니다"}),
	}
}

// 문장은 잰 값에서 나온다. 값을 거꾸로 넣으면 문장도 거꾸로 말한다.
func TestMeaningFarFollowsFigures(t *testing.T) {
	all := sample()
	near := "왕복 200ms, 손실 0%: TCP의 p99는 p50보다 2ms, UDP는 1ms 늦다. 잃은 패킷이 없으므로, 이만큼은 컴퓨터가 바빠서 늦은 것이다."
	want := []string{"첫 메시지까지의 왕복: UDP 1번; TCP 2번; WS TLS 4번.", near,
		"왕복 200ms, 손실 5%: TCP의 p99는 p50보다 1000ms, UDP는 4ms 늦다. TCP는 0개, UDP는 21개를 잃었다."}
	if got := meaningFar(all); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	all[1].Rows[0].First, all[1].Rows[1].First = rounds{203}, rounds{1002}
	all[2].Rows[0].P99, all[2].Rows[1].P99, all[2].Rows[0].Lost = 211, 501, 2
	want = []string{"첫 메시지까지의 왕복: TCP 1번; WS TLS 4번; UDP 5번.", near,
		"왕복 200ms, 손실 5%: UDP의 p99는 p50보다 300ms, TCP는 1ms 늦다. TCP는 2개, UDP는 21개를 잃었다."}
	if got := meaningFar(all); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	all[1].Rows[2].Trouble, all[1].Rows[0].Trouble, all[2].Rows[1].Trouble = "고장", "고장", "고장"
	if got := strings.Join(meaningFar(all), "\n"); strings.Contains(got, "WS") || strings.Contains(got, "p99") {
		t.Errorf("재지 못했는데 말한다: %s", got)
	}
	if got := meaningFar(sample()[:1]); got != nil {
		t.Errorf("가까운데 %q", got)
	}
}

// 좁은 표는 100칸을 넘지 않고, 넓은 표는 칸의 수가 맞는다. 재지 못한 것은 이유를 적는다.
func TestFarTableFits(t *testing.T) {
	all := sample()
	all[1].Rows = append(all[1].Rows, farFigures{Name: "폴링 100ms TLS", First: rounds{12345, 23456}, P50: 12345, P95: 23456, P99: 34567, Lost: 200, Bytes: 123456, Dropped: 12345, Again: 12345})
	var narrow, wide bytes.Buffer
	printFar(&narrow, farWork, all, false)
	for line := range strings.Lines(narrow.String()) {
		if n := columns(strings.TrimSuffix(line, "\n")); n > tableWidth {
			t.Errorf("%d칸이다: %s", n, line)
		}
	}
	printFar(&wide, farWork, all, true)
	for line := range strings.Lines(wide.String()) {
		if strings.HasPrefix(line, "  ") {
			t.Errorf("Markdown인데 줄을 나누었다: %s", line)
		}
		if n := strings.Count(line, "|"); n != 0 && n != len(farHead)+1 {
			t.Errorf("칸이 %d개이다: %s", n-1, line)
		}
	}
	for _, out := range []string{narrow.String(), wide.String()} {
		if !strings.HasPrefix(out, "- 첫 메시지까지의 왕복") || !strings.Contains(out, "WS TLS: 재지 못함. 서버가 <켜지지> 않았습니다") || !strings.Contains(out, "notes/far") {
			t.Errorf("%s", out)
		}
	}
}

// JSON에는 표의 값이 모두 있다. 다시 읽으면 같은 표가 된다.
func TestFarJSON(t *testing.T) {
	var out, again, want bytes.Buffer
	if err := printFarJSON(&out, farWork, sample()); err != nil {
		t.Fatal(err)
	}
	var read struct{ Networks []network }
	if err := json.Unmarshal(out.Bytes(), &read); err != nil {
		t.Fatal(err)
	}
	printFar(&again, farWork, read.Networks, true)
	printFar(&want, farWork, sample(), true)
	if again.String() != want.String() {
		t.Errorf("%s", &again)
	}
}

// 옵션은 선에 그대로 건넨다. -far는 아홉 네트워크를 차례로 잰다.
func TestFarOptions(t *testing.T) {
	parse := func(args ...string) (f far, err error) {
		set := flag.NewFlagSet("compare", flag.ContinueOnError)
		set.SetOutput(io.Discard)
		f.flags(set)
		if err := set.Parse(args); err != nil {
			t.Fatal(err)
		}
		return f, f.check()
	}
	if f, err := parse(); f.asked() || err != nil {
		t.Errorf("청하지 않았는데 %+v, %v", f, err)
	}
	if _, err := parse("-svg", "x.svg"); err == nil || !strings.Contains(err.Error(), "-far") {
		t.Errorf("가까운데 그림을 청하니 %v", err)
	}
	f, err := parse("-rtt", "40ms", "-loss", "0.02", "-svg", "x.svg")
	if all := f.conditions(); err != nil || len(all) != 1 || all[0].rtt() != 40 || all[0].loss() != 2 {
		t.Errorf("%+v, %v", all, err)
	}
	f, _ = parse("-far", "-seed", "7")
	all := f.conditions()
	if len(all) != 9 || all[8].Name != "왕복 200ms, 손실 5%" || all[8].option("-seed") != "7" || all[4].rtt() != 50 || all[4].loss() != 2 {
		t.Errorf("%+v", all)
	}
}
