//go:build exercise

package exercise

import (
	"bufio"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/exercise"
	"socketworkbook/internal/lesson/lessontest"
)

const (
	notFlushed = "쓰고 나서 내보내지 않음"
	cutAtTen   = "서버의 쓰기 기한을 미루지 않음"
	noDeadline = "기한을 아예 없애서 읽지 않는 손님을 끊지 않음"
)

func TestStream(t *testing.T) {
	task := exercise.Task{File: "04-sse/exercise/stream.go", Note: "notes/04-sse.md#서버의-기한이-흐름을-자른다"}

	task.Try(t, "1분 동안 읽기", exercise.Bubble(func() error {
		seen, first, _ := flow(func(lines *bufio.Scanner) (n int, first time.Duration) {
			begin := time.Now()
			for time.Since(begin) < 58*time.Second && lines.Scan() {
				if strings.HasPrefix(lines.Text(), "data: ") {
					if n++; n == 1 {
						first = time.Since(begin)
					}
				}
			}
			return n, first
		})
		if first > 0 || seen == 0 {
			return exercise.Wrong{Want: "바로 온 첫 이벤트", Got: fmt.Sprintf("%v 만에 온 첫 이벤트", first), Mistake: notFlushed}
		}
		return exercise.Same("1분 동안 이벤트 12개", fmt.Sprintf("1분 동안 이벤트 %d개", seen), cutAtTen)
	}))
	task.Try(t, "읽지 않는 손님", exercise.Bubble(func() error {
		_, _, ended := flow(func(lines *bufio.Scanner) (int, time.Duration) {
			lines.Scan()
			time.Sleep(time.Minute) // 가짜 시계. 첫 줄만 읽고 멈춘다.
			return 0, 0
		})
		got := "끝난 핸들러"
		if !ended {
			got = "붙들려 있는 핸들러"
		}
		return exercise.Same("끝난 핸들러", got, noDeadline)
	}))
}

// flow는 메모리 속의 서버에서 Ticks를 켜고 read에게 읽힌다. read가 돌아왔을 때 핸들러가 끝나 있었는지도 알려 준다.
func flow(read func(*bufio.Scanner) (int, time.Duration)) (n int, first time.Duration, ended bool) {
	pipe := lessontest.NewPipe()
	done := make(chan struct{})
	server := &http.Server{WriteTimeout: 10 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer close(done)
		Ticks(w, r)
	})}
	go server.Serve(pipe)
	conn, err := pipe.Dial()
	if err != nil {
		return
	}
	fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	n, first = read(bufio.NewScanner(conn))
	select {
	case <-done:
		ended = true
	default:
	}
	conn.Close()
	<-done
	server.Close()
	return n, first, ended
}
