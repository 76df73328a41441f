package main

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

func TestURL(t *testing.T) {
	for folder, want := range map[string]string{
		"/media/usb/modules":      "file:///media/usb/modules",
		"C:/수업 자료/modules":        "file:///C:/%EC%88%98%EC%97%85%20%EC%9E%90%EB%A3%8C/modules",
		"D:/a,b|c/50%25 #1?":      "file:///D:/a%2Cb%7Cc/50%2525%20%231%3F",
		"/Users/하나/Desktop/usb 2": "file:///Users/%ED%95%98%EB%82%98/Desktop/usb%202",
	} {
		got := fileURL(folder)
		if got != want {
			t.Errorf("fileURL(%q) = %q, 바라던 것은 %q", folder, got, want)
		}
		// go는 쉼표와 |로 나누고, 주소로 읽고, 경로를 되돌린다.
		if back, err := url.Parse(got); err != nil || strings.TrimPrefix(back.Path, "/") != strings.TrimPrefix(folder, "/") || strings.ContainsAny(got, ",|") {
			t.Errorf("%q를 되돌리면 %v, %v", got, back, err)
		}
	}
}

var (
	jump   = regexp.MustCompile(`goto (\w+)`)
	target = regexp.MustCompile(`(?m)^:(\w+)\r$`)
)

// Windows가 없는 곳에서는 start.cmd를 돌릴 수 없다. 명령 프롬프트가 잘못 읽을 것이 없는지만 본다.
func TestStartCmd(t *testing.T) {
	raw, err := start{Version: "1.26"}.fill("start.cmd")
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") || strings.Contains(text, "\r\r") {
		t.Error("줄 끝이 모두 CRLF이지는 않다")
	}
	labels := map[string]bool{}
	for _, label := range target.FindAllStringSubmatch(text, -1) {
		labels[label[1]] = true
	}
	for _, to := range jump.FindAllStringSubmatch(text, -1) {
		if !labels[to[1]] {
			t.Errorf("goto %s가 갈 곳이 없다", to[1])
		}
	}
	plain, korean, _ := strings.Cut(text, "chcp 65001 >nul\r\n")
	if strings.Count(plain, "\r\n") != 2 || korean == "" {
		t.Error("문자 집합을 바꾸기 전에 다른 일을 한다")
	}
	for line := range strings.Lines(korean) {
		if strings.HasPrefix(line, "echo") && strings.ContainsAny(line, "%&|<>^()!") {
			t.Errorf("echo가 글자 그대로 찍지 않는다: %q", line)
		}
	}
	for _, want := range []string{`pushd "%~dp0workbook"`, `set "GOTOOLCHAIN=local"`, `'go run ./notes/bundle -url ../modules'`, `set "GOPROXY=%%u"`, "Go 1.26 이상", "\r\ncmd /k\r\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s가 없다", want)
		}
	}
}

// Go가 없거나 낡았으면, start.sh가 무엇이 있어야 하는지 알리고 끝난다.
func TestStartSh(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("sh가 없다")
	}
	for name, test := range map[string]struct{ fake, want string }{
		"없음": {"", "Go가 없습니다. Go 1.26 이상을"},
		"낡음": {`[ "$1" = version ] && echo "go version go1.20"; [ "$1" != list ]`, "Go 1.26 이상이 있어야 합니다. 지금은 이것입니다: go version go1.20"},
	} {
		t.Run(name, func(t *testing.T) {
			usb, tools := filepath.Join(t.TempDir(), "수업 자료"), t.TempDir()
			text, err := start{Version: "1.26"}.fill("start.sh")
			if err != nil {
				t.Fatal(err)
			}
			write(t, usb, map[string]string{"start.sh": string(text), "workbook/go.mod": "module a\n"})
			dirname, err := exec.LookPath("dirname")
			if err != nil {
				t.Skip("dirname이 없다")
			}
			os.Symlink(dirname, filepath.Join(tools, "dirname"))
			if test.fake != "" {
				if err := os.WriteFile(filepath.Join(tools, "go"), []byte("#!"+sh+"\n"+test.fake+"\n"), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			cmd := exec.Command(sh, filepath.Join(usb, "start.sh"))
			cmd.Env = []string{"PATH=" + tools, "SHELL=" + sh}
			out, err := cmd.CombinedOutput()
			if err == nil || !strings.Contains(string(out), test.want) || strings.Contains(string(out), "준비") {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// 시작하는 페이지가 가리키는 것은 모두 USB 메모리에 있다. 다른 곳에서 가져오는 것은 없다.
func TestStartPage(t *testing.T) {
	for _, teacher := range []bool{false, true} {
		text, err := start{"1.26", teacher}.fill("start.html")
		if err != nil {
			t.Fatal(err)
		}
		page := string(text)
		if strings.Contains(page, "정답") != teacher || !strings.Contains(page, "Go 1.26 이상") || strings.Contains(page, "{{") {
			t.Errorf("교사용 %v인 페이지가 이렇다\n%s", teacher, page)
		}
		links := regexp.MustCompile(`(?:href|src)="([^"]*)"`).FindAllStringSubmatch(page, -1)
		for _, link := range links {
			inside, ok := strings.CutPrefix(link[1], "workbook/")
			if _, err := os.Stat(filepath.Join(lessontest.Root(t), inside)); !ok || err != nil {
				t.Errorf("%s가 USB 메모리에 없다: %v", link[1], err)
			}
		}
		if len(links) == 0 {
			t.Error("가리키는 것이 없다")
		}
	}
}
