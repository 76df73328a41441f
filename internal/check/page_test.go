package check

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"socketworkbook/internal/lesson/lessontest"
)

// page는 글(.md) 하나이다.
type page struct {
	name  string // 맨 위 폴더에서 본 길. 예: notes/01-raw-tcp.md
	lines []string
	house fs.FS // 글이 가리키는 파일이 있는 곳. 맨 위 폴더이다
}

// problem은 글의 어디가 왜 틀렸고 무엇을 하면 되는지이다.
type problem struct {
	line int // 1부터
	say  string
}

// rule은 글에서 지키지 않은 곳을 모두 찾는다.
type rule func(page) []problem

// TestPages는 저장소의 모든 글을 모든 규칙으로 살핀다.
func TestPages(t *testing.T) {
	house := os.DirFS(lessontest.Root(t))
	for name, find := range map[string]rule{
		"코드": quotedCode, "출력": quotedOutput, "차이": diffs, "망가뜨리기": breakable, "링크": links, "RFC": sources, "모양": rendered,
		"차례": sections, "바로잡기": corrections, "옛 노트의 말": oldQuotes, "물음": questions, "용어": terms, "용어집": glossary, "지도": oldNoteMap, "두 번": repeats, "연습": exercises,
	} {
		t.Run(name, func(t *testing.T) {
			for _, p := range pages(t, house) {
				for _, found := range find(p) {
					t.Errorf("%s:%d: %s", p.name, found.line, found.say)
				}
			}
		})
	}
}

// pages는 house의 모든 글이다.
func pages(t *testing.T, house fs.FS) (all []page) {
	t.Helper()
	for _, name := range markdown(house) {
		text, err := fs.ReadFile(house, name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, page{name, strings.Split(string(text), "\n"), house})
	}
	for _, name := range append(notesOf(written(t)), "README.md", "notes/README.md", "notes/teaching-plan.md", glossaryPage) {
		if !slices.ContainsFunc(all, func(p page) bool { return p.name == name }) {
			t.Errorf("%s이 없습니다", name)
		}
	}
	return all
}

// markdown은 house의 모든 글의 이름이다. 점으로 시작하는 폴더는 보지 않는다.
func markdown(house fs.FS) (names []string) {
	fs.WalkDir(house, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && name != "." && strings.HasPrefix(entry.Name(), ".") {
			return fs.SkipDir
		}
		if path.Ext(name) == ".md" {
			names = append(names, name)
		}
		return err
	})
	return names
}

// fence는 ```로 둘러싼 덩어리이다.
type fence struct {
	line     int // 여는 줄
	lang, at string
	body     []string
}

// fences는 p의 덩어리를 차례로 준다.
func (p page) fences() (all []fence) {
	open := false
	for i, line := range p.lines {
		switch info, is := strings.CutPrefix(line, "```"); {
		case is && open:
			open = false
		case is:
			lang, at, _ := strings.Cut(info, " ")
			all, open = append(all, fence{line: i + 1, lang: lang, at: at}), true
		case open:
			last := &all[len(all)-1]
			last.body = append(last.body, line)
		}
	}
	return all
}

// prose는 덩어리 밖의 줄이다. 줄의 번호가 바뀌지 않게, 덩어리 안은 빈 줄로 둔다.
func (p page) prose() []string {
	lines, open := make([]string, len(p.lines)), false
	for i, line := range p.lines {
		if strings.HasPrefix(line, "```") {
			open = !open
		} else if !open {
			lines[i] = line
		}
	}
	return lines
}

func (p page) read(name string) (string, error) {
	text, err := fs.ReadFile(p.house, name)
	return string(text), err
}

// bad는 규칙이 나쁜 글을 알아보는지, 바른 글은 그냥 두는지 본다.
// want는 찾아야 할 곳의 "줄: 말의 한 토막"이다.
func bad(t *testing.T, find rule, name, text string, house fstest.MapFS, want ...string) {
	t.Helper()
	found := find(page{name, strings.Split(text, "\n"), house})
	for i, problem := range found {
		got := fmt.Sprintf("%d: %s", problem.line, problem.say)
		if i >= len(want) || !strings.HasPrefix(got, want[i][:strings.Index(want[i], ":")+1]) ||
			!strings.Contains(got, want[i][strings.Index(want[i], ":")+2:]) {
			t.Errorf("찾은 것: %q, 바라던 것: %q", got, want)
			return
		}
	}
	if len(found) != len(want) {
		t.Errorf("%d곳을 찾았다. 바라던 것: %q", len(found), want)
	}
}

// notesOf는 수업의 노트의 이름이다.
func notesOf(lessons []string) (notes []string) {
	for _, lesson := range lessons {
		notes = append(notes, "notes/"+lesson+".md")
	}
	return notes
}

func files(texts map[string]string) fstest.MapFS {
	house := fstest.MapFS{}
	for name, text := range texts {
		house[name] = file(text)
	}
	return house
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
