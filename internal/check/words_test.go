package check

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

// dialect는 이 교재가 쓰지 않는 말과, 대신 쓰는 용어이다. 배운 말로 동료와 이야기하고 검색할 수 있어야 한다.
// 옛 강의 노트의 말을 옮긴 따옴표 안은 보지 않는다.
var dialect = []struct {
	old *regexp.Regexp
	say string
}{
	{regexp.MustCompile(`손님`), "클라이언트(사람이면 사용자)"},
	{regexp.MustCompile(`메아리`), "에코"},
	{regexp.MustCompile(`(?:^|[^가-힣뱃책])머리(?:[를가의에는와로도,. ]|$)`), "헤더"},
	{regexp.MustCompile(`(?:^|[^가-힣])몸(?:[을이의은과에도,. ]|$)`), "본문, 페이로드"},
	{regexp.MustCompile(`(?:^|[^가-힣])길(?:[을은의과에]|로 )`), "경로, 라우트"},
	{regexp.MustCompile(`악수`), "핸드셰이크"},
	{regexp.MustCompile(`가리개|가리기 `), "마스킹 키, 마스킹"},
	{regexp.MustCompile(`닫기 (?:코드|프레임)`), "종료 코드, 종료 프레임"},
	{regexp.MustCompile(`소식`), "메시지, 이벤트"},
	{regexp.MustCompile(`사건의 샘|샘 잠그기`), "이벤트"},
	{regexp.MustCompile(`(?:^|[^가-힣무])기한`), "데드라인, 타임아웃"},
	{regexp.MustCompile(`자물쇠`), "뮤텍스, 락"},
	{regexp.MustCompile(`세션 번호`), "세션 ID"},
	{regexp.MustCompile(`심장 박동`), "하트비트"},
	{regexp.MustCompile(`견주|견준|견줄|견줘`), "비교"},
	{regexp.MustCompile(`넘어[지졌짐진져](?:[^가-힣]|지|진|졌|짐|면|서)?\(panic\)|넘어졌습니다|넘어지지 않`), "패닉"},
	{regexp.MustCompile(`날것의`), "순수 TCP 소켓"},
	{regexp.MustCompile(`하위 프로토콜`), "서브프로토콜"},
	{regexp.MustCompile(`참말|점잖|걸어갑니다|귀를 (?:달|열)`), "보통 쓰는 문장"},
	{regexp.MustCompile(`흐름(?:을|이|은|의|에|으로|과|에서|,| [^제]|$)`), "스트림"},
}

var quotation = regexp.MustCompile(`"[^"]*"|“[^”]*”|「[^」]*」`)

// TestWords는 글, 주석, 페이지, 프로그램이 찍는 문장에 쓰지 않는 말이 남았는지 본다.
func TestWords(t *testing.T) {
	house := os.DirFS(lessontest.Root(t))
	for name, text := range texts(t, house) {
		for i, line := range strings.Split(text, "\n") {
			for _, found := range speaks(name, line) {
				t.Errorf("%s:%d: %s. 이 교재는 이렇게 말한다: %s", name, i+1, found[0], found[1])
			}
		}
	}
}

// speaks는 line에 있는, 쓰지 않는 말과 대신 쓸 용어이다. 글(.md)에서는 옛 노트의 말을 옮긴 따옴표 안을 보지 않는다.
func speaks(name, line string) (found [][2]string) {
	if path.Ext(name) == ".md" && strings.Contains(line, "**옛 노트**") {
		line = quotation.ReplaceAllString(line, "")
	}
	for _, word := range dialect {
		if match := word.old.FindString(line); match != "" {
			found = append(found, [2]string{strings.TrimSpace(match), word.say})
		}
	}
	return found
}

// texts는 사람이 읽는 글이 있는 파일들이다.
func texts(t *testing.T, house fs.FS) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(house, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (name != "." && strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules"):
			return fs.SkipDir
		case name == "internal/check/words_test.go" || strings.Contains(name, "/fuzz/"):
			return nil
		}
		switch path.Ext(name) {
		case ".md", ".go", ".html", ".js", ".txt", ".diff", ".svg", ".c":
			text, err := fs.ReadFile(house, name)
			all[name] = string(text)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestWordRule(t *testing.T) {
	for line, want := range map[string]int{
		"클라이언트가 헤더를 보냅니다": 0, "손님이 머리를 보냅니다": 2, "머리말을 읽고 길게 씁니다": 0, "바이트의 흐름입니다": 0,
		"흐름 제어를 합니다": 0, "흐름을 끝냅니다": 1, "무기한 기다립니다": 0, "쓰기 기한": 1, "몸을 읽음": 1, "온몸으로": 0,
		`- **옛 노트**: "메아리 손님"이라고 합니다`: 0,
	} {
		if got := speaks("notes/x.md", line); len(got) != want {
			t.Errorf("%q에서 %q를 찾았다. 바라던 것은 %d개", line, got, want)
		}
	}
}
