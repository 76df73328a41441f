package check

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

var planRow = regexp.MustCompile(`(?m)^\| (\d+) \|(.*)$`)

// 교시마다 50분 가운데 20분은 학생의 손에 있다. 막혔을 때와 빨리 끝났을 때와 어디까지 왔는지 보는 법도 있다.
func TestPlanLeavesTimeToStudents(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(lessontest.Root(t), "notes", "teaching-plan.md"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range web.Course {
		number := strconv.Itoa(i + 1)
		_, rest, _ := strings.Cut(string(text), "\n## "+number+"교시: ")
		part, _, _ := strings.Cut(rest, "\n## ")
		rows := planRow.FindAllStringSubmatch(part, -1)
		minutes := 0
		for j, row := range rows {
			begin, _ := strconv.Atoi(row[1]) // 정규식이 수만 고른다.
			end := 50
			if j+1 < len(rows) {
				end, _ = strconv.Atoi(rows[j+1][1])
			}
			if strings.Contains(row[2], "**학생**") {
				minutes += end - begin
			}
		}
		if minutes < 20 {
			t.Errorf("%s교시에 학생이 하는 시간이 %d분이다", number, minutes)
		}
		for _, want := range []string{"**목표.**", "**늦었다면.**", "**빨리 끝났다면.**", "**막혔다면.**", "### 짧은 시험", "\n5. ", "| 따라옴 |", "| 이해함 |", "| 설명함 |"} {
			if !strings.Contains(part, want) {
				t.Errorf("%s교시에 %s이(가) 없다", number, want)
			}
		}
	}
}
