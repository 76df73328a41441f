//go:build exercise

package exercise_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"

	"socketworkbook/01-raw-tcp/exercise"
	"socketworkbook/internal/grader"
)

const (
	nothingSent = "w에 아무것도 적지 않음(버퍼에 적었다면 Flush)"
	wrongOrder  = "길이를 작은 자리부터 적음(little endian)"
	wrongLength = "글자 수를 길이로 적음"
	withHeader  = "길이를 적는 4바이트까지 셈"
	emptyUnsent = "빈 메시지를 적지 않음"
	exactRefuse = "한도와 꼭 같은 프레임을 거절함"
	longSent    = "너무 긴 메시지를 조금이라도 적음"
	writeLost   = "쓰기의 오류를 버림"
	changesIt   = "받은 메시지를 고침"
)

func TestFrames(t *testing.T) {
	task := grader.Task{File: "01-raw-tcp/exercise/4_frames.go", Note: "notes/01-raw-tcp.md#경계가-없다"}

	task.Try(t, "적기", func(*testing.T) error { return writes("안녕", "00 00 00 06 ec 95 88 eb 85 95") })
	task.Try(t, "빈 메시지를 적기", func(*testing.T) error { return writes("", "00 00 00 00") })
	task.Try(t, "300바이트를 적기", func(*testing.T) error {
		return writes(string(make([]byte, 300)), "00 00 01 2c"+string(bytes.Repeat([]byte(" 00"), 300)))
	})
	task.Try(t, "너무 긴 것을 적기", func(*testing.T) error {
		var w bytes.Buffer
		err := exercise.WriteFrame(&w, make([]byte, exercise.MaxFrame+1))
		mistake := ""
		if w.Len() > 0 {
			mistake = longSent
		}
		return grader.Same("ErrTooLong(적은 것 0바이트)", fmt.Sprintf("%s(적은 것 %d바이트)", frameError(err), w.Len()), mistake)
	})
	for after := range 10 {
		task.Try(t, fmt.Sprintf("%d바이트를 적으면 끊기는 곳에 적기", after), func(*testing.T) error {
			err := exercise.WriteFrame(&failing{left: after}, []byte("안녕"))
			mistake := map[bool]string{true: writeLost}[err == nil]
			return grader.Same(frameError(errBroken), frameError(err), mistake)
		})
	}
	readFrames(t, task)
}

// writes는 message를 적으면 want가 적히는지, message는 그대로인지 본다.
func writes(message, want string) error {
	memory := []byte(message + "뒤에 있는 것")
	before := bytes.Clone(memory)
	var w bytes.Buffer
	if err := exercise.WriteFrame(&w, memory[:len(message)]); err != nil {
		return unexpected(err, "적음", "")
	}
	got, mistake := fmt.Sprintf("% x", w.Bytes()), ""
	switch {
	case w.Len() == 0 && message == "":
		mistake = emptyUnsent
	case w.Len() == 0:
		mistake = nothingSent
	case bytes.HasPrefix(w.Bytes(), []byte{6, 0, 0, 0}):
		mistake = wrongOrder
	case bytes.HasPrefix(w.Bytes(), []byte{0, 0, 0, 2, 0xec}):
		mistake = wrongLength
	case bytes.HasPrefix(w.Bytes(), []byte{0, 0, 0, 10, 0xec}):
		mistake = withHeader
	}
	if w.Len() == 0 {
		got = "0바이트"
	}
	if err := grader.Same(want, got, mistake); err != nil {
		return err
	}
	if !bytes.Equal(memory, before) {
		return grader.Wrong{Want: "그대로인 message", Got: "바뀐 message", Mistake: changesIt}
	}
	return nil
}

// unexpected는 나면 안 되는 오류가 났다는 것이다. tooLong은 그것이 ErrTooLong일 때의 실수이다.
func unexpected(err error, want, tooLong string) error {
	if errors.Is(err, grader.Todo) {
		return err
	}
	mistake := map[bool]string{true: tooLong}[errors.Is(err, exercise.ErrTooLong)]
	return grader.Wrong{Want: want, Got: frameError(err), Mistake: mistake}
}

// frameError는 알려진 오류의 이름이다.
func frameError(err error) string {
	return grader.NameOf(err, map[error]string{
		exercise.ErrTooLong: "ErrTooLong", errBroken: "끊긴 쪽이 준 오류", io.ErrUnexpectedEOF: "io.ErrUnexpectedEOF", io.EOF: "io.EOF",
	})
}
