//go:build exercise

package exercise

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"socketworkbook/internal/exercise"
)

const (
	writesAreReads = "쓰기 한 번이 읽기 한 번이라고 믿음"
	wholeRune      = "글자의 경계에서 잘린다고 믿음"
	bothEnd        = "FIN이 양쪽을 다 끝낸다고 믿음"
)

func TestPredict(t *testing.T) {
	task := exercise.Task{File: "01-raw-tcp/exercise/1_predict.go", Note: "notes/01-raw-tcp.md#경계가-없다"}

	task.Try(t, "Reads", func(*testing.T) error {
		if Reads == -1 {
			return exercise.Todo
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
		mistake := ""
		if Reads == 10 {
			mistake = writesAreReads
		}
		return exercise.Same(fmt.Sprint(reads), fmt.Sprint(Reads), mistake)
	})
	task.Try(t, "FirstRead", func(*testing.T) error {
		if FirstRead == `?` {
			return exercise.Todo
		}
		buf := make([]byte, 4)
		n, _ := strings.NewReader("안녕").Read(buf)
		mistake := ""
		if strings.Trim(FirstRead, `"`) == "안" {
			mistake = wholeRune
		}
		return exercise.Same(strings.Trim(fmt.Sprintf("%q", buf[:n]), `"`), strings.Trim(FirstRead, `"`), mistake)
	})
	task.Try(t, "AfterFIN", func(*testing.T) error {
		if AfterFIN == `?` {
			return exercise.Todo
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
		return exercise.Same(fact, AfterFIN, bothEnd)
	})
}
