package check

import (
	"os/exec"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

// 01과 02는 TLS를 하지 않으므로 TLS를 담지도 않는다. 함께 쓰는 패키지에 한 줄을 더하다가 들어가기 쉽다.
func TestNoTLSWithoutHTTP(t *testing.T) {
	list := exec.Command("go", "list", "-deps", "./01-raw-tcp", "./02-udp")
	list.Dir = lessontest.Root(t)
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(out), "socketworkbook/internal/lesson\n") {
		t.Errorf("목록이 이상하다: %s", out)
	}
	for dependency := range strings.Lines(string(out)) {
		if strings.HasPrefix(dependency, "crypto/tls") || strings.HasPrefix(dependency, "crypto/x509") || strings.HasPrefix(dependency, "net/http\n") {
			t.Errorf("01이나 02가 %s에 기댄다", dependency)
		}
	}
}
