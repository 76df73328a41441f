package main

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

const maxPreview = 400 // 바이트. 내용은 앞부분만 보인다

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

// visible은 보이지 않는 글자를 \x1b처럼 적는다. 두 번 해도 같다.
//
// 선에서 온 글은 믿을 수 없다. ESC는 터미널을 지우거나 색을 바꾸고, U+202E는 줄을 거꾸로 뒤집어 읽게 한다.
// 제어 문자, 서식 문자, 글자가 되지 못한 바이트가 모두 strconv.IsPrint가 아닌 것이다.
func visible(s string) string {
	var out strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if strconv.IsPrint(r) && (r != utf8.RuneError || size > 1) {
			out.WriteString(s[:size])
		} else {
			quoted := strconv.Quote(s[:size])
			out.WriteString(quoted[1 : len(quoted)-1])
		}
		s = s[size:]
	}
	return out.String()
}

// width는 터미널에서 차지하는 칸의 수이다.
func width(s string) (cells int) {
	for _, r := range s {
		cells += runeWidth(r)
	}
	return cells
}

// runeWidth는 글자 하나가 차지하는 칸이다. 한글과 한자는 두 칸, 앞 글자에 얹히는 것은 0칸이다. 유니코드 부록 11.
func runeWidth(r rune) int {
	switch {
	case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf, r >= 0xac00 && r <= 0xd7a3,
		r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60,
		r >= 0xffe0 && r <= 0xffe6, r >= 0x1f300 && r <= 0x1faff, r >= 0x20000 && r <= 0x3fffd:
		return 2
	case r >= 0x0300 && r <= 0x036f, r >= 0x1160 && r <= 0x11ff, r == 0x200d, r >= 0xfe00 && r <= 0xfe0f:
		return 0
	}
	return 1
}

// pad는 s의 뒤를 빈칸으로 채워 cells칸으로 만든다.
func pad(s string, cells int) string {
	return s + strings.Repeat(" ", max(0, cells-width(s)))
}

// clip은 s를 cells칸까지만 남긴다. 글자마다 한 번만 센다.
func clip(s string, cells int) string {
	cut, used := 0, 0 // s[:cut]은 … 한 칸을 붙일 자리가 남은 앞부분이다.
	for at, r := range s {
		if used < cells {
			cut = at
		}
		used += runeWidth(r)
		if used > cells {
			return s[:cut] + "…"
		}
	}
	return s
}
