package main

import (
	"cmp"
	"fmt"
	"html/template"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"socketworkbook/internal/notepage"
	"socketworkbook/internal/web"
)

// chapter는 수업 하나에 대해 이미 적혀 있는 것을 모은 것이다. 여기에 새로 적는 것은 없다.
type chapter struct {
	web.Lesson
	Sections []section // 노트
	Question string    // 노트의 "물음"의 첫 문단
	Table    string    // 실습의 "한 단계씩"에 있는 표
	Test     []ask     // 수업 계획의 짧은 시험
	First    string    // step1의 코드
	Changes  []change  // 단계에서 다음 단계로
}

// ask는 물음과 답이다.
type ask struct{ Question, Answer string }

const planName = "notes/teaching-plan.md"

// gather는 저장소에서 수업 하나의 것을 모은다.
func gather(house fs.FS, lesson web.Lesson, number int) (c chapter, err error) {
	c.Lesson = lesson
	note, err1 := fs.ReadFile(house, "notes/"+lesson.Folder+".md")
	readme, err2 := fs.ReadFile(house, lesson.Folder+"/README.md")
	plan, err3 := fs.ReadFile(house, planName)
	if err := cmp.Or(err1, err2, err3); err != nil {
		return c, fmt.Errorf("%s의 글 읽기: %w", lesson.Folder, err)
	}
	c.Sections = parse(string(note))
	if asked := find(c.Sections, "물음"); len(asked.Blocks) > 0 {
		c.Question = asked.Blocks[0]
	}
	for _, block := range find(parse(string(readme)), "한 단계씩").Blocks {
		if kind(block) == "table" && c.Table == "" {
			c.Table = block
		}
	}
	c.Test = shortTest(find(parse(string(plan)), "짧은 시험 "+strconv.Itoa(number)))
	if c.First, c.Changes, err = steps(house, lesson.Folder, c.Sections); err != nil {
		return c, err
	}
	if c.Question == "" || c.Table == "" || len(c.Test) == 0 {
		return c, fmt.Errorf("%s에서 노트의 물음이나, 실습의 표나, %s의 짧은 시험을 찾지 못했습니다", lesson.Folder, planName)
	}
	return c, nil
}

func find(all []section, title string) section {
	for _, s := range all {
		if s.Title == title {
			return s
		}
	}
	return section{}
}

// shortTest는 번호를 붙인 물음과, 접혀 있는 같은 번호의 답을 짝짓는다.
func shortTest(s section) (test []ask) {
	for _, block := range s.Blocks {
		switch kind(block) {
		case "list":
			for _, question := range items(block) {
				test = append(test, ask{Question: question})
			}
		case "fold":
			for i, answer := range items(strings.TrimSpace(folded.FindStringSubmatch(block)[2])) {
				if i < len(test) {
					test[i].Answer = answer
				}
			}
		}
	}
	return test
}

// picture는 노트의 그림이다. 이름은 맨 위 폴더에서 본 것이다.
type picture struct{ Name, Alt string }

func (c chapter) pictures() (all []picture) {
	for _, s := range c.Sections {
		for _, block := range s.Blocks {
			if found := picked.FindStringSubmatch(block); found != nil {
				all = append(all, picture{"notes/" + found[2], found[1]})
			}
		}
	}
	return all
}

// printer는 글(.md)을 HTML로 바꾼다.
type printer struct{ house fs.FS }

var anchor = regexp.MustCompile(`</?a(?: [^>]*)?>`)

// html은 그린 글이다. 파일은 저장소를 떠나 다른 곳에서도 열리므로 링크는 글자만 남긴다.
func (p printer) html(markdown string) template.HTML {
	page, err := notepage.Render("notes/x.md", []byte(markdown), p)
	if err != nil {
		panic(err) // 메모리에 쓰는 일이라 실패하지 않는다.
	}
	return template.HTML(anchor.ReplaceAllString(string(page.Body), ""))
}

// inline은 한 줄짜리 글이다. 문단의 태그는 벗긴다.
func (p printer) inline(markdown string) template.HTML {
	text := strings.TrimSpace(string(p.html(markdown)))
	return template.HTML(strings.TrimSuffix(strings.TrimPrefix(text, "<p>"), "</p>"))
}

func (printer) Link(string, string) string { return "" }

func (p printer) Picture(name string) string {
	folder, err := fs.Sub(p.house, "notes")
	if err != nil {
		panic(err) // 우리가 적은 이름이다.
	}
	return notepage.Inline(folder, name)
}
