package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"testing"
)

// aside는 서버의 약속이 아니라 사실, 단계, 속도, 시스템 호출을 보는 테스트 파일이다. fast에는 -tls가 없어서 HTTP/2의
// 약속(http2)도, 웹 푸시의 페이지(push)도 보지 않는다.
var aside = regexp.MustCompile(`^(facts|steps|bench|syscall|browser|http2|push)\w*_test\.go$`)

// fast는 수업과 같은 약속을 지킨다. 수업의 서버 파일 자리에 fast의 파일을 끼우고(-overlay), 수업의 테스트를 그대로 돌린다.
// 긴 줄, 침묵, 읽지 않는 상대, 틀린 프레임, 반만 닫기, 멈출 때의 1001까지 모두 수업과 같은 테스트이다.
// 빌드되지 않는다면, 수업의 테스트가 새로 쓰는 이름이 fast에 없는 것이다.
func TestFastKeepsThePromises(t *testing.T) {
	for _, j := range jobs {
		r := result{job: j}
		lesson, fast := r.index("수업"), r.index("fast")
		if lesson < 0 || fast < 0 {
			continue
		}
		folder := path.Dir(j.programs[lesson].files[0])
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			overlay := replace(t, folder, j.programs[lesson].files, j.programs[fast].files)
			cmd := exec.Command("go", "test", "-buildvcs=false", "-vet=off", "-count=1", "-overlay="+overlay,
				"-skip=^(TestInBrowser|TestPromises|TestStuckScreen|TestClient(Process|Reports|ComesBack|RefusesOtherAnswers))$", "./"+folder)
			cmd.Dir = root
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%s에 fast를 끼우면 %v\n%s", folder, err, out)
			}
		})
	}
}

// replace는 folder의 파일 old를 빼고 fresh를 넣는 overlay를 적는다.
func replace(t *testing.T, folder string, old, fresh []string) (file string) {
	t.Helper()
	top, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	change := map[string]string{} // 빈 값은 그 파일이 없다는 뜻이다.
	tests, _ := filepath.Glob(filepath.Join(top, folder, "*_test.go"))
	for _, name := range tests {
		if aside.MatchString(filepath.Base(name)) {
			change[name] = ""
		}
	}
	for _, name := range old {
		change[filepath.Join(top, name)] = ""
	}
	for _, name := range fresh {
		if path.Dir(name) == path.Dir(fresh[0]) { // 다른 폴더의 파일은 따로 있는 패키지이다.
			change[filepath.Join(top, folder, path.Base(name))] = filepath.Join(top, name)
		}
	}
	change[filepath.Join(top, "notes/cost/go.mod")] = "" // 그 패키지를 수업에서도 부를 수 있게 한 모듈로 본다.
	// 수업의 클라이언트나 테스트가 서버의 파일에서 빌려 쓰는 것은 testdata에 있다.
	borrowed, _ := filepath.Glob(filepath.Join(top, path.Dir(fresh[0]), "testdata", "*.go"))
	for _, name := range borrowed {
		change[filepath.Join(top, folder, filepath.Base(name))] = name
	}
	file = filepath.Join(t.TempDir(), "overlay.json")
	data, _ := json.Marshal(map[string]any{"Replace": change})
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}
