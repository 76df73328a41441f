package check

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

// goCommand는 맨 위 폴더에서 go를 부르고 stdout을 돌려준다.
func goCommand(t *testing.T, env []string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = lessontest.Root(t)
	cmd.Env = append(os.Environ(), env...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out)
}

// 수업은 쓰지 않는 것을 내려받지 않는다. 느린 네트워크의 교실에서 첫 go run이 그만큼 빠르다.
func TestLessonsDownloadOnlyWhatTheyUse(t *testing.T) {
	lessontest.Slow(t, "수업마다 빈 캐시에서 빌드한다")
	for lesson, want := range map[string][]string{
		"01-raw-tcp":        nil,
		"02-udp":            nil,
		"03-http-polling":   nil,
		"04-sse":            nil,
		"05-websocket-echo": {"github.com/gorilla/websocket"},
	} {
		t.Run(lesson, func(t *testing.T) {
			if got := downloaded(t, buildWithEmptyCache(t, lesson)); !slices.Equal(got, want) {
				t.Errorf("내려받은 모듈이 %q이다. 바라던 것은 %q", got, want)
			}
		})
	}
}

// 06은 여럿을 쓴다. 그래도 쓰는 모듈의 코드만 내려받는다. 몇 바이트인지 README에 적는다.
func TestLastLessonDownloadsOnlyWhatItUses(t *testing.T) {
	lessontest.Slow(t, "빈 캐시에서 빌드한다")
	var want []string
	for module := range strings.FieldsSeq(goCommand(t, nil, "list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", "./06-gin-routes")) {
		if module != "socketworkbook" {
			want = append(want, module)
		}
	}
	slices.Sort(want)
	got, bytes := archives(t, buildWithEmptyCache(t, "06-gin-routes"))
	if want = slices.Compact(want); !slices.Equal(got, want) {
		t.Errorf("코드를 내려받은 모듈이 %q이다. 쓰는 것은 %q", got, want)
	}
	t.Logf("모듈 %d개, %.1f MB", len(got), float64(bytes)/1e6)
}

// buildWithEmptyCache는 아무것도 내려받지 않은 컴퓨터에서처럼 빌드하고, 채워진 캐시의 폴더를 돌려준다.
// 네트워크 대신 이 컴퓨터의 캐시에서 내려받는다.
func buildWithEmptyCache(t *testing.T, program string) (cache string) {
	t.Helper()
	full := strings.TrimSpace(goCommand(t, nil, "env", "GOMODCACHE"))
	downloads := filepath.ToSlash(filepath.Join(full, "cache", "download"))
	cache = t.TempDir()
	goCommand(t, []string{
		"GOMODCACHE=" + cache, "GOFLAGS=-modcacherw", "GOSUMDB=off",
		"GOPROXY=file:///" + strings.TrimPrefix(downloads, "/"),
	}, "build", "-buildvcs=false", "-o", filepath.Join(t.TempDir(), "program"), "./"+program)
	return cache
}

// archives는 코드(zip)를 내려받은 모듈의 이름과, 내려받은 모든 것의 바이트이다.
func archives(t *testing.T, cache string) (modules []string, bytes int64) {
	t.Helper()
	root := filepath.Join(cache, "cache", "download")
	filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			t.Fatal(err)
		}
		bytes += info.Size()
		if filepath.Ext(path) == ".zip" {
			module, _ := filepath.Rel(root, filepath.Dir(filepath.Dir(path)))
			modules = append(modules, filepath.ToSlash(module))
		}
		return nil
	})
	return modules, bytes
}

// downloaded는 캐시에 내려받은 것이 있는 모듈의 이름이다. 목록이나 go.mod만 받아도 센다.
func downloaded(t *testing.T, cache string) (modules []string) {
	t.Helper()
	root := filepath.Join(cache, "cache", "download")
	filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err == nil && entry.IsDir() && entry.Name() == "@v" {
			module, _ := filepath.Rel(root, filepath.Dir(path))
			modules = append(modules, filepath.ToSlash(module))
		}
		return nil
	})
	return modules
}

// 바로 쓰는 모듈은 이것뿐이다. 하나 늘리려면 여기도 고치면서 이유를 생각한다.
func TestDirectRequirements(t *testing.T) {
	var mod struct {
		Require []struct {
			Path     string
			Indirect bool
		}
	}
	if err := json.Unmarshal([]byte(goCommand(t, nil, "mod", "edit", "-json")), &mod); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, module := range mod.Require {
		if !module.Indirect {
			got = append(got, module.Path)
		}
	}
	want := []string{
		"github.com/alexedwards/scs/v2",
		"github.com/chromedp/cdproto",  // 테스트에만
		"github.com/chromedp/chromedp", // 테스트에만
		"github.com/gin-gonic/gin",
		"github.com/gorilla/websocket",
		"github.com/joho/godotenv",
		"github.com/nats-io/nats-server/v2",                 // 테스트에만
		"github.com/nats-io/nats.go",                        // 06의 방을 여러 프로세스가 함께 쓸 때
		"github.com/quic-go/quic-go",                        // 비교 페이지의 WebTransport. gin도 쓴다
		"github.com/quic-go/webtransport-go",                // 비교 페이지의 WebTransport
		"github.com/yuin/goldmark",                          // 06의 /notes와 notes/print, 그리고 테스트
		"github.com/zishang520/socket.io/servers/socket/v3", // 06-gin-routes/socketio에만
		"golang.org/x/time",                                 // 한 사람이 적는 빠르기의 한도
		"rsc.io/qr",                                         // 06의 교실로 들어오는 QR 코드
	}
	if !slices.Equal(got, want) {
		t.Errorf("go.mod가 바로 쓰는 모듈이 %q이다", got)
	}
}

// 무거운 모듈은 그것을 쓰는 프로그램만 쓴다. 06을 켜는 사람은 Socket.IO의 모듈을 내려받지 않는다.
func TestHeavyModulesStayApart(t *testing.T) {
	for program, want := range map[string]string{
		"06-gin-routes":          "github.com/nats-io/nats.go",
		"06-gin-routes/scribe":   "github.com/nats-io/nats.go",
		"06-gin-routes/socketio": "github.com/zishang520/socket.io/servers/socket/v3",
	} {
		modules := strings.Fields(goCommand(t, nil, "list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", "./"+program))
		if !slices.Contains(modules, want) {
			t.Errorf("%s가 %s를 쓰지 않는다", program, want)
		}
		for _, module := range modules {
			onlyThere := strings.Contains(module, "zishang520") && program != "06-gin-routes/socketio"
			onlyTests := strings.HasPrefix(module, "github.com/nats-io/nats-server") || strings.HasPrefix(module, "github.com/chromedp")
			if onlyThere || onlyTests {
				t.Errorf("%s가 %s를 내려받는다", program, module)
			}
		}
	}
}
