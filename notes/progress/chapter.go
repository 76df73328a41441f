package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// chapter는 수업 하나의 연습들이다.
type chapter struct {
	lesson  string // 01-raw-tcp
	stamp   int64  // 파일들의 지금 모습
	tasks   []task
	answers bool   // 정답이 있는 판이다
	trouble string // 통째로 테스트할 수 없으면, 무슨 일인지. 예: 빌드되지 않음
	why     string // 그 이유
}

// task는 연습 문제 하나이다.
type task struct {
	title, file string
	test        string // 테스트 함수의 이름. 찾지 못했으면 비어 있다
	solved      bool
	broken      string // 이 파일이 빌드되지 않으면, 컴파일러가 한 말
	unseen      bool   // 풀었는지 보지 못했다
	hint        string // 풀지 못한 이유
}

var (
	taskTitle = regexp.MustCompile(`(?m)^## (\d+\. .+) \((\w+\.go)\)\s*$`)
	testName  = regexp.MustCompile(`(?m)^func (Test\w+)\(`)
)

// lessons는 root에서 연습이 있는 수업의 이름이다.
func lessons(root string) (names []string) {
	// root의 이름에 대괄호가 있어도 되도록 filepath.Glob을 쓰지 않는다.
	folders, _ := fs.Glob(os.DirFS(root), "[0-9][0-9]-*/exercise")
	for _, folder := range folders {
		names = append(names, strings.TrimSuffix(folder, "/exercise"))
	}
	return names
}

// find는 연습들을 푸는 차례로 찾는다. 차례와 제목은 연습의 README에 있다.
func find(root string) (chapters []chapter) {
	for _, lesson := range lessons(root) {
		folder := filepath.Join(root, lesson, "exercise")
		c := chapter{lesson: lesson, stamp: stamp(folder)}
		guide, err := os.ReadFile(filepath.Join(folder, "README.md"))
		if err != nil {
			c.trouble, c.why = "파일이 없음", unreadable(lesson, "README.md", err)
		}
		for _, match := range taskTitle.FindAllStringSubmatch(string(guide), -1) {
			t := task{title: match[1], file: match[2]}
			t.test, t.hint = findTest(folder, lesson, t.file)
			c.tasks = append(c.tasks, t)
		}
		_, err = os.Stat(filepath.Join(folder, "answer"))
		c.answers = err == nil
		chapters = append(chapters, c)
	}
	return chapters
}

// findTest는 file을 살피는 테스트 함수의 이름이다. 찾지 못하면 그 이유(why)를 준다.
func findTest(folder, lesson, file string) (name, why string) {
	if _, err := os.Stat(filepath.Join(folder, file)); err != nil {
		return "", unreadable(lesson, file, err)
	}
	file = strings.TrimSuffix(file, ".go") + "_test.go"
	code, err := os.ReadFile(filepath.Join(folder, file))
	if err != nil {
		return "", unreadable(lesson, file, err)
	}
	match := testName.FindStringSubmatch(string(code))
	if match == nil {
		return "", fmt.Sprintf("%s/exercise/%s 파일에 테스트 함수가 없습니다. %s", lesson, file, restore(lesson, file))
	}
	return match[1], ""
}

// unreadable은 연습의 file을 읽지 못했다는 말이다.
func unreadable(lesson, file string, err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Sprintf("%s/exercise/%s 파일이 없습니다. %s", lesson, file, restore(lesson, file))
	}
	return fmt.Sprintf("%s/exercise/%s 파일을 읽지 못했습니다: %v", lesson, file, err)
}

// restore는 file을 되살리는 법이다.
func restore(lesson, file string) string {
	return fmt.Sprintf("되살리려면 저장소의 맨 위 폴더에서 이렇게 치세요: git checkout -- %s/exercise/%s "+
		"(git으로 받지 않았다면 저장소를 다시 내려받아 이 파일만 옮기세요)", lesson, file)
}
