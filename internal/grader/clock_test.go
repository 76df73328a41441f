package grader

import (
	"errors"
	"runtime"
	"sync/atomic"
	"time"
)

var outside = make(chan bool)

// aYear는 가짜 시계로 한 해를 peek로 들여다보며 기다린다.
func aYear(peek func()) error {
	var over atomic.Bool
	time.AfterFunc(365*24*time.Hour, func() { over.Store(true) })
	for !over.Load() {
		peek()
	}
	return errors.New("1초 안에 여기까지 오지 않는다")
}

// realMoment는 쉬지 않고 도는 고루틴이 있어도 Moment가 끝나는지, 그동안 가짜 시계가 멈추어 있는지 본다.
func realMoment() error {
	var over, late atomic.Bool
	time.AfterFunc(time.Nanosecond, func() { late.Store(true) })
	go func() {
		for !over.Load() {
			runtime.Gosched()
		}
	}()
	Moment()
	over.Store(true)
	return Same("멈춘 시계", map[bool]string{true: "가는 시계", false: "멈춘 시계"}[late.Load()], "")
}
