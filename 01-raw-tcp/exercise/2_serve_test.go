//go:build exercise

package exercise

import (
	"errors"
	"fmt"
	"io"
	"net"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/internal/grader"
	"socketworkbook/internal/lesson/lessontest"
)

const (
	oneAtATime  = "한 번에 한 클라이언트만 맡음"
	someAtATime = "클라이언트의 수에 한도를 둠"
	notWaiting  = "남은 클라이언트를 기다리지 않고 돌아옴"
	oneIsAll    = "남은 클라이언트 가운데 하나만 기다림"
	closesUnder = "handle이 끝나기 전에 연결을 닫음"
	leftOpen    = "handle이 끝난 연결을 닫지 않음"
	onlyFirst   = "첫 클라이언트만 받고 더 받지 않음"
	cutsOff     = "듣기를 그만두며 남은 연결을 끊음"
	errorLost   = "Accept의 오류를 버림"
	otherError  = "Accept의 오류를 다른 오류로 바꿈"
	closedFails = "리스너를 닫은 것을 오류로 알림"
)

func TestServe(t *testing.T) {
	task := grader.Task{File: "01-raw-tcp/exercise/2_serve.go", Note: "notes/01-raw-tcp.md#코드"}

	task.Try(t, "아무것도 하지 않는 클라이언트 이백 개", inBubble(func(ln *lessontest.Pipe) error {
		var served atomic.Int32
		leave := make(chan struct{})
		ended := start(ln, func(net.Conn) {
			served.Add(1)
			<-leave
		})
		for range 200 {
			go ln.Dial()
		}
		synctest.Wait()
		got, mistake := served.Load(), someAtATime
		if got == 1 {
			mistake = oneAtATime
		}
		close(leave)
		synctest.Wait()
		ln.Close()
		<-ended
		return grader.Same("함께 맡은 클라이언트 200개", fmt.Sprintf("함께 맡은 클라이언트 %d개", got), mistake)
	}))
	task.Try(t, "맡은 연결", inBubble(func(ln *lessontest.Pipe) error {
		ended := start(ln, func(conn net.Conn) { io.WriteString(conn, "잘 가") })
		defer func() {
			ln.Close()
			<-ended
		}()
		for range 2 { // 한 클라이언트가 떠난 다음에도 또 받는다.
			conn, err := dial(ln)
			if err != nil {
				return grader.Wrong{Want: "또 받기", Got: "받지 않음", Mistake: onlyFirst}
			}
			heard := make(chan string, 1)
			go func() {
				text, _ := io.ReadAll(conn)
				heard <- string(text)
			}()
			synctest.Wait()
			select {
			case text := <-heard:
				if err := grader.Same(`"잘 가"를 듣고 닫힘`, fmt.Sprintf("%q를 듣고 닫힘", text), closesUnder); err != nil {
					return err
				}
			default:
				conn.Close()
				return grader.Wrong{Want: "닫힌 연결", Got: "열려 있는 연결", Mistake: leftOpen}
			}
		}
		return nil
	}))
	for _, first := range []int{0, 1} { // 둘 가운데 누가 먼저 끝나도 나머지를 기다린다.
		task.Try(t, fmt.Sprintf("듣기를 그만둘 때 남은 두 클라이언트, %d째가 먼저 끝남", first+1), inBubble(func(ln *lessontest.Pipe) error {
			leave := []chan struct{}{make(chan struct{}), make(chan struct{})}
			var guest atomic.Int32
			ended := start(ln, func(conn net.Conn) {
				<-leave[guest.Add(1)-1]
				io.WriteString(conn, "잘 가")
			})
			heard := make(chan string, len(leave))
			for range leave {
				go func() {
					conn, err := ln.Dial()
					if err != nil {
						heard <- ""
						return
					}
					text, _ := io.ReadAll(conn)
					heard <- string(text)
				}()
				synctest.Wait()
			}
			ln.Close()
			time.Sleep(time.Hour) // 가짜 시계
			got, mistake := returned(ended), notWaiting
			close(leave[first])
			time.Sleep(time.Hour) // 가짜 시계
			if !got {
				got, mistake = returned(ended), oneIsAll
			}
			close(leave[1-first])
			if !got {
				if err := <-ended; err != nil {
					return grader.Wrong{Want: "nil", Got: fmt.Sprintf("오류 %q", err), Mistake: closedFails}
				}
			}
			time.Sleep(time.Hour) // 가짜 시계. 남은 고루틴이 끝날 시간을 준다.
			if err := grader.Same("둘 다 기다림", map[bool]string{true: "먼저 돌아옴", false: "둘 다 기다림"}[got], mistake); err != nil {
				return err
			}
			return grader.Same(`둘이 들은 말 "잘 가" "잘 가"`, fmt.Sprintf("둘이 들은 말 %q %q", <-heard, <-heard), cutsOff)
		}))
	}
	task.Try(t, "클라이언트가 없을 때", inBubble(func(ln *lessontest.Pipe) error {
		ended := start(ln, func(net.Conn) {})
		ln.Close()
		if err := <-ended; err != nil {
			return grader.Wrong{Want: "nil", Got: fmt.Sprintf("오류 %q", err), Mistake: closedFails}
		}
		return nil
	}))
	task.Try(t, "Accept의 오류", grader.Bubble(func() error {
		ended := start(&brokenListener{}, func(net.Conn) {})
		time.Sleep(time.Hour) // 가짜 시계
		if !returned(ended) {
			return grader.Wrong{Want: "Accept가 준 오류", Got: "돌아오지 않음", Mistake: errorLost}
		}
		got, mistake := <-ended, errorLost
		if got != nil {
			mistake = otherError
		}
		return grader.Same("Accept가 준 오류", map[bool]string{true: "Accept가 준 오류", false: fmt.Sprint("오류 ", got)}[errors.Is(got, errAccept)], mistake)
	}))
}

// start는 Serve를 켜고, 돌아오면 그 오류를 줄 채널을 돌려준다.
func start(ln net.Listener, handle func(net.Conn)) chan error {
	ended := make(chan error, 1)
	go func() { ended <- Serve(ln, handle) }()
	return ended
}

func returned(ended chan error) bool { return len(ended) > 0 }

// dial은 한 시간 안에 받아 주지 않으면 그만둔다.
func dial(ln *lessontest.Pipe) (net.Conn, error) {
	type result struct {
		conn net.Conn
		err  error
	}
	done := make(chan result, 1)
	go func() {
		conn, err := ln.Dial()
		done <- result{conn, err}
	}()
	select {
	case r := <-done:
		return r.conn, r.err
	case <-time.After(time.Hour): // 가짜 시계
		return nil, errors.New("받아 주지 않음")
	}
}

var errAccept = errors.New("열린 파일이 너무 많음")

// brokenListener는 클라이언트를 받지 못하는 리스너이다. 백 번 불러도 그만두지 않으면 닫힌다.
type brokenListener struct{ accepts atomic.Int32 }

func (l *brokenListener) Accept() (net.Conn, error) {
	if l.accepts.Add(1) > 100 {
		time.Sleep(2 * time.Hour) // 가짜 시계
		return nil, net.ErrClosed
	}
	return nil, errAccept
}
func (*brokenListener) Close() error   { return nil }
func (*brokenListener) Addr() net.Addr { return &net.TCPAddr{} }

// inBubble은 가짜 시계 안에서 메모리 속의 리스너로 해 본다. 포트를 쓰지 않는다.
func inBubble(do func(ln *lessontest.Pipe) error) func(*testing.T) error {
	return grader.Bubble(func() error { return do(lessontest.NewPipe()) })
}
