//go:build exercise

package exercise

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"socketworkbook/internal/grader"
)

const (
	writesAreReads = "쓰기 한 번이 읽기 한 번이라고 믿음"
	countsEOF      = "끝(io.EOF)을 알려 준 읽기까지 셈"
	beyondBuffer   = "버퍼의 크기를 넘어 읽는다고 믿음"
	readsAreKnown  = "읽는 횟수를 미리 알 수 있다고 믿음"
	wholeRune      = "글자의 경계에서 잘린다고 믿음"
	bothEnd        = "FIN이 양쪽을 다 끝낸다고 믿음"
)

func TestPredict(t *testing.T) {
	task := grader.Task{File: "01-raw-tcp/exercise/1_predict.go", Note: "notes/01-raw-tcp.md#경계가-없다"}

	task.Try(t, "Reads", func(*testing.T) error {
		if Reads == -1 {
			return grader.Todo
		}
		var stream strings.Builder
		for i := range 10 {
			fmt.Fprintf(&stream, "Hello %d ", i)
		}
		reads, r := 0, strings.NewReader(stream.String())
		for buf := make([]byte, 32); ; reads++ {
			if _, err := r.Read(buf); err == io.EOF {
				break
			}
		}
		mistakes := map[int]string{10: writesAreReads, 4: countsEOF, 1: beyondBuffer}
		return grader.Guess(fmt.Sprint(reads), fmt.Sprint(Reads), mistakes[Reads])
	})
	task.Try(t, "Knowable", func(*testing.T) error {
		if Knowable == `?` {
			return grader.Todo
		}
		// 같은 것을 쓸 때마다 읽으면 열 번, 다 쓴 다음에 읽으면 한 번이다. 언제 읽을지는 운영 체제가 정한다.
		fact := "예"
		if readsBetween(1) != readsBetween(10) {
			fact = "아니요"
		}
		guess := strings.Replace(strings.Trim(Knowable, "\" ."), "네", "예", 1)
		return grader.Guess(fact, guess, map[string]string{"예": readsAreKnown}[guess])
	})
	task.Try(t, "FirstRead", func(*testing.T) error {
		if FirstRead == `?` {
			return grader.Todo
		}
		buf := make([]byte, 4)
		n, _ := strings.NewReader("안녕").Read(buf)
		// `안\xeb`라고 적었든 "안\xeb"라고 적었든 같은 바이트이다.
		guess := strings.Trim(FirstRead, `"`)
		if plain, err := strconv.Unquote(`"` + guess + `"`); err == nil {
			guess = plain
		}
		return grader.Guess(fmt.Sprintf("%q", buf[:n]), fmt.Sprintf("%q", guess), map[string]string{"안": wholeRune, "안녕": beyondBuffer}[guess])
	})
	task.At("한쪽씩-끝낸다").Try(t, "AfterFIN", func(*testing.T) error {
		if AfterFIN == `?` {
			return grader.Todo
		}
		client, server := halfPipe()
		server.CloseWrite()
		go func() {
			io.WriteString(client, "아직 말합니다")
			client.CloseWrite()
		}()
		heard, err := io.ReadAll(server)
		fact := "아니요"
		if err == nil && len(heard) > 0 {
			fact = "예"
		}
		guess := strings.Replace(strings.Trim(AfterFIN, "\" ."), "네", "예", 1)
		return grader.Guess(fact, guess, map[string]string{"아니요": bothEnd}[guess])
	})
}

// readsBetween은 every번 쓸 때마다 한 번씩 읽으면 열 번 쓴 것이 몇 번에 읽히는지이다.
func readsBetween(every int) (reads int) {
	var stream bytes.Buffer
	buf := make([]byte, 100)
	for i := range 10 {
		fmt.Fprintf(&stream, "Hello %d ", i)
		if (i+1)%every == 0 {
			if n, _ := stream.Read(buf); n > 0 {
				reads++
			}
		}
	}
	return reads
}
