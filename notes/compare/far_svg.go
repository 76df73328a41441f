package main

import (
	"bytes"
	"fmt"
	"html"
	"math"
	"strings"
)

// 그림의 크기. 맨 뒷줄에서도 읽도록 글자는 18px이다.
const (
	chartWide = 960
	nameWide  = 174 // 방법의 이름을 적는 곳
	panelGap  = 36
	headTall  = 84
	rowTall   = 36
	footTall  = 76
)

// panel은 작은 그래프 하나이다. 줄마다 방법 하나이고, 오른쪽으로 갈수록 늦다.
type panel struct {
	title string
	rows  []farFigures
	first bool    // 첫 메시지. 아니면 지연
	left  float64 // 화면의 자리
	wide  float64
	most  float64 // 오른쪽 끝의 밀리초
	step  float64 // 눈금 사이의 밀리초
}

// drawFar는 가장 먼 네트워크를 그린다: 잃지 않을 때의 첫 메시지와, 손실마다 지연 하나씩. 잰 것이 없으면 비어 있다.
func drawFar(all []network) string {
	panels, rtt := farPanels(all)
	if len(panels) == 0 {
		return ""
	}
	rows := panels[0].rows
	tall := headTall + rowTall*len(rows) + footTall
	var out bytes.Buffer
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="title desc">`+"\n",
		chartWide, tall, chartWide, tall)
	title := fmt.Sprintf("왕복 %gms인 먼 네트워크에서 방법마다 걸린 시간", rtt)
	fmt.Fprintf(&out, "<title id=\"title\">%s</title>\n<desc id=\"desc\">%s</desc>\n%s\n", title, html.EscapeString(strings.Join(meaningFar(all), " ")), farLook)
	fmt.Fprintf(&out, `<text x="8" y="28" font-weight="700">%s</text>`+"\n", title)
	for i, r := range rows {
		k := kindOf(r.Name)
		fmt.Fprintf(&out, `<g class="%s">%s<text x="26" y="%.0f">%s</text></g>`+"\n", k.class, k.mark(13, rowAt(i), r.Name), rowAt(i)+6, html.EscapeString(r.Name))
	}
	for _, p := range panels {
		p.draw(&out)
	}
	legend(&out, float64(tall-14))
	out.WriteString("</svg>\n")
	return out.String()
}

// rowAt은 i째 줄의 가운데 높이이다.
func rowAt(i int) float64 { return headTall + rowTall*(float64(i)+0.5) }

// farPanels는 그릴 것을 고르고 자리를 정한다. 지연끼리는 눈금이 같아야 비교할 수 있다.
func farPanels(all []network) (panels []panel, rtt float64) {
	for _, n := range all {
		rtt = max(rtt, n.rtt())
	}
	if rtt == 0 {
		return nil, 0
	}
	longest := 0.0
	for _, n := range all {
		if n.rtt() != rtt {
			continue
		}
		if len(panels) == 0 {
			panels = append(panels, panel{title: fmt.Sprintf("첫 메시지(손실 %g%%)", n.loss()), rows: n.Rows, first: true, step: rtt})
		}
		panels = append(panels, panel{title: fmt.Sprintf("지연(손실 %g%%)", n.loss()), rows: n.Rows, step: 500})
		for _, r := range n.Rows {
			longest = max(longest, r.P99)
		}
	}
	wide := (chartWide-nameWide)/float64(len(panels)) - panelGap
	for i := range panels {
		p := &panels[i]
		p.left, p.wide, p.most = nameWide+float64(i)*(wide+panelGap), wide, longest
		if p.first {
			p.most = 0
			for _, r := range p.rows {
				p.most = max(p.most, r.First.median()-p.step/2) // 몇 밀리초 늦은 것 때문에 왕복 한 번을 더 그리지 않는다.
			}
		}
		p.most = p.step * math.Ceil(max(p.most, 1)/p.step)
		for !p.first && p.most/p.step > 4 { // 눈금의 글자가 겹치지 않게 한다.
			p.step *= 2
		}
	}
	return panels, rtt
}

func (p panel) x(ms float64) float64 { return p.left + p.wide*ms/p.most }

func (p panel) draw(out *bytes.Buffer) {
	bottom := headTall + rowTall*float64(len(p.rows))
	fmt.Fprintf(out, `<text x="%.0f" y="56">%s</text>`+"\n", p.left, p.title)
	for at := 0.0; at <= p.most; at += p.step {
		fmt.Fprintf(out, `<line class="grid" x1="%.1f" y1="%d" x2="%.1f" y2="%.0f"/>`, p.x(at), headTall-14, p.x(at), bottom)
		fmt.Fprintf(out, `<text class="faint" x="%.1f" y="%.0f" text-anchor="middle">%s</text>`+"\n", p.x(at), bottom+22, p.tick(at))
	}
	for i, r := range p.rows {
		if r.Trouble != "" {
			continue
		}
		k := kindOf(r.Name)
		fmt.Fprintf(out, `<g class="%s">`, k.class)
		if p.first {
			p.drawFirst(out, r, rowAt(i))
		} else {
			p.drawDelay(out, r, rowAt(i))
		}
		out.WriteString("</g>\n")
	}
}

// tick은 눈금의 글자이다. 첫 메시지의 눈금은 왕복의 수이다.
func (p panel) tick(ms float64) string {
	if p.first {
		return fmt.Sprintf("%.0f번", ms/p.step)
	}
	if ms == 0 {
		return "0"
	}
	return fmt.Sprintf("%gs", ms/1000)
}

// drawFirst는 첫 메시지까지 걸린 시간을 막대로 그린다.
func (p panel) drawFirst(out *bytes.Buffer, r farFigures, y float64) {
	if len(r.First) == 0 {
		return
	}
	end := p.x(r.First.median())
	fmt.Fprintf(out, `<line class="bar" x1="%.1f" y1="%.0f" x2="%.1f" y2="%.0f"/>%s`, p.left, y, end, y, kindOf(r.Name).mark(end, y, r.Name))
}

// drawDelay는 p50에 표시를 두고 p99까지 잇는다. 줄이 길수록 어떤 메시지는 오래 기다린 것이다.
func (p panel) drawDelay(out *bytes.Buffer, r farFigures, y float64) {
	if r.P50 == 0 {
		return
	}
	from, to := p.x(r.P50), p.x(r.P99)
	fmt.Fprintf(out, `<line class="wait" x1="%.1f" y1="%.0f" x2="%.1f" y2="%.0f"/>`, from, y, to, y)
	for _, cap := range []float64{p.x(r.P95), to} {
		fmt.Fprintf(out, `<line class="wait" x1="%.1f" y1="%.0f" x2="%.1f" y2="%.0f"/>`, cap, y-7, cap, y+7)
	}
	out.WriteString(kindOf(r.Name).mark(from, y, r.Name))
	if r.Lost > 0 {
		fmt.Fprintf(out, `<text x="%.1f" y="%.0f">%d개 잃음</text>`, to+12, y+6, r.Lost)
	}
}
