//go:build exercise

package exercise_test

import (
	"fmt"
	"io"
	"net"
	"runtime"
	"sync/atomic"
	"time"

	"socketworkbook/01-raw-tcp/exercise"
	"socketworkbook/internal/grader"
)

const (
	notWaiting = "남은 클라이언트를 기다리지 않고 돌아옴"
	oneIsAll   = "남은 클라이언트 가운데 하나만 기다림"
	uncounted  = "방금 받은 클라이언트를 기다리지 않음"
	gaveUp     = "남은 클라이언트를 기다리다 말고 돌아옴"
	cutsOff    = "남은 클라이언트의 연결을 끊음"
)

// twoLeft는 first가 먼저 끝날 때 나머지도 기다리는지 본다.
func twoLeft(first int) error {
	ln := newListener(nil)
	leave := []chan struct{}{make(chan struct{}), make(chan struct{})}
	began := make(chan bool)
	ended := start(ln, func(conn net.Conn) {
		port := conn.RemoteAddr().(*net.TCPAddr).Port
		began <- true
		<-leave[port]
		io.WriteString(conn, "잘 가")
	})
	heard := []chan string{hear(ln.arrive(0)), hear(ln.arrive(1))}
	<-began
	<-began
	ln.Close()
	grader.Moment()
	if len(ended) > 0 {
		close(leave[0])
		close(leave[1])
		return grader.Wrong{Want: "둘 다 기다림", Got: "먼저 돌아옴", Mistake: notWaiting}
	}
	close(leave[first])
	grader.Moment()
	early := len(ended) > 0
	close(leave[1-first])
	if early {
		return grader.Wrong{Want: "둘 다 기다림", Got: "하나가 남았는데 돌아옴", Mistake: oneIsAll}
	}
	if err := closedWell(<-ended); err != nil {
		return err
	}
	return grader.Same(`둘이 받은 것 "잘 가" "잘 가"`, fmt.Sprintf("둘이 받은 것 %q %q", <-heard[0], <-heard[1]), cutsOff)
}

// justAccepted는 받자마자 리스너가 닫혀도 그 클라이언트를 기다리는지 본다. 고루틴이 언제 시작될지는 알 수 없으므로 여러 번 해 본다.
func justAccepted() error {
	for range 200 {
		ln := newListener(net.ErrClosed)
		ln.arrive(0)
		var finished atomic.Bool
		err := exercise.Serve(ln, func(net.Conn) {
			runtime.Gosched()
			finished.Store(true)
		})
		if !finished.Load() {
			return grader.Wrong{Want: "handle이 끝난 다음에 돌아옴", Got: "handle보다 먼저 돌아옴", Mistake: uncounted}
		}
		if err := closedWell(err); err != nil {
			return err
		}
	}
	return nil
}

// aYear는 한 해 동안 끝나지 않는 클라이언트도 기다리는지 본다.
func aYear() error {
	ln, leave := newListener(nil), make(chan struct{})
	ended := start(ln, func(conn net.Conn) {
		<-leave
		io.WriteString(conn, "잘 가")
	})
	heard := hear(ln.arrive(0))
	ln.Close()
	time.Sleep(365 * 24 * time.Hour) // 가짜 시계
	early := len(ended) > 0
	close(leave)
	<-ended
	if early {
		return grader.Wrong{Want: "끝까지 기다림", Got: "먼저 돌아옴", Mistake: gaveUp}
	}
	return grader.Same(`받은 것 "잘 가"`, fmt.Sprintf("받은 것 %q", <-heard), cutsOff)
}
