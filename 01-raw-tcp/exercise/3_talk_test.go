//go:build exercise

package exercise_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"socketworkbook/internal/grader"
)

const (
	finFirst    = "보내기 전에 다 보냈다고 알림"
	noFIN       = "다 보냈다고 알리지 않고 기다림"
	sendFirst   = "다 보낼 때까지 읽지 않아서 서로 막힘"
	sendsPart   = "in을 다 보내지 않음"
	sendsOther  = "in을 그대로 보내지 않음"
	gone        = "답을 기다리지 않고 떠남"
	gaveUpOnIt  = "답을 기다리다 말고 떠남"
	leavesEarly = "답을 다 받지 않고 떠남"
	losesPart   = "받은 것을 다 적지 않음"
	changesText = "받은 것을 그대로 적지 않음"
	falseError  = "다 되었는데 오류를 돌려줌"
	neverClose  = "연결을 닫지 않음"
	errorUnseen = "보내거나 받다가 난 오류를 버림"
	errorOther  = "난 오류를 다른 오류로 바꿈"
)

func TestTalk(t *testing.T) {
	task := grader.Task{File: "01-raw-tcp/exercise/3_talk.go", Note: "notes/01-raw-tcp.md#한쪽씩-끝낸다"}

	task.Try(t, "다 받은 다음에 답하는 서버", grader.Bubble(func() error { return lateAnswer(grader.Moment, gone) }))
	task.Try(t, "한 해 뒤에 답하는 서버", grader.LongWait(func() error {
		return lateAnswer(func() { time.Sleep(365 * 24 * time.Hour) }, gaveUpOnIt) // 가짜 시계
	}))
	task.Try(t, "받자마자 돌려주는 서버", grader.Bubble(echoing))
	for _, broken := range []struct {
		name string
		set  func(s *session, after int)
	}{
		{"보내다가 끊긴 연결", func(s *session, after int) { s.conn.canWrite = after }},
		{"받다가 끊긴 연결", func(s *session, after int) { s.conn.canRead = after }},
		{"in을 읽다가 난 오류", func(s *session, after int) {
			s.in = io.MultiReader(iotest.OneByteReader(strings.NewReader(s.text[:after])), iotest.ErrReader(errBroken))
			s.listens = after
		}},
		{"out에 적다가 난 오류", func(s *session, after int) { s.out = &failing{left: after} }},
	} {
		for _, after := range []int{0, 1, 4} { // 처음에만 오류를 보는 풀이도 있다.
			task.Try(t, fmt.Sprintf("%s, %d바이트 다음", broken.name, after), grader.Bubble(func() error {
				s := newSession("hello 안녕")
				broken.set(s, after)
				return s.fails()
			}))
		}
	}
}

// lateAnswer의 서버는 다 받고, wait만큼 기다린 다음에 답한다. left는 답을 듣지 않고 떠난 실수이다.
func lateAnswer(wait func(), left string) error {
	s := newSession("hello 안녕\n")
	answer := "HELLO 안녕\n"
	go func() {
		io.Copy(io.Discard, s.server)
		wait()
		s.answer(answer)
	}()
	s.talk()
	switch {
	case s.conn.finFirst:
		return grader.Wrong{Want: "다 보낸 다음에 FIN", Got: "보내기 전에 FIN", Mistake: finFirst}
	case s.noFIN:
		return grader.Wrong{Want: fmt.Sprintf("%q", answer), Got: "서로 기다림", Mistake: noFIN}
	}
	return s.ended(answer, left)
}

// echoing의 서버는 받자마자 돌려준다. 우리가 읽지 않으면 서버의 쓰기가 막히고, 그러면 우리의 쓰기도 막힌다.
func echoing() error {
	s := newSession(strings.Repeat("동해물과 백두산이\r\n", 5_000) + "마르고 닳도록 \x00\xff")
	s.in = &pieces{strings.NewReader(s.text), 1_000}
	go func() {
		io.Copy(s.server, s.server)
		s.server.CloseWrite()
	}()
	s.talk()
	if s.stuck && s.sent != s.text {
		return grader.Wrong{Want: "모두", Got: "서로 막힘", Mistake: sendFirst}
	}
	return s.ended(s.text, gone)
}

// ended는 Talk가 in을 다 보내고, answer를 다 받고, 다 적고, 닫았는지 본다.
func (s *session) ended(answer, left string) error {
	size := func(text string) string { return fmt.Sprintf("%d바이트", len(text)) }
	switch out := s.heard.String(); {
	case s.sent != s.text && strings.HasPrefix(s.text, s.sent):
		return grader.Wrong{Want: "보낸 것 " + size(s.text), Got: "보낸 것 " + size(s.sent), Mistake: sendsPart}
	case s.sent != s.text:
		return grader.Wrong{Want: "보낸 것이 in 그대로", Got: "다른 " + size(s.sent), Mistake: sendsOther}
	case s.stuck:
		return grader.Wrong{Want: "돌아옴", Got: "돌아오지 않음"}
	case s.received == "":
		return grader.Wrong{Want: "받은 것 " + size(answer), Got: "받은 것 " + size(""), Mistake: left}
	case s.received != answer:
		return grader.Wrong{Want: "받은 것 " + size(answer), Got: "받은 것 " + size(s.received), Mistake: leavesEarly}
	case out != answer && strings.HasPrefix(answer, out):
		return grader.Wrong{Want: "out에 적은 것 " + size(answer), Got: "out에 적은 것 " + size(out), Mistake: losesPart}
	case out != answer:
		return grader.Wrong{Want: "out에 적은 것이 받은 그대로", Got: "다른 " + size(out), Mistake: changesText}
	case s.err != nil:
		return grader.Wrong{Want: "nil", Got: fmt.Sprintf("오류 %q", s.err), Mistake: falseError}
	}
	return s.closed()
}

// fails는 Talk가 errBroken을 돌려주고 닫는지 본다.
func (s *session) fails() error {
	go func() {
		io.CopyN(io.Discard, s.server, int64(s.listens))
		s.answer("HELLO 안녕")
		io.Copy(io.Discard, s.server)
	}()
	s.talk()
	switch {
	case s.stuck:
		return grader.Wrong{Want: "난 오류", Got: "돌아오지 않음"}
	case s.err == nil:
		return grader.Wrong{Want: "난 오류", Got: "nil", Mistake: errorUnseen}
	case !errors.Is(s.err, errBroken):
		return grader.Wrong{Want: fmt.Sprintf("난 오류 %q", errBroken), Got: fmt.Sprintf("오류 %q", s.err), Mistake: errorOther}
	}
	return s.closed()
}

func (s *session) closed() error {
	if !s.hungUp {
		return grader.Wrong{Want: "연결을 닫음", Got: "닫지 않음", Mistake: neverClose}
	}
	return nil
}
