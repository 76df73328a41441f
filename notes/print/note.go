package main

import (
	"regexp"
	"strings"
)

// section은 글의 제목 하나와 그 아래의 덩어리들이다.
type section struct {
	Part   string // 그것이 든 큰 제목(##)
	Title  string
	Level  int
	Blocks []string
}

// parse는 글을 제목으로 나눈다. 맨 위의 제목(#)이 첫째이다.
func parse(text string) (all []section) {
	part := ""
	for _, block := range blocks(text) {
		hashes, title, is := strings.Cut(block, " ")
		if is && strings.Trim(hashes, "#") == "" {
			if len(hashes) <= 2 {
				part = title
			}
			all = append(all, section{Part: part, Title: title, Level: len(hashes)})
		} else if len(all) > 0 {
			last := &all[len(all)-1]
			last.Blocks = append(last.Blocks, block)
		}
	}
	return all
}

// blocks는 글을 빈 줄에서 나눈다. 코드와 접힌 물음에는 빈 줄이 들어 있어도 하나이다.
func blocks(text string) (all []string) {
	var now []string
	end := func() {
		if len(now) > 0 {
			all, now = append(all, strings.Join(now, "\n")), nil
		}
	}
	code, fold := false, false
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		switch inside := code || fold; {
		case !inside && line == "":
			end()
			continue
		case !inside && (strings.HasPrefix(line, "#") || strings.HasPrefix(line, "```") || strings.HasPrefix(line, "![")):
			end()
		}
		now = append(now, line)
		switch {
		case strings.HasPrefix(line, "```"):
			if code = !code; !code && !fold {
				end()
			}
		case line == "<details>":
			fold = true
		case line == "</details>":
			fold = false
			end()
		case !code && !fold && (strings.HasPrefix(line, "#") || strings.HasPrefix(line, "![")):
			end()
		}
	}
	end()
	return all
}

var (
	item   = regexp.MustCompile(`^(?:-|\d+\.) `)
	picked = regexp.MustCompile(`^!\[(.*)\]\((.*)\)$`)
	folded = regexp.MustCompile(`(?s)^<details>\n<summary>(.*?)</summary>\n(.*)</details>$`)
)

// kind는 덩어리의 종류이다.
func kind(block string) string {
	switch {
	case strings.HasPrefix(block, "```"):
		return "code"
	case strings.HasPrefix(block, "|"):
		return "table"
	case strings.HasPrefix(block, "<details>"):
		return "fold"
	case picked.MatchString(block):
		return "picture"
	case item.MatchString(block):
		return "list"
	}
	return "text"
}

// items는 목록의 줄들이다. 앞의 기호는 뗀다.
func items(block string) (all []string) {
	for line := range strings.SplitSeq(block, "\n") {
		if mark := item.FindString(line); mark != "" {
			all = append(all, strings.TrimPrefix(line, mark))
		} else if len(all) > 0 {
			all[len(all)-1] += " " + strings.TrimSpace(line)
		}
	}
	return all
}

// sentences는 글을 문장으로 나눈다. 코드나 괄호나 굵은 글씨의 가운데에서는 나누지 않는다.
func sentences(text string) (all []string) {
	text = strings.ReplaceAll(text, "\n", " ")
	start := 0
	for i, r := range text {
		before := strings.TrimRight(text[:i], "*)\"`")
		if r != ' ' || before == "" || !strings.Contains(".?!", before[len(before)-1:]) {
			continue
		}
		if part := text[start:i]; whole(part) {
			all, start = append(all, part), i+1
		}
	}
	if start < len(text) {
		all = append(all, text[start:])
	}
	return all
}

// whole은 코드나 괄호나 따옴표나 굵은 글씨가 열린 채로 끝나지 않았는지이다.
func whole(part string) bool {
	return strings.Count(part, "`")%2 == 0 && strings.Count(part, "**")%2 == 0 && strings.Count(part, `"`)%2 == 0 &&
		strings.Count(part, "(") == strings.Count(part, ")")
}

// emphatic은 굵은 글씨가 든 문장이다. 문단의 이름으로 쓴 굵은 글씨("**방 낱말.**")는 아니다.
var emphatic = regexp.MustCompile(`[^*]\*\*[^*]+\*\*|\*\*[^*]+\*\*[^*]`)

// lead는 덩어리들이 말하려는 것이다: 처음의 한두 문장과, 뒤에 있는 굵은 문장.
func lead(all []string) (said string) {
	for _, block := range all {
		if kind(block) != "text" || strings.HasPrefix(block, "연습: ") {
			continue
		}
		opening := said == ""
		for i, sentence := range sentences(block) {
			early := opening && (i == 0 || i == 1 && len([]rune(said+sentence)) < 120)
			if early || emphatic.MatchString(sentence) && !strings.Contains(said, "**") {
				said = strings.TrimSpace(said + " " + sentence)
			}
		}
	}
	return said
}
