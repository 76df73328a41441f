package main

import "strings"

// correction은 옛 노트가 한 말이다. 사실은 다음을 눌러야 보인다. 먼저 생각하게 한다.
func (d *deck) correction(s section) {
	said, truth := "", ""
	for _, block := range s.Blocks {
		if kind(block) != "list" {
			continue
		}
		for _, one := range items(block) {
			switch {
			case strings.HasPrefix(one, "**옛 노트**"):
				said = one
			case strings.HasPrefix(one, "**사실**"):
				truth = brief(one, 160)
			}
		}
	}
	if said != "" {
		d.add("ask", s.Part, s.Title, d.p.html(brief(said, 160)), d.p.html(truth))
	}
}

// questions는 접혀 있는 물음들이다. 답은 다음을 눌러야 보인다.
func (d *deck) questions(s section) {
	for _, block := range s.Blocks {
		if found := folded.FindStringSubmatch(block); found != nil {
			title, question := "스스로 묻기", found[1]
			if rest, is := strings.CutPrefix(question, "예상: "); is {
				title, question = "예상", rest
			}
			d.add("ask", s.Part, title, d.p.html(question), d.p.html(brief(strings.TrimSpace(found[2]), 240)))
		}
	}
}

// brief는 처음의 문장들이다. 글자가 most를 넘지 않을 때까지, 적어도 하나이다.
func brief(text string, most int) (said string) {
	for _, sentence := range sentences(text) {
		if said != "" && len([]rune(said+sentence)) > most {
			break
		}
		said = strings.TrimSpace(said + " " + sentence)
	}
	return said
}
