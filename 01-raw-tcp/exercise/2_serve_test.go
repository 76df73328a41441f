//go:build exercise

package exercise

import (
	"fmt"
	"io"
	"net"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"socketworkbook/internal/exercise"
	"socketworkbook/internal/lesson/lessontest"
)

const (
	oneAtATime = "한 번에 한 손님만 맡음"
	notWaiting = "남은 손님을 기다리지 않고 돌아옴"
	leftOpen   = "다 맡은 연결을 닫지 않음"
)

func TestServe(t *testing.T) {
	task := exercise.Task{File: "01-raw-tcp/exercise/2_serve.go", Note: "notes/01-raw-tcp.md#코드"}

	task.Try(t, "딴청 부리는 손님이 있을 때", inBubble(func(ln *lessontest.Pipe) error {
		var served atomic.Int32
		leave := make(chan struct{})
		ended := make(chan error, 1)
		go func() {
			ended <- Serve(ln, func(net.Conn) {
				served.Add(1)
				<-leave
			})
		}()
		for range 3 {
			go ln.Dial()
		}
		synctest.Wait()
		got := served.Load()
		close(leave)
		synctest.Wait()
		ln.Close()
		<-ended
		return exercise.Same("함께 맡은 손님 3명", fmt.Sprintf("함께 맡은 손님 %d명", got), oneAtATime)
	}))
	task.Try(t, "듣기를 그만둘 때 남은 손님", inBubble(func(ln *lessontest.Pipe) error {
		leave := make(chan struct{})
		ended := make(chan error, 1)
		go func() { ended <- Serve(ln, func(net.Conn) { <-leave }) }()
		go ln.Dial()
		synctest.Wait()
		ln.Close()
		synctest.Wait()
		got := "기다림"
		select {
		case <-ended:
			got = "먼저 돌아옴"
		default:
		}
		close(leave)
		synctest.Wait()
		return exercise.Same("기다림", got, notWaiting)
	}))
	task.Try(t, "다 맡은 연결", inBubble(func(ln *lessontest.Pipe) error {
		ended := make(chan error, 1)
		go func() { ended <- Serve(ln, func(conn net.Conn) { io.WriteString(conn, "잘 가") }) }()
		conn, err := ln.Dial()
		if err != nil {
			return err
		}
		closed := make(chan error, 1)
		go func() {
			_, err := io.ReadAll(conn)
			closed <- err
		}()
		synctest.Wait()
		got := "열려 있음"
		select {
		case <-closed:
			got = "닫힘"
		default:
			conn.Close()
		}
		ln.Close()
		<-ended
		return exercise.Same("닫힘", got, leftOpen)
	}))
}

// inBubble은 가짜 시계 안에서 메모리 속의 리스너로 해 본다. 포트를 쓰지 않는다.
func inBubble(do func(ln *lessontest.Pipe) error) func(*testing.T) error {
	return exercise.Bubble(func() error { return do(lessontest.NewPipe()) })
}
