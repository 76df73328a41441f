package main

import (
	"bytes"
	"fmt"
	"html"
	"sync"

	"socketworkbook/internal/relay"
)

// drawing은 순서도에 그릴 일들이다.
type drawing struct {
	mu      sync.Mutex
	notes   []note
	skipped int
}

// add는 limit개까지만 간직한다.
func (d *drawing) add(n note, limit int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.notes) >= limit {
		d.skipped++
		return
	}
	n.More, n.Raw = nil, nil // 그리지 않는 것은 간직하지 않는다.
	d.notes = append(d.notes, n)
}

const (
	canvas  = 960 // 그림의 너비
	left    = 160 // 클라이언트의 세로줄
	right   = 810 // 서버의 세로줄
	rowTall = 52
	labels  = 64 // 화살표 위에 적을 수 있는 칸
)

// 색은 종이에서도, 어두운 화면에서도 읽히도록 두 벌이다. 프로토콜의 이름을 함께 적는다.
const look = `<style>
svg { background: #fff; color: #1c1e21; font: 17px system-ui, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", sans-serif; }
text { fill: currentColor; } .faint { fill: #5c636b; font-size: 16px; } .life { stroke: #b9b5ac; stroke-dasharray: 4 4; }
.TCP, .TLS { color: #0072b2; } .UDP { color: #a86200; } .HTTP { color: #5f6b76; } .SSE { color: #00805a; } .WS { color: #c2185b; }
line.arrow { stroke: currentColor; stroke-width: 2; } path { fill: currentColor; }
@media (prefers-color-scheme: dark) {
svg { background: #15171a; color: #eceae4; } .faint { fill: #a7adb5; } .life { stroke: #565c66; }
.TCP, .TLS { color: #56a8e0; } .UDP { color: #f0a830; } .HTTP { color: #a9b4be; } .SSE { color: #2fc08f; } .WS { color: #f06a9b; }
}
</style>`

// svg는 순서도를 그린다: 세로줄 둘, 일마다 화살표 하나.
func (d *drawing) svg(server string) []byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out bytes.Buffer
	tall := 90 + rowTall*len(d.notes)
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="클라이언트와 서버 사이에 오간 것">`+"\n%s\n",
		canvas, tall, canvas, tall, look)
	fmt.Fprintf(&out, `<text x="%d" y="26" text-anchor="middle" font-weight="700">클라이언트</text><text x="%d" y="26" text-anchor="middle" font-weight="700">서버 %s</text>`+"\n",
		left, right, escape(server))
	for _, x := range []int{left, right} {
		fmt.Fprintf(&out, `<line class="life" x1="%d" y1="38" x2="%d" y2="%d"/>`+"\n", x, x, tall-40)
	}
	for i, n := range d.notes {
		row(&out, n, 74+rowTall*i)
	}
	if d.skipped > 0 {
		fmt.Fprintf(&out, `<text class="faint" x="%d" y="%d" text-anchor="middle">… 그 뒤의 %d가지는 그리지 않음</text>`+"\n", canvas/2, tall-14, d.skipped)
	}
	out.WriteString("</svg>\n")
	return out.Bytes()
}

// row는 일 하나를 높이 y에 그린다. 왼쪽에 시각, 오른쪽에 크기를 적는다.
func row(out *bytes.Buffer, n note, y int) {
	fmt.Fprintf(out, `<g class="%s"><text class="faint" x="8" y="%d">%.3fs #%d</text>`, n.Protocol, y+4, n.At.Seconds(), n.Conn)
	fmt.Fprintf(out, `<text x="%d" y="%d" text-anchor="middle">%s</text>`, canvas/2, y-7, escape(clip(n.Protocol+" "+n.Title, labels)))
	if n.Arrow {
		from, to, head := left, right, -9
		if n.From == relay.Down {
			from, to, head = right, left, 9
		}
		if n.Lost { // 가운데에서 끝나고, 닿지 못했다는 표시를 한다.
			to = canvas / 2
			fmt.Fprintf(out, `<line class="arrow" x1="%d" y1="%d" x2="%d" y2="%d"/><text font-size="26" x="%d" y="%d" text-anchor="middle">✕</text>`, from, y, to, y, to, y+9)
		} else {
			fmt.Fprintf(out, `<line class="arrow" x1="%d" y1="%d" x2="%d" y2="%d"/><path d="M%d %dl%d -5v10z"/>`, from, y, to, y, to, y, head)
		}
	}
	if n.Size > 0 {
		fmt.Fprintf(out, `<text class="faint" x="%d" y="%d">%d바이트</text>`, right+12, y+4, n.Size)
	}
	out.WriteString("</g>\n")
}

// escape는 글이 태그가 되지 않게 한다. XML이 받지 못하는 제어 문자는 visible이 바꾼다.
func escape(s string) string { return html.EscapeString(visible(s)) }
