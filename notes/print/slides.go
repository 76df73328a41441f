package main

import (
	"fmt"
	"html/template"
	"io/fs"
	"strings"

	"socketworkbook/internal/web"
)

// slide는 화면 하나이다. Later는 다음을 한 번 더 눌러야 보인다.
type slide struct {
	ID     string // 05-12. 주소의 # 뒤에 적힌다
	Kind   string
	Part   string // 노트의 어디인지
	Title  template.HTML
	Body   template.HTML
	Later  template.HTML
	InList string // 한눈에 보기에 적을 제목
}

// deck은 수업 하나의 화면들이다.
type deck struct {
	web.Lesson
	Slides []slide
	p      printer
}

// skipped는 화면으로 만들지 않는 곳이다. 물음은 첫 화면에 있다.
var skipped = map[string]bool{"물음": true, "다음은": true, "출처": true}

func slides(p printer, all []chapter) (decks []deck) {
	for _, c := range all {
		d := deck{Lesson: c.Lesson, p: p}
		d.add("cover", "물음", c.Number()+" "+c.Title, p.html(c.Question), "")
		for _, s := range c.Sections[1:] {
			switch {
			case skipped[s.Part] || s.Title == "더 알기":
			case s.Part == "옛 노트 바로잡기":
				d.correction(s)
			case s.Part == "스스로 묻기":
				d.questions(s)
			default:
				d.section(s)
			}
			if s.Level == 2 && s.Title == "코드" {
				d.code(s, "첫 단계의 코드", "go "+c.Folder+"/step1/main.go", body(c.First))
			}
		}
		for _, change := range c.Changes {
			if len(change.Short) == 0 { // 노트가 보이지 않은 것이다.
				d.code(section{Part: "코드"}, "바뀐 것", change.Info, change.Whole)
			}
		}
		for i, a := range c.Test {
			d.add("ask", "짧은 시험", fmt.Sprintf("짧은 시험 %d", i+1), p.html(a.Question), p.html(a.Answer))
		}
		decks = append(decks, d)
	}
	return decks
}

// inList는 같은 제목의 화면들을 한눈에 보기에서 가린다.
var inList = map[string]string{"picture": " · 그림", "table": " · 표", "list": " · 목록", "code": " · 코드"}

func (d *deck) add(kind, part, title string, body, later template.HTML) {
	d.Slides = append(d.Slides, slide{
		ID: fmt.Sprintf("%s-%d", d.Number(), len(d.Slides)+1), Kind: kind + large(kind, body+later), Part: part,
		Title: d.p.inline(title), Body: body, Later: later, InList: strings.ReplaceAll(title, "`", "") + inList[kind],
	})
}

// section은 제목 하나이다: 말하려는 문장, 그다음에 그림과 표와 목록과 코드를 하나씩.
func (d *deck) section(s section) {
	if said := lead(s.Blocks); said != "" && !introduced(s.Blocks) {
		d.add("say", s.Part, s.Title, d.p.html(said), "")
	}
	curious := s.Part == "더 알기" // 수업에서는 제목과 한두 문장만
	for i, block := range s.Blocks {
		switch kind(block) {
		case "picture":
			d.picture(s, picked.FindStringSubmatch(block))
		case "table":
			d.table(s, block)
		case "list":
			before := ""
			if i > 0 && kind(s.Blocks[i-1]) == "text" {
				before = last(sentences(s.Blocks[i-1]))
			}
			d.list(s, before, block)
		case "code":
			info, body, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(block, "```"), "\n```"), "\n")
			if !curious && info != "sh" {
				d.code(s, s.Title, info, lines(body))
			}
		}
	}
}

// introduced는 첫 문단이 목록을 여는 한 문장("이럴 때 씁니다.")뿐인지이다. 그 문장은 목록의 화면에 있다.
func introduced(all []string) bool {
	return len(all) > 1 && kind(all[0]) == "text" && len(sentences(all[0])) == 1 && kind(all[1]) == "list"
}

func last(all []string) string { return all[len(all)-1] }

func (d *deck) picture(s section, found []string) {
	svg, err := fs.ReadFile(d.p.house, "notes/"+found[2])
	if err != nil {
		return // 없는 그림은 internal/check가 찾는다.
	}
	parts := cut(string(svg), screenful)
	for i, part := range parts {
		body := fmt.Sprintf(`<img src="%s" alt="%s">`, address(part), template.HTMLEscapeString(found[1]))
		d.add("picture", s.Part, numbered(s.Title, i, len(parts)), template.HTML(body), "")
	}
}

func numbered(title string, i, n int) string {
	if n == 1 {
		return title
	}
	return fmt.Sprintf("%s (%d/%d)", title, i+1, n)
}
