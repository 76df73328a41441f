package check

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

// oldWords는 옛 강의 노트에서 글자 그대로 옮겨도 되는 말이다. 나머지는 우리 말로, 따옴표 없이 전한다.
var oldWords = map[string]string{
	"1.1": "추상화(프로그래밍에서 사용할 수 있도록 객체로 변환)한 것",
	"1.2": "구현이 쉽지만 효율이 떨어집니다",
	"1.3": "구현이 어렵지만, 효율이 좋습니다",
	"1.5": "요청 -> 제공하는 쪽에서 메타 데이터 전송",
	"1.6": "요청 -> 데이터 전송",
	"1.7": "카카오 -> 카카오 서버 -> 구글 -> 카카오",
	"2.1": "접속을 유지하지 않고 한번에 한 방향으로만 통신이 가능한 Half-Duplex(반 이중",
	"2.4": "ajax pooling 기법으로 해결",
	"2.6": "Full-Duplex(전 이중 - 동시에 주고받는 것이 가능)",
	"2.7": "Notification이나 SSE(Server Sent Event)이라고 합니다",
	"2.8": "ws 프로토콜 사용",
	"2.9": "IE 하위버전에서는 지원하지 않습니다",
	"3.6": "빼먹음",
	"3.7": "이름은 서버에서 만든 이름을 적어줘야 합니다",
}

var quoted = regexp.MustCompile(`"([^"]*)"`)

// oldQuotes: 옛 노트가 한 말이라고 따옴표로 옮긴 것은 옛 노트에 글자 그대로 있다. 코드(`…`)는 보지 않는다.
func oldQuotes(p page) (found []problem) {
	for i, line := range p.prose() {
		if !strings.HasPrefix(line, "- **옛 노트**: ") {
			continue
		}
		for _, match := range quoted.FindAllStringSubmatch(regexp.MustCompile("`[^`]*`").ReplaceAllString(line, ""), -1) {
			if !inOldNote(match[1]) {
				found = append(found, problem{i + 1, fmt.Sprintf("옛 노트에는 %q라는 말이 없습니다. 글자 그대로 옮기거나 따옴표를 빼세요", match[1])})
			}
		}
	}
	return found
}

func inOldNote(text string) bool {
	for _, words := range oldWords {
		if strings.Contains(words, text) {
			return true
		}
	}
	return false
}

// 여기에 적은 말은 옆에 둔 옛 노트의 것과 같다. 옛 노트는 이 저장소 밖에 있어서, 없으면 건너뛴다.
func TestOldWords(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(lessontest.Root(t), "..", "shared", "old-note.md"))
	if err != nil {
		t.Skip("옛 노트가 옆에 없다")
	}
	rows := regexp.MustCompile(`(?m)^\| (\d\.\d) \| "(.+)" \|$`).FindAllStringSubmatch(string(text), -1)
	if len(rows) != len(oldWords) {
		t.Errorf("옛 노트에서 옮겨도 되는 말은 %d개인데 여기에는 %d개이다", len(rows), len(oldWords))
	}
	for _, row := range rows {
		if oldWords[row[1]] != row[2] {
			t.Errorf("%s: 옛 노트는 %q, 여기는 %q", row[1], row[2], oldWords[row[1]])
		}
	}
}

func TestOldQuoteRule(t *testing.T) {
	bad(t, oldQuotes, "notes/x.md", `- **옛 노트**: "구현이 쉽지만 효율이 떨어집니다"라고 합니다. "ws 프로토콜 사용"이라고도 합니다.`, nil)
	bad(t, oldQuotes, "notes/x.md", `- **옛 노트**: "생략"이라고 합니다.`, nil, `1: 옛 노트에는 "생략"라는 말이 없습니다`)
	bad(t, oldQuotes, "notes/x.md", `- **사실**: "생략"이 아닙니다.`, nil)
}
