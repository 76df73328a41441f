package class

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"socketworkbook/06-gin-routes/class/measure"
)

// Question은 질문 하나이다. 답은 적혀 있지 않다. Measure가 정말로 해 보고 알아낸다.
type Question struct {
	ID      string   // 파일의 이름: 01-1
	Lesson  string   // 01-raw-tcp
	Ask     string   // 묻는 문장
	Choices []string // 보기
	Measure string   // measure.All의 이름
	See     string   // 저마다 확인해 볼 명령이나 페이지
}

//go:embed questions/*.txt
var files embed.FS

// Questions는 questions 폴더에 있는 질문을 파일 이름의 차례로 읽는다. 질문을 더하려면 파일을 하나 만든다.
func Questions() ([]Question, error) {
	names, err := fs.Glob(files, "questions/*.txt")
	if err != nil {
		return nil, err
	}
	var all []Question
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		q, err := parse(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		q.ID = strings.TrimSuffix(path.Base(name), ".txt")
		all = append(all, q)
	}
	return all, nil
}

// parse는 "이름: 값" 줄들을 읽는다. 보기는 여러 줄이다.
func parse(text string) (q Question, err error) {
	for line := range strings.Lines(text) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		switch {
		case name == "":
		case !ok:
			return q, fmt.Errorf("%q: 한 줄에 하나씩 질문: …처럼 적어야 합니다", name)
		case name == "수업":
			q.Lesson = value
		case name == "질문":
			q.Ask = value
		case name == "보기":
			q.Choices = append(q.Choices, value)
		case name == "재기":
			q.Measure = value
		case name == "확인":
			q.See = value
		default:
			return q, fmt.Errorf("모르는 이름 %q", name)
		}
	}
	switch {
	case q.Lesson == "" || q.Ask == "" || q.See == "":
		return q, fmt.Errorf("수업, 질문, 확인이 모두 있어야 합니다")
	case len(q.Choices) < 2 || slices.Contains(q.Choices, ""):
		return q, fmt.Errorf("보기가 둘은 있어야 합니다")
	case measure.All[q.Measure] == nil:
		return q, fmt.Errorf("재기 %q: measure 패키지에 없습니다", q.Measure)
	}
	return q, nil
}

// About은 lesson의 질문들이다.
func (c *Class) About(lesson string) (some []Question) {
	for _, q := range c.questions {
		if q.Lesson == lesson {
			some = append(some, q)
		}
	}
	return some
}
