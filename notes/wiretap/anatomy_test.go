package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// piece는 메시지의 한 조각이다. 바이트가 없는 것(nil)은 프로그램에 보이지 않는 것이다.
type piece struct {
	bytes []byte
	width int // bytes가 없을 때의 바이트 수
	name  string
	means string
}

// anatomy는 메시지 하나를 조각마다 그린 그림이다.
type anatomy struct {
	protocol, title string
	parts           []piece
}

const (
	cell    = 36 // 바이트 하나의 너비
	cells   = 10 // 한 줄에 그리는 바이트
	cellRow = 34
	partGap = 14
)

const anatomyLook = `<style>
svg { background: #fff; color: #1c1e21; font: 17px system-ui, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", sans-serif; }
text { fill: #1c1e21; } .faint { fill: #5c636b; font-size: 16px; } .name { font-weight: 700; } .hex { font: 16px ui-monospace, "D2Coding", Consolas, monospace; }
rect { fill: none; stroke: currentColor; stroke-width: 1.5; }
.TCP { color: #0072b2; } .UDP { color: #a86200; } .HTTP { color: #5f6b76; } .SSE { color: #00805a; } .WS { color: #c2185b; }
@media (prefers-color-scheme: dark) {
svg { background: #15171a; } text { fill: #eceae4; } .faint { fill: #a7adb5; }
.TCP { color: #56a8e0; } .UDP { color: #f0a830; } .HTTP { color: #a9b4be; } .SSE { color: #2fc08f; } .WS { color: #f06a9b; }
}
</style>`

// svg는 조각을 위에서 아래로 그린다. 왼쪽에 몇째 바이트인지, 가운데에 바이트, 오른쪽에 이름과 뜻을 적는다.
func (a anatomy) svg() string {
	var rows bytes.Buffer
	y, at := 64, 0
	for _, p := range a.parts {
		n := max(len(p.bytes), p.width)
		tall := (n + cells - 1) / cells * cellRow
		fmt.Fprintf(&rows, `<text class="faint" x="12" y="%d">%d</text>`+"\n", y+22, at)
		for i := range n {
			drawByte(&rows, p, i, 60+i%cells*cell, y+i/cells*cellRow)
		}
		x := 60 + cells*cell + 24
		fmt.Fprintf(&rows, `<text class="name" x="%d" y="%d">%s</text>`+"\n", x, y+16, escape(p.name))
		lines := strings.Split(p.means, "\n")
		for i, line := range lines {
			fmt.Fprintf(&rows, `<text class="faint" x="%d" y="%d">%s</text>`+"\n", x, y+38+22*i, escape(line))
		}
		y, at = y+max(tall, 22+22*len(lines))+partGap, at+n
	}
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 %[1]d" width="960" height="%[1]d" role="img" aria-label="%[2]s" class="%[3]s">
%[4]s
<text class="name" x="12" y="34">%[2]s</text><text class="faint" x="948" y="34" text-anchor="end">모두 %[5]d바이트</text>
%[6]s</svg>
`, y+6, escape(a.title), a.protocol, anatomyLook, at, rows.String())
}

// drawByte는 바이트 하나를 칸에 16진수로 적는다.
func drawByte(rows *bytes.Buffer, p piece, i, x, y int) {
	text := "??"
	if p.bytes != nil {
		text = fmt.Sprintf("%02x", p.bytes[i])
	}
	fmt.Fprintf(rows, `<rect x="%d" y="%d" width="%d" height="%d"/><text class="hex" x="%d" y="%d" text-anchor="middle">%s</text>`+"\n",
		x, y, cell, cellRow-4, x+cell/2, y+21, text)
}

// 메시지의 해부도는 수업에서 정말로 오간 바이트를 그린 것이다.
func TestAnatomies(t *testing.T) {
	for name, draw := range map[string]func(*testing.T) anatomy{
		"tcp": tcpAnatomy, "udp": udpAnatomy, "http": httpAnatomy, "sse": sseAnatomy, "ws": wsAnatomy,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden(t, filepath.Join("..", "pictures", "anatomy-"+name+".svg"), draw(t).svg())
		})
	}
}

// of는 조각들의 바이트를 이으면 message가 되는지 본다. 아니면 그림이 거짓말을 하는 것이다.
func (a anatomy) of(t *testing.T, message []byte) anatomy {
	t.Helper()
	var all []byte
	for _, p := range a.parts {
		all = append(all, p.bytes...)
	}
	if !bytes.Equal(all, message) {
		t.Errorf("조각을 이으면 %q인데 온 것은 %q이다", all, message)
	}
	return a
}
