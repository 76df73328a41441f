package main

import (
	"strings"
	"unicode/utf8"
)

// columns는 터미널에서 글이 차지하는 칸의 수이다. 한글은 두 칸이다.
func columns(text string) (n int) {
	for _, r := range text {
		switch {
		case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf, r >= 0xac00 && r <= 0xd7a3,
			r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60:
			n += 2
		default:
			n++
		}
	}
	return n
}

// blank는 text를 width칸으로 만들 빈칸이다.
func blank(text string, width int) string { return strings.Repeat(" ", max(0, width-columns(text))) }

// cut은 text를 width칸까지만 남긴다.
func cut(text string, width int) string {
	if columns(text) <= width {
		return text
	}
	for columns(text) > width-1 {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	return text + "…"
}

// wrap은 낱말 사이에서 줄을 바꾸어 width칸을 넘지 않게 한다. 둘째 줄부터는 indent로 시작한다.
func wrap(text string, width int, indent string) string {
	var out strings.Builder
	used := 0
	for i, word := range strings.Fields(text) {
		switch {
		case i == 0:
		case used+1+columns(word) > width:
			out.WriteString("\n" + indent)
			used = columns(indent)
		default:
			out.WriteString(" ")
			used++
		}
		out.WriteString(word)
		used += columns(word)
	}
	return out.String()
}
