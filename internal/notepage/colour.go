package notepage

import (
	"html"
	"regexp"
	"strings"
)

// token은 주석, 문자열, 예약어의 차례로 찾는다. Go와 JavaScript에 함께 쓴다. 여러 줄에 걸친 것도 있다.
var token = regexp.MustCompile(`(//[^\n]*|/\*(?s:.*?)\*/|<!--(?s:.*?)-->)` +
	"|(\"(?:\\\\.|[^\"\\\\\n])*\"|`[^`]*`|'(?:\\\\.|[^'\\\\\n])*')" +
	`|\b(func|return|if|else|for|range|switch|case|default|go|defer|select|var|const|type|struct|interface|map|chan|package|import|break|continue|nil|true|false|let|class|new|async|await|function|of|throw|try|catch)\b`)

// Colour는 코드를 HTML로 바꾸면서 색을 입힌다. 문법을 다 알지는 못한다. 틀려도 글자는 그대로이다.
func Colour(lang, text string) string {
	switch lang {
	case "go", "js":
		return tokens(text)
	case "diff":
		return byLine(text, func(line string) string {
			return map[byte]string{'+': "ins", '-': "del"}[line[0]]
		})
	case "console", "sh":
		return byLine(text, func(line string) string {
			if strings.HasPrefix(line, "$ ") {
				return "b"
			}
			return ""
		})
	}
	return html.EscapeString(text)
}

// tokens는 찾은 것을 저마다의 태그로 감싼다: i는 주석, q는 문자열, b는 예약어. 모양은 page.css에 있다.
func tokens(text string) string {
	var b strings.Builder
	done := 0
	for _, at := range token.FindAllStringSubmatchIndex(text, -1) {
		b.WriteString(html.EscapeString(text[done:at[0]]))
		for i, tag := range []string{"i", "q", "b"} {
			if at[2*i+2] >= 0 {
				b.WriteString("<" + tag + ">" + html.EscapeString(text[at[0]:at[1]]) + "</" + tag + ">")
			}
		}
		done = at[1]
	}
	return b.String() + html.EscapeString(text[done:])
}

// byLine은 줄마다 tag가 고른 태그로 감싼다. 고르지 않은 줄은 그대로이다.
func byLine(text string, tag func(line string) string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if name := tag(line); name != "" {
			b.WriteString("<" + name + ">" + html.EscapeString(strings.TrimSuffix(line, "\n")) + "</" + name + ">\n")
		} else {
			b.WriteString(html.EscapeString(line))
		}
	}
	return b.String()
}
