package check

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

// TestConsoles는 글에 적힌 ```console 덩어리를 돌려 보고, 찍힌 것을 글과 비교한다.
// 첫 줄은 "$ 명령"이고, 명령은 스스로 끝나는 go run이나 go test이다.
// 돌릴 때마다 다른 곳은 …로 적는다. … 한 줄은 몇 줄이든 건너뛴다.
func TestConsoles(t *testing.T) {
	lessontest.Slow(t, "글에 옮긴 명령을 모두 빌드해서 돌린다")
	if runtime.GOOS != "linux" {
		t.Skip("글에 옮긴 것은 Linux에서 찍힌 것이다")
	}
	builds := builder{folder: t.TempDir(), root: lessontest.Root(t)}
	for _, p := range pages(t, os.DirFS(lessontest.Root(t))) {
		for _, f := range p.fences() {
			if f.lang != "console" {
				continue
			}
			t.Run(fmt.Sprintf("%s:%d", p.name, f.line), func(t *testing.T) {
				t.Parallel()
				got, err := builds.run(f.body[0])
				if err != nil {
					t.Fatalf("%s:%d: %v", p.name, f.line, err)
				}
				if strings.Contains(got, "--- SKIP: ") {
					t.Skip("이 컴퓨터에서는 건너뛰는 테스트이다")
				}
				if wrong := differs(f.body[1:], got); wrong != "" {
					t.Errorf("%s:%d: %s. 다시 돌려 보고 옮기세요. 찍힌 것:\n%s", p.name, f.line, wrong, got)
				}
			})
		}
	}
}

// differs는 찍힌 것이 글에 적힌 것과 같은지 본다. 다르면 어느 줄이 다른지 말한다.
func differs(want []string, got string) string {
	var pattern strings.Builder
	pattern.WriteString(`^`)
	for i, line := range want {
		if line == "…" {
			pattern.WriteString(`(?:.*\n)*?`)
			continue
		}
		for j, piece := range strings.Split(line, "…") {
			if j > 0 {
				pattern.WriteString(`.*`)
			}
			pattern.WriteString(regexp.QuoteMeta(piece))
		}
		pattern.WriteString(`\n`)
		if !regexp.MustCompile(pattern.String()).MatchString(got) {
			return fmt.Sprintf("%d째 줄이 찍힌 것과 다릅니다: %s", i+2, line)
		}
	}
	if !regexp.MustCompile(pattern.String() + `$`).MatchString(got) {
		return "찍힌 것이 더 있습니다. 건너뛸 곳에는 … 한 줄을 쓰세요"
	}
	return ""
}

// builder는 명령을 돌린다. 폴더마다 한 번만 빌드한다.
type builder struct {
	folder, root string
	built        sync.Map // 폴더 → func() (string, error)
}

var console = regexp.MustCompile(`^\$ go (run|test -v -run (\S+)) \./([\w/-]+)((?: \S+)*)$`)

// run은 "$ 명령"을 돌리고 찍힌 것을 모두 돌려준다. go가 부르는 것과 같은 프로그램을 부른다.
func (b *builder) run(line string) (string, error) {
	match := console.FindStringSubmatch(line)
	if match == nil || match[2] != "" && match[4] != "" {
		return "", fmt.Errorf("돌릴 줄 모르는 명령입니다: %q. go run ./폴더 …, 또는 go test -v -run 이름 ./폴더 만 됩니다. 다른 것은 ```sh로 쓰세요", line)
	}
	test, name, folder := match[2] != "", match[2], match[3]
	once, _ := b.built.LoadOrStore(match[1][:3]+folder, sync.OnceValues(func() (string, error) {
		binary := filepath.Join(b.folder, strings.ReplaceAll(match[1][:3]+folder, "/", "-")+".exe")
		args := []string{"build", "-buildvcs=false", "-o", binary, "./" + folder}
		if test {
			args = []string{"test", "-buildvcs=false", "-c", "-o", binary, "./" + folder}
		}
		cmd := exec.Command("go", args...)
		cmd.Dir = b.root
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, out)
		}
		return binary, nil
	}))
	binary, err := once.(func() (string, error))()
	if err != nil {
		return "", err
	}
	cmd := exec.Command(binary, strings.Fields(match[4])...)
	cmd.Dir = b.root
	if test {
		cmd = exec.Command(binary, "-test.v", "-test.timeout=60s", "-test.run="+name)
		cmd.Dir = filepath.Join(b.root, filepath.FromSlash(folder))
	}
	out, err := cmd.CombinedOutput()
	got := string(out)
	switch {
	case test && err == nil && !strings.Contains(got, "=== RUN"):
		return "", fmt.Errorf("%s라는 테스트가 없습니다", name)
	case test && err == nil:
		got += "ok  \tsocketworkbook/" + folder + "\t\n" // go test가 덧붙이는 줄. 걸린 시간은 비교하지 않는다.
	case err != nil:
		got += fmt.Sprintf("exit status %d\n", cmd.ProcessState.ExitCode()) // go run이 덧붙이는 줄
	}
	return got, nil
}

func TestDiffers(t *testing.T) {
	got := "하나 0.12s\n둘\n셋\n넷\n"
	for _, test := range []struct {
		want string
		fine bool
	}{
		{"하나 …s\n둘\n셋\n넷", true}, {"하나 …\n…\n넷", true}, {"…\n셋\n…", true},
		{"하나 …s\n둘", false}, {"하나 0.13s\n…", false}, {"…\n다섯", false},
	} {
		if wrong := differs(strings.Split(test.want, "\n"), got); (wrong == "") != test.fine {
			t.Errorf("%q: %q", test.want, wrong)
		}
	}
}

func TestConsoleCommands(t *testing.T) {
	for line, want := range map[string][]string{
		"$ go run ./01-raw-tcp -connect 127.0.0.1:1": {"run", "", "01-raw-tcp", " -connect 127.0.0.1:1"},
		"$ go test -v -run TestA ./06-gin/compare":   {"test -v -run TestA", "TestA", "06-gin/compare", ""},
		"$ rm -rf .":               nil,
		"$ go run ./a && rm -rf .": nil,
	} {
		got := console.FindStringSubmatch(line)
		if want == nil && got != nil && !strings.Contains(line, "&&") || want != nil && !slices.Equal(got[1:], want) {
			t.Errorf("%q: %q", line, got)
		}
	}
}
