package grader

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"testing"

	"socketworkbook/internal/grader/bounded"
)

// 풀이가 제 고루틴에서 패닉을 내면 recover로 받을 수 없고, 프로그램이 통째로 끝난다. 풀이가 os.Exit를 부르거나
// 끝없이 출력해도 테스트는 손쓸 수 없다. 그래서 테스트를 다른 프로세스에서 돌리고 여기서 지켜본다.
// 무슨 일이 나면 스택 대신 한 문장을 남긴다.

const (
	watched    = "SOCKETWORKBOOK_WATCHED" // 지켜보고 있다는 환경 변수
	mostOutput = 256 << 10                // 출력의 한도. 바이트
)

// Main은 연습의 TestMain이 하는 일의 전부이다. 돌아오지 않는다.
func Main(m *testing.M) {
	if os.Getenv(watched) != "" {
		go leaveWithWatcher()
		code := m.Run()
		announceEnd()
		os.Exit(code)
	}
	var diary bytes.Buffer
	err := runSelf(context.Background(), os.Stdout, &diary, watched, os.Args[1:]...)
	seen := read(diary.String())
	fmt.Fprint(os.Stderr, seen.text)
	if cause := seen.cause(err); cause != nil {
		fmt.Fprintln(os.Stderr, "    "+seen.task.sentence(seen.name, cause))
	}
	if err != nil || !seen.ended {
		os.Exit(1)
	}
	os.Exit(0)
}

// runSelf는 이 프로그램을 다른 프로세스로 한 번 더 돌린다. env는 그 프로세스에 1로 정해 줄 환경 변수이다. ctx가 취소되면 끝낸다.
func runSelf(ctx context.Context, stdout, stderr io.Writer, env string, args ...string) error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("테스트 프로그램 찾기: %w", err)
	}
	// go test가 주는 이 옵션은 os.Exit(0)을 패닉으로 바꾼다. 우리는 어떤 os.Exit든 announceEnd가 없는 것으로 안다.
	args = slices.DeleteFunc(slices.Clone(args), func(arg string) bool { return arg == "-test.paniconexit0" })
	cmd := bounded.Command(ctx, mostOutput, self, args...)
	cmd.Env = append(os.Environ(), env+"=1", "GOTRACEBACK=single", "GORACE=atexit_sleep_ms=0")
	cmd.Stdout, cmd.Stderr = stdout, stderr
	// 아무것도 적지 않는다. 이쪽이 사라지면 이 파이프가 닫혀서 저쪽이 안다.
	if _, err := cmd.StdinPipe(); err != nil {
		return fmt.Errorf("파이프 만들기: %w", err)
	}
	return cmd.Run()
}

// leaveWithWatcher는 지켜보는 쪽이 사라지면 이 프로세스도 끝낸다. 끝없이 도는 풀이가 남아서 컴퓨터를 느리게 하지 않는다.
func leaveWithWatcher() {
	io.Copy(io.Discard, os.Stdin)
	os.Exit(1)
}
