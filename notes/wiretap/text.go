package main

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// preview는 바이트를 따옴표로 싼 글로 보인다. 글자가 되지 못한 바이트는 \xeb처럼 적는다.
func preview(p []byte) string {
	if len(p) <= maxPreview {
		return strconv.Quote(string(p))
	}
	cut := maxPreview
	for cut > maxPreview-utf8.UTFMax && !utf8.RuneStart(p[cut]) {
		cut--
	}
	return strconv.Quote(string(p[:cut])) + "…"
}

// width는 터미널에서 차지하는 칸의 수이다. 한글과 한자는 두 칸이다. 유니코드 부록 11.
func width(s string) (cells int) {
	for _, r := range s {
		switch {
		case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf, r >= 0xac00 && r <= 0xd7a3,
			r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60,
			r >= 0xffe0 && r <= 0xffe6, r >= 0x1f300 && r <= 0x1faff, r >= 0x20000 && r <= 0x3fffd:
			cells += 2
		case r >= 0x0300 && r <= 0x036f, r >= 0x1160 && r <= 0x11ff, r == 0x200d, r >= 0xfe00 && r <= 0xfe0f:
			// 앞 글자에 얹히는 것
		default:
			cells++
		}
	}
	return cells
}

// pad는 s의 뒤를 빈칸으로 채워 cells칸으로 만든다.
func pad(s string, cells int) string {
	return s + strings.Repeat(" ", max(0, cells-width(s)))
}

// clip은 s를 cells칸까지만 남긴다.
func clip(s string, cells int) string {
	if width(s) <= cells {
		return s
	}
	kept := ""
	for _, r := range s {
		if width(kept+string(r)) > cells-1 {
			break
		}
		kept += string(r)
	}
	return kept + "…"
}

// hexLines는 바이트를 한 줄에 열여섯씩 16진수로 적고, 곁에 글을 적는다.
func hexLines(p []byte) (lines []string) {
	for at := 0; at < len(p); at += 16 {
		row := p[at:min(at+16, len(p))]
		words := ""
		for i := 0; i < len(row); {
			// 글자는 그 바이트들이 있는 자리에 적는다. 두 줄에 걸친 글자는 점으로 남는다.
			r, size := utf8.DecodeRune(row[i:])
			if r == utf8.RuneError || !strconv.IsPrint(r) || width(string(r)) > size {
				words += "."
				i++
				continue
			}
			words += pad(string(r), size)
			i += size
		}
		lines = append(lines, fmt.Sprintf("%04x  %s  |%s|", at, pad(fmt.Sprintf("% x", row), 47), pad(words, 16)))
	}
	return lines
}
