//go:build exercise

package exercise_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"testing"
	"time"

	"socketworkbook/01-raw-tcp/exercise"
	"socketworkbook/internal/grader"
)

const (
	oneAtATime   = "한 번에 한 클라이언트만 맡음"
	someAtATime  = "함께 맡는 클라이언트의 수에 한도를 둠"
	handledTwice = "한 연결을 두 번 맡음"
	closesUnder  = "handle이 끝나기 전에 연결을 닫음"
	leftOpen     = "handle이 끝난 연결을 닫지 않음"
	onlyFirst    = "첫 클라이언트만 받고 더 받지 않음"
	errorLost    = "Accept의 오류를 버림"
	otherError   = "Accept의 오류를 다른 오류로 바꿈"
	closedFails  = "리스너를 닫은 것을 오류로 알림"
)

func TestServe(t *testing.T) {
	task := grader.Task{File: "01-raw-tcp/exercise/2_serve.go", Note: "notes/01-raw-tcp.md#코드"}

	task.Try(t, "아무것도 하지 않는 클라이언트 여럿", grader.Bubble(idleCrowd))
	task.Try(t, "맡은 연결", grader.Bubble(oneAfterAnother))
	for first, name := range []string{"첫째", "둘째"} { // 둘 가운데 누가 먼저 끝나도 나머지를 기다린다.
		task.Try(t, "리스너를 닫을 때 남은 두 클라이언트, "+name+"가 먼저 끝남", grader.Bubble(func() error { return twoLeft(first) }))
	}
	task.Try(t, "받자마자 리스너가 닫힘", grader.Bubble(justAccepted))
	task.Try(t, "한 해 동안 끝나지 않는 클라이언트", grader.LongWait(aYear))
	task.Try(t, "클라이언트가 없을 때", grader.Bubble(func() error {
		ln := newListener(net.ErrClosed)
		return closedWell(exercise.Serve(ln, func(net.Conn) {}))
	}))
	for _, clients := range []int{0, 1} {
		task.Try(t, fmt.Sprintf("클라이언트를 %d개 받은 다음 Accept가 실패함", clients), grader.Bubble(func() error { return acceptFails(clients) }))
	}
}

// idleCrowd는 handle이 끝나지 않는 클라이언트를 모두 함께 맡는지, 저마다 한 번씩 맡는지 본다.
func idleCrowd() error {
	many := 12_000
	if grader.Race {
		many = 5_000
	}
	ln, leave := newListener(nil), make(chan struct{})
	for port := range many {
		ln.arrive(port)
	}
	handled := make(chan string, 2*many)
	ended := start(ln, func(conn net.Conn) {
		handled <- conn.RemoteAddr().String()
		<-leave
	})
	clients := map[string]int{}
	together := count(clients, handled, many)
	close(leave)
	count(clients, handled, many)
	ln.Close()
	<-ended
	for _, times := range clients {
		if times > 1 {
			return grader.Wrong{Want: "연결마다 한 번 handle을 부름", Got: fmt.Sprintf("한 연결로 %d번 부름", times), Mistake: handledTwice}
		}
	}
	mistake := someAtATime
	switch {
	case len(clients) == 1:
		mistake = onlyFirst
	case len(clients) < many:
		mistake = ""
	case together == 1:
		mistake = oneAtATime
	}
	return grader.Same(fmt.Sprintf("함께 맡은 클라이언트 %d개", many), fmt.Sprintf("함께 맡은 클라이언트 %d개", together), mistake)
}

// count는 handled를 clients에 센다. many번까지 세거나, 더 오지 않으면 그만둔다.
func count(clients map[string]int, handled chan string, many int) (sum int) {
	for _, times := range clients {
		sum += times
	}
	for silence := time.After(time.Hour); sum < many; sum++ { // 가짜 시계
		select {
		case client := <-handled:
			clients[client]++
		case <-silence:
			return sum
		}
	}
	return sum
}

// oneAfterAnother는 handle이 끝난 연결을 닫는지, 그다음에도 또 받는지 본다.
func oneAfterAnother() error {
	ln := newListener(nil)
	ended := start(ln, func(conn net.Conn) { io.WriteString(conn, "잘 가") })
	defer func() {
		ln.Close()
		<-ended
	}()
	for port := range 2 {
		client := ln.arrive(port)
		client.SetReadDeadline(time.Now().Add(time.Hour)) // 가짜 시계
		heard, err := io.ReadAll(client)
		client.Close()
		if err != nil && len(heard) == 0 && port > 0 {
			return grader.Wrong{Want: "또 받기", Got: "받지 않음", Mistake: onlyFirst}
		}
		if err != nil {
			return grader.Wrong{Want: "닫힌 연결", Got: "열려 있는 연결", Mistake: leftOpen}
		}
		if err := grader.Same(`"잘 가"를 받고 닫힘`, fmt.Sprintf("%q를 받고 닫힘", heard), closesUnder); err != nil {
			return err
		}
	}
	return nil
}

// acceptFails는 Accept의 오류를 돌려주는지 본다.
func acceptFails(clients int) error {
	ln := newListener(errAccept)
	for port := range clients {
		ln.arrive(port)
	}
	got := exercise.Serve(ln, func(net.Conn) {})
	switch {
	case errors.Is(got, errAccept):
		return nil
	case got == nil:
		return grader.Wrong{Want: "Accept가 준 오류", Got: "nil", Mistake: errorLost}
	}
	return grader.Wrong{Want: "Accept가 준 오류", Got: fmt.Sprintf("오류 %q", got), Mistake: otherError}
}

func closedWell(err error) error {
	if err != nil {
		return grader.Wrong{Want: "nil", Got: fmt.Sprintf("오류 %q", err), Mistake: closedFails}
	}
	return nil
}
