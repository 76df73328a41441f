package main

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"socketworkbook/internal/relay"
)

const margin = "                                " // 이어지는 줄은 제목이 시작하는 칸에 맞춘다

// format은 note를 몇 줄의 글로 만든다.
func format(n note, hex bool) string {
	arrow, size := " ", ""
	if n.Arrow {
		arrow = map[relay.Direction]string{relay.Up: "→", relay.Down: "←"}[n.From]
	}
	if n.Lost {
		arrow = map[relay.Direction]string{relay.Up: "↛", relay.Down: "↚"}[n.From]
	}
	if n.Size > 0 {
		size = fmt.Sprintf("%dB", n.Size)
	}
	var text strings.Builder // 헤더가 이만 줄일 수도 있다. 글에 글을 더하면 그때마다 다시 옮겨 적는다.
	fmt.Fprintf(&text, "%8.3fs  #%-3d %s %-4s %7s  %s\n", n.At.Seconds(), n.Conn, arrow, n.Protocol, size, n.Title)
	for _, line := range n.More {
		text.WriteString(margin + line + "\n")
	}
	if hex {
		for _, line := range hexLines(n.Raw) {
			text.WriteString(margin + line + "\n")
		}
		if n.Size > len(n.Raw) && len(n.Raw) > 0 {
			fmt.Fprintf(&text, "%s… %d바이트 더\n", margin, n.Size-len(n.Raw))
		}
	}
	return text.String()
}

// hexLines는 바이트를 한 줄에 열여섯씩 16진수로 적고, 곁에 글을 적는다.
func hexLines(p []byte) (lines []string) {
	for at := 0; at < len(p); at += 16 {
		row := p[at:min(at+16, len(p))]
		lines = append(lines, fmt.Sprintf("%04x  %s  |%s|", at, pad(fmt.Sprintf("% x", row), 47), beside(row)))
	}
	return lines
}

// beside는 16진수의 곁에 적을 글이다. 글자는 그 바이트들이 있는 자리에 적는다. 두 줄에 걸친 글자는 점으로 남는다.
func beside(row []byte) (text string) {
	for len(row) > 0 {
		r, size := utf8.DecodeRune(row)
		if r == utf8.RuneError || !strconv.IsPrint(r) || runeWidth(r) > size {
			text, row = text+".", row[1:]
			continue
		}
		text, row = text+pad(string(r), size), row[size:]
	}
	return text
}
