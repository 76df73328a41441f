//go:build exercise

package exercise_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"socketworkbook/02-udp/exercise"
	"socketworkbook/internal/grader"
)

const (
	cuts      = "버퍼가 데이터그램보다 짧음"
	uncut     = "받은 만큼 자르지 않음"
	noRoom    = "받은 것을 담지 않고 돌려줌(copy는 담을 곳의 길이만큼만 복사함)"
	asStream  = "데이터그램 하나를 받고도 또 읽음"
	shares    = "다음에 받을 버퍼를 그대로 돌려줌"
	noEmpty   = "빈 데이터그램을 건너뜀"
	emptyFail = "빈 데이터그램을 오류로 여김"
	swallowed = "읽기의 오류를 버림"
	impatient = "데이터그램이 올 때까지 기다리지 않음"
)

func TestReceive(t *testing.T) {
	task := grader.Task{File: "02-udp/exercise/2_receive.go", Note: "notes/02-udp.md#버퍼보다-긴-데이터그램"}

	for _, size := range []int{7, 1200, 9216, 65_507} {
		task.Try(t, fmt.Sprintf("%d바이트", size), func(*testing.T) error { return receives(size) })
	}
	task.Try(t, "백 개를 차례로", func(*testing.T) error { return keepsAll() })
	task.Try(t, "빈 데이터그램", func(*testing.T) error {
		got, _, err := exercise.Receive(box("", "다음"))
		if err != nil {
			return grader.Wrong{Want: "0바이트(오류 없음)", Got: fmt.Sprintf("오류 %q", err), Mistake: emptyFail}
		}
		mistake := map[string]string{"다음": noEmpty}[string(got)]
		return grader.Same("0바이트(오류 없음)", fmt.Sprintf("%d바이트(오류 없음)", len(got)), mistake)
	})
	for _, before := range []int{0, 1} {
		task.Try(t, fmt.Sprintf("%d개를 받은 다음에 난 오류", before), func(*testing.T) error {
			conn := box("하나", "둘")
			conn.failsAt = before
			for range before {
				exercise.Receive(conn)
			}
			_, _, err := exercise.Receive(conn)
			mistake := map[bool]string{true: swallowed}[err == nil]
			return grader.Same(receiveError(errBroken), receiveError(err), mistake)
		})
	}
	task.Try(t, "한 해 뒤에 온 데이터그램", grader.LongWait(func() error {
		conn := box("안녕")
		conn.delay = 365 * 24 * time.Hour // 가짜 시계
		got, _, err := exercise.Receive(conn)
		return grader.Same(`"안녕"(오류 없음)`, fmt.Sprintf("%q(%s)", got, receiveError(err)), impatient)
	}))
}

// receives는 size바이트인 데이터그램 하나를 한 번에 다 받는지 본다.
func receives(size int) error {
	got, _, err := exercise.Receive(box(strings.Repeat("a", size)))
	if errors.Is(err, errEmpty) {
		return grader.Wrong{Want: "읽기 한 번", Got: "읽기 두 번", Mistake: asStream}
	}
	if err != nil {
		return grader.Wrong{Want: fmt.Sprintf("%d바이트", size), Got: fmt.Sprintf("오류 %q", err)}
	}
	mistake := ""
	switch {
	case len(got) == 0:
		mistake = noRoom
	case len(got) < size && size > 7: // 짧은 것은 다 받았다.
		mistake = cuts
	case len(got) > size:
		mistake = uncut
	}
	return grader.Same(fmt.Sprintf("%d바이트", size), fmt.Sprintf("%d바이트", len(got)), mistake)
}

// keepsAll은 백 개를 받아 두어도 앞의 것이 그대로인지 본다.
func keepsAll() error {
	var sent []string
	for i := range 100 {
		sent = append(sent, fmt.Sprintf("메시지 %d", i+1))
	}
	conn := box(sent...)
	var messages [][]byte
	for i, text := range sent {
		message, from, err := exercise.Receive(conn)
		if err != nil {
			return grader.Wrong{Want: fmt.Sprintf("%q", text), Got: fmt.Sprintf("오류 %q", err)}
		}
		want := fmt.Sprintf("%q(보낸 주소 %v)", text, friend(i+1))
		if err := grader.Same(want, fmt.Sprintf("%q(보낸 주소 %v)", message, from), ""); err != nil {
			return err
		}
		messages = append(messages, message)
	}
	for i, text := range sent {
		if err := grader.Same(fmt.Sprintf("그대로인 %q", text), fmt.Sprintf("%q", messages[i]), shares); string(messages[i]) != text {
			return err
		}
	}
	return nil
}

func receiveError(err error) string {
	return grader.NameOf(err, map[error]string{errBroken: "읽기가 준 오류"})
}
