package main

import (
	"html"
	"html/template"
	"regexp"
	"slices"
	"strings"
)

// 화면 하나에 들어가는 것. slides.html의 글자 크기에서 나온 수이고, 넘치지 않는지는 테스트가 Chromium으로 모든 화면을 본다.
const (
	screenful = 430 // 그림의 높이. 너비는 960이다
	codeWide  = 98  // 코드 한 줄의 글자. 로마자로 센다
	codeTall  = 20  // 코드의 줄
	tableWide = 92  // 표의 한 줄. 칸을 모두 더한 것이다
	tableTall = 15  // 표의 줄
	listWide  = 62
	listTall  = 11
)

// code는 코드 하나이다. 한 화면에 들어가지 않으면 빈 줄이나 …에서 나눈다.
func (d *deck) code(s section, title, info string, body []string) {
	parts := pack(body, codeTall, func(line string) int { return height([]string{line}, codeWide) })
	for i, part := range parts {
		d.add("code", s.Part, numbered(title, i, len(parts)), d.p.html(fence(info, part)), "")
	}
}

// large는 짧은 것을 더 크게 보이는 이름(class)이다. 남는 자리를 비워 두지 않는다.
func large(kind string, shown template.HTML) string {
	text := html.UnescapeString(tag.ReplaceAllString(strings.TrimSpace(string(shown)), ""))
	all, wide := strings.Split(text, "\n"), 0
	for _, line := range all {
		wide = max(wide, cells(line))
	}
	switch few := cells(text) < 300; {
	case kind == "code" && len(all) <= 9 && wide <= 56:
		return " huge"
	case kind == "code" && height(all, 70) <= 13, (kind == "ask" || kind == "list") && few, kind == "table" && cells(text) < 420 && strings.Count(string(shown), "<tr>") <= 9:
		return " large"
	}
	return ""
}

var tag = regexp.MustCompile(`<[^>]*>`)

// table은 표 하나이다. 나누면 제목 줄을 되풀이한다.
func (d *deck) table(s section, block string) {
	all := lines(block)
	if len(all) < 3 {
		return
	}
	widths := share(all)
	parts := pack(all[2:], tableTall, func(row string) (most int) {
		for i, cell := range fields(row) {
			if i < len(widths) {
				most = max(most, height([]string{cell}, widths[i]))
			}
		}
		return most
	})
	for i, part := range parts {
		markdown := strings.Join(slices.Concat(all[:2], part), "\n")
		d.add("table", s.Part, numbered(s.Title, i, len(parts)), d.p.html(markdown), "")
	}
}

func fields(row string) []string {
	cells := strings.Split(strings.Trim(row, "| "), " | ")
	for i, cell := range cells {
		cells[i] = strings.TrimSpace(cell)
	}
	return cells
}

// share는 칸마다의 너비이다. 브라우저처럼 글이 긴 칸에 넓은 자리를 준다.
func share(rows []string) (widths []int) {
	sum := 0
	for _, row := range rows {
		for i, cell := range fields(row) {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] += cells(cell)
			sum += cells(cell)
		}
	}
	for i := range widths {
		widths[i] = max(8, tableWide*widths[i]/max(1, sum))
	}
	return widths
}

// list는 목록 하나이다. 줄마다 처음의 문장들만 보인다.
func (d *deck) list(s section, before, block string) {
	mark := item.FindString(block)
	var all []string
	for _, one := range items(block) {
		all = append(all, mark+brief(one, 90))
	}
	parts := pack(all, listTall, func(line string) int { return height([]string{line}, listWide) })
	for i, part := range parts {
		d.add("list", s.Part, numbered(s.Title, i, len(parts)), d.p.html(before+"\n\n"+strings.Join(part, "\n")), "")
	}
}

// pack은 줄들을 높이가 most를 넘지 않는 묶음으로, 되도록 고르게 나눈다. 나눌 곳의 앞에 빈 줄이나 …이 있으면 거기서 나눈다.
func pack(all []string, most int, height func(line string) int) (parts [][]string) {
	left := 0
	for _, line := range all {
		left += height(line)
	}
	for len(all) > 0 {
		each := min(most, left/((left+most-1)/most)+3)
		end, tall, gap := 0, 0, 0
		for end < len(all) && (end == 0 || tall+height(all[end]) <= each) {
			tall += height(all[end])
			if text := strings.TrimSpace(all[end]); end > 0 && (text == "" || text == "…") {
				gap = end
			}
			end++
		}
		if end < len(all) && gap > end/3 {
			end = gap
		}
		parts = append(parts, all[:end])
		for _, line := range all[:end] {
			left -= height(line)
		}
		for all = all[end:]; len(all) > 0 && (strings.TrimSpace(all[0]) == "" || all[0] == "…"); all = all[1:] {
			left -= height(all[0])
		}
	}
	return parts
}
