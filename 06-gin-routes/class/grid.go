package class

import (
	"errors"
	"slices"
	"strings"
)

const (
	mostTasks = 100
	longest   = 80 // 연습 파일의 이름. 바이트
)

// ErrGrid는 격자에 적을 수 없는 결과이다.
var ErrGrid = errors.New("연습의 결과를 읽지 못했습니다. 저장소가 교사의 것과 같은지 보세요")

// Report는 학생 한 사람이 어느 연습을 풀었는지 적는다. student는 그 학생의 progress가 지은, 뜻 없는 글이다.
// word가 방 낱말이어야 한다. from은 그 컴퓨터의 주소이다.
func (c *Class) Report(student, word, from string, tasks []string, done string) error {
	if err := c.door.check(word, from); err != nil {
		return err
	}
	if student == "" || len(student) > longest || len(tasks) == 0 || len(tasks) > mostTasks || len(done) != len(tasks) || strings.Trim(done, "01") != "" {
		return ErrGrid
	}
	if slices.ContainsFunc(tasks, func(task string) bool { return task == "" || len(task) > longest || strings.Contains(task, "\n") }) {
		return ErrGrid
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.rows[student]; !known && len(c.rows) >= mostMembers {
		return ErrFull
	}
	c.rows[student] = row{strings.Join(tasks, "\n"), done}
	c.tell()
	return nil
}

// row는 학생 한 사람의 결과이다. 저장소가 다르면 연습(tasks)도 다르다.
type row struct{ tasks, done string }

// grid는 가장 많은 학생이 가진 연습으로 격자를 만든다. 다른 것을 알린 학생은 그리지 않는다. 그래서 누가 먼저
// 거짓을 알려도, 둘째 학생부터는 제대로 보인다.
func (c *Class) grid() *Grid {
	alike := map[string][]string{} // 연습 → 그 연습을 알린 학생들의 결과
	for _, r := range c.rows {
		alike[r.tasks] = append(alike[r.tasks], r.done)
	}
	most := ""
	for tasks, rows := range alike {
		if n := len(rows) - len(alike[most]); n > 0 || n == 0 && tasks > most {
			most = tasks
		}
	}
	if most == "" {
		return nil
	}
	slices.SortFunc(alike[most], moreFirst)
	return &Grid{strings.Split(most, "\n"), alike[most]}
}

// moreFirst는 많이 푼 학생을 앞에 놓는다. 들어온 차례대로 놓으면 누구인지 짐작할 수 있다.
func moreFirst(a, b string) int {
	if n := strings.Count(b, "1") - strings.Count(a, "1"); n != 0 {
		return n
	}
	return strings.Compare(b, a)
}
