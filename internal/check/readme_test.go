package check

import (
	"cmp"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

const testCommand = "go test ./..."

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(lessontest.Root(t), filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// commands는 글에 적힌 go 명령이다. 코드 칸과 코드 덩어리에 있는 것만 본다.
func commands(text string) []string {
	var found []string
	for _, match := range regexp.MustCompile("(?m)(?:^|`)(go (?:run|test) [^`\n]+)").FindAllStringSubmatch(text, -1) {
		found = append(found, match[1])
	}
	return found
}

func TestCommandsFinder(t *testing.T) {
	got := commands("먼저 `go run ./a` 를\n```sh\ngo test ./...\n```\n글 속의 go run ./b 는 명령이 아니다")
	if !slices.Equal(got, []string{"go run ./a", "go test ./..."}) {
		t.Errorf("%q", got)
	}
}

// 두 README는 같은 명령을 같은 차례로 알려 준다.
func TestBothReadmesGiveTheSameCommands(t *testing.T) {
	korean, english := commands(read(t, "README.md")), commands(read(t, "README.en.md"))
	if !slices.Equal(korean, english) {
		t.Errorf("명령이 다르다.\nREADME.md:    %q\nREADME.en.md: %q", korean, english)
	}
	for _, lesson := range written(t) {
		if !slices.Contains(korean, "go run ./"+lesson) {
			t.Errorf("README.md에 go run ./%s 가 없다", lesson)
		}
	}
}

// CI는 README에 적힌 그 명령으로 테스트한다.
func TestCIRunsTheReadmeTestCommand(t *testing.T) {
	if !slices.Contains(commands(read(t, "README.md")), testCommand) {
		t.Fatalf("README.md에 %s 가 없다", testCommand)
	}
	for name, line := range map[string]string{".ci/run": "\n" + testCommand + "\n", ".github/workflows/test.yml": "- run: " + testCommand + "\n"} {
		if !strings.Contains(read(t, name), line) {
			t.Errorf("%s가 %s 를 부르지 않는다", name, testCommand)
		}
	}
}

// 수업의 README가 이름을 든 테스트는 그 수업의 폴더에 있다. 적힌 명령을 치면 정말로 돈다.
func TestNamedTestsExist(t *testing.T) {
	root := lessontest.Root(t)
	for _, lesson := range written(t) {
		tests := func(folder string) string {
			var code strings.Builder
			files, _ := filepath.Glob(filepath.Join(root, filepath.FromSlash(folder), "*_test.go"))
			for _, file := range files {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				code.Write(text)
			}
			return code.String()
		}
		// 다른 폴더에 있는 테스트라면 이름 옆에 그 폴더를 적는다: `TestX` (`./06-gin-routes/compare`)
		named := regexp.MustCompile("`(Test\\w+)`(?: \\(`\\./([\\w/-]+)`\\))?").FindAllStringSubmatch(read(t, lesson+"/README.md"), -1)
		if len(named) < 5 {
			t.Errorf("%s/README.md가 이름을 든 테스트가 %d개뿐이다", lesson, len(named))
		}
		for _, match := range named {
			folder := cmp.Or(match[2], lesson)
			if !strings.Contains(tests(folder), "func "+match[1]+"(t *testing.T)") {
				t.Errorf("%s/README.md의 %s가 %s에 없다", lesson, match[1], folder)
			}
		}
	}
}
