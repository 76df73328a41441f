package main

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// everyWay는 sample의 네트워크에서 모든 방법을 잰 것처럼 지은 값이다.
func everyWay() []network {
	all := sample()
	for i := range all {
		all[i].Rows = nil
		for j, w := range ways {
			rtt := all[i].rtt()
			row := farFigures{Name: w.Name, First: rounds{rtt * float64(1+j%4)}, P50: rtt + 1, P95: rtt + 20, P99: rtt + 1000*all[i].loss()/5, Lost: 3 * j}
			all[i].Rows = append(all[i].Rows, row)
			if !w.plain && !w.udp {
				row.Name += withTLS
				all[i].Rows = append(all[i].Rows, row)
			}
		}
	}
	return all
}

// 그림은 올바른 XML이고, 방법마다 이름과 색과 모양이 있고, 아무것도 그림 밖으로 나가지 않는다.
func TestFarChart(t *testing.T) {
	picture := drawFar(everyWay())
	for decoder := xml.NewDecoder(strings.NewReader(picture)); ; {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("XML이 아니다: %v\n%s", err, picture)
		}
	}
	for _, want := range []string{`role="img" aria-labelledby="title desc"`, "<title id=", "<desc id=", "prefers-color-scheme: dark", "첫 메시지(손실 0%)", "지연(손실 0%)", "지연(손실 5%)", ">3번<", ">1s<", ">18개 잃음<"} {
		if !strings.Contains(picture, want) {
			t.Errorf("%q가 없다", want)
		}
	}
	for _, r := range everyWay()[0].Rows { // 이름 하나, 그래프 셋
		if n := strings.Count(picture, ">"+r.Name+"</text>"); n != 1 {
			t.Errorf("%s라는 이름이 %d번 나온다", r.Name, n)
		}
	}
	shapes := map[string]int{}
	for _, found := range regexp.MustCompile(`<path class="mark( hollow)?" transform="[^"]*" d="([^"]*)"`).FindAllStringSubmatch(picture, -1) {
		shapes[found[2]+found[1]]++
	}
	if len(shapes) != 12 {
		t.Errorf("모양이 %d가지이다", len(shapes))
	}
	for shape, n := range shapes {
		if n != 4 {
			t.Errorf("%s를 %d번 그렸다", shape, n)
		}
	}
	for _, found := range regexp.MustCompile(`(?: x[12]?=|translate\()"?(-?[0-9.]+|NaN)`).FindAllStringSubmatch(picture, -1) {
		if x, err := strconv.ParseFloat(found[1], 64); err != nil || !(x >= 0 && x <= chartWide) {
			t.Errorf("그림 밖이다: %s", found[0])
		}
	}
	for _, found := range regexp.MustCompile(`font(?:-size)?: (\d+)px`).FindAllStringSubmatch(picture, -1) {
		if size, _ := strconv.Atoi(found[1]); size < 17 {
			t.Errorf("글자가 %dpx이다", size)
		}
	}
}

// 표시의 자리는 잰 값이다. 눈금 하나가 왕복 한 번이다.
func TestFarChartFollowsFigures(t *testing.T) {
	all := sample()
	panels, rtt := farPanels(all)
	if rtt != 200 || len(panels) != 3 || !panels[0].first || panels[1].most != panels[2].most {
		t.Fatalf("%+v", panels)
	}
	first := panels[0]
	if first.x(0) != first.left || first.x(first.most) != first.left+first.wide || first.x(400) != first.left+first.wide/2 {
		t.Errorf("왕복 두 번이 %.1f에 있다: %+v", first.x(400), first)
	}
	before := drawFar(all)
	all[2].Rows[0].P99 = 700
	if drawFar(all) == before {
		t.Error("값이 달라졌는데 그림은 그대로이다")
	}
	if strings.Contains(before, "<켜지지>") {
		t.Error("이유가 태그가 되었다")
	}
	if drawFar(sample()[:1]) != "" {
		t.Error("가까운 네트워크를 그린다")
	}
}
