package main

import (
	"html/template"
	"io/fs"
	"strings"
)

// sheet는 수업 하나의 두 쪽이다.
type sheet struct {
	chapter
	Page     int // 앞쪽의 쪽수
	Back     int // 뒤쪽의 쪽수
	Question template.HTML
	Picture  template.URL
	Alt      string
	Table    template.HTML
	Test     []answered
	Code     []template.HTML
}

// answered는 그린 물음과 답이다.
type answered struct{ Question, Answer template.HTML }

// 쪽의 크기를 코드의 줄로 셈한다. paper.html의 mm와 pt에서 나온 수이고, 넘치지 않는지는 테스트가 Chromium으로 본다.
const (
	column  = 46  // 두 단 가운데 한 단의 너비. 로마자로 센다
	rows    = 106 // 두 단을 더한 줄. 시험의 다섯 물음이 한 줄씩일 때이다
	caption = 3   // 코드 하나의 파일 이름과 사이
	tallest = 0.9 // 종이의 앞쪽에 들어가는 그림의 높이. 너비가 1이다
)

func paper(p printer, all []chapter) (sheets []sheet) {
	for i, c := range all {
		s := sheet{chapter: c, Page: 2*i + 1, Back: 2*i + 2, Question: p.inline(c.Question), Table: p.html(c.Table), Test: p.asked(c.Test)}
		chosen := fitting(p.house, c.pictures())
		s.Picture, s.Alt = template.URL(p.Picture(chosen.Name)), chosen.Alt
		for _, code := range onePage(c) {
			s.Code = append(s.Code, p.html(code))
		}
		sheets = append(sheets, s)
	}
	return sheets
}

func (p printer) asked(test []ask) (all []answered) {
	for _, a := range test {
		all = append(all, answered{p.inline(a.Question), p.inline(a.Answer)})
	}
	return all
}

// fitting은 종이에서 글자를 읽을 수 있는 첫 그림이다. 너무 긴 그림은 줄이면 읽지 못하므로 다음 것을 쓴다.
func fitting(house fs.FS, pictures []picture) picture {
	for _, one := range pictures {
		if svg, err := fs.ReadFile(house, one.Name); err == nil {
			if width, height := size(string(svg)); height <= tallest*width {
				return one
			}
		}
	}
	return picture{}
}

// onePage는 뒤쪽에 실을 코드들이다. 바뀐 것을 다 실을 수 없으면 가장 긴 것부터 노트가 고른 것으로 바꾸고,
// 그래도 넘치면 가장 긴 것의 끝을 자른다. 자리가 남으면 첫 단계의 코드도 싣는다.
func onePage(c chapter) (code []string) {
	room := rows
	for _, a := range c.Test {
		room -= 2 * (height([]string{a.Question}, 2*column) - 1)
	}
	shown := make([][]string, len(c.Changes))
	for i, change := range c.Changes {
		shown[i] = change.Whole
		room -= caption
	}
	short, cut := map[int]bool{}, map[int]bool{}
	for total(shown) > room {
		i := longest(shown)
		if change := c.Changes[i]; !short[i] && len(change.Short) > 0 {
			shown[i], short[i] = change.Short, true
			continue
		}
		shown[i], cut[i] = shown[i][:len(shown[i])-1], true
		if total(shown)+len(cut) <= room {
			break
		}
	}
	if first := lines(c.First); total(shown)+height(first, column)+caption <= room {
		code = append(code, fence("go step1/main.go", first))
	}
	for i, change := range c.Changes {
		if cut[i] {
			shown[i] = append(shown[i][:len(shown[i]):len(shown[i])], "…")
		}
		code = append(code, fence(strings.ReplaceAll(change.Info, c.Folder+"/", ""), shown[i]))
	}
	return code
}

func fence(info string, body []string) string {
	return "```" + info + "\n" + strings.Join(body, "\n") + "\n```\n"
}

func total(all [][]string) (n int) {
	for _, body := range all {
		n += height(body, column)
	}
	return n
}

func longest(all [][]string) (at int) {
	for i := range all {
		if height(all[i], column) > height(all[at], column) {
			at = i
		}
	}
	return at
}

// height는 너비가 width일 때 줄바꿈까지 센 줄의 수이다.
func height(body []string, width int) (n int) {
	for _, line := range body {
		n += max(1, (cells(line)+width-1)/width)
	}
	return n
}

// cells는 한 줄의 너비이다. 한글은 로마자의 둘, 탭은 넷으로 센다.
func cells(line string) (n int) {
	for _, r := range line {
		switch {
		case r == '\t':
			n += 4
		case r >= 0x1100:
			n += 2
		default:
			n++
		}
	}
	return n
}
