package peer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

// 05와 06은 한 가지 방법으로 대화한다. 두 파일은 아래의 이름과 한계 하나만 다르다.
// 05의 peer.go를 고쳤다면 여기도 똑같이 고친다.
func TestSameConversationAs05(t *testing.T) {
	lesson05, err := os.ReadFile(filepath.Join(lessontest.Root(t), "05-websocket-echo", "peer.go"))
	if err != nil {
		t.Fatal(err)
	}
	ours, err := os.ReadFile("peer.go")
	if err != nil {
		t.Fatal(err)
	}
	want := strings.NewReplacer(
		"package main", "package peer",
		"maxMessage   = 1 << 20 ", "maxMessage   = 4 << 10 ", // 여기서 오가는 말은 짧다.
		"converse", "Converse",
		"// send는", "// Send는", "func send(", "func Send(",
	).Replace(string(lesson05))
	if want == string(ours) {
		return
	}
	lines := strings.Split(want, "\n")
	for i, line := range strings.Split(string(ours), "\n") {
		if i >= len(lines) || line != lines[i] {
			t.Fatalf("peer.go:%d가 05와 다르다: %s", i+1, line)
		}
	}
	t.Fatal("peer.go가 05의 것보다 짧다")
}
