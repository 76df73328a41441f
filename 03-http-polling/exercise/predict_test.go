//go:build exercise

package exercise

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/exercise"
	"socketworkbook/internal/lesson/lessontest"
)

const (
	longIsShort = "롱폴링도 쉬었다가 묻는다고 믿음"
	onlyBrace   = "줄바꿈을 세지 않음"
	noHead      = "머리를 세지 않음"
)

func TestPredict(t *testing.T) {
	task := exercise.Task{File: "03-http-polling/exercise/predict.go", Note: "notes/03-http-polling.md#폴링과-롱폴링"}

	for _, test := range []struct {
		name    string
		guess   int
		hold    time.Duration
		rest    time.Duration
		mistake string
	}{{"ShortPolls", ShortPolls, 0, time.Second, ""}, {"LongPolls", LongPolls, 25 * time.Second, 0, longIsShort}} {
		task.Try(t, test.name, exercise.Bubble(func() error {
			if test.guess == -1 {
				return exercise.Todo
			}
			answers := 0
			serve(test.hold, func(client *http.Client) {
				end := time.Now().Add(10 * time.Second)
				for time.Now().Before(end) {
					response, err := client.Get("http://x/")
					if err != nil {
						return
					}
					response.Body.Close()
					if time.Now().Before(end) {
						answers++
					}
					time.Sleep(test.rest) // 가짜 시계
				}
			})
			return exercise.Same(fmt.Sprint(answers), fmt.Sprint(test.guess), test.mistake)
		}))
	}
	var wire string
	task.Try(t, "EmptyBody", exercise.Bubble(func() error {
		if EmptyBody == -1 {
			return exercise.Todo
		}
		wire = overWire()
		_, body, _ := strings.Cut(wire, "\r\n\r\n")
		return exercise.Same(fmt.Sprint(len(body)), fmt.Sprint(EmptyBody), map[int]string{2: onlyBrace}[EmptyBody])
	}))
	task.Try(t, "WholeAnswer", exercise.Bubble(func() error {
		if WholeAnswer == -1 {
			return exercise.Todo
		}
		wire = overWire()
		_, body, _ := strings.Cut(wire, "\r\n\r\n")
		times := len(wire) / len(body)
		if WholeAnswer < times-10 || WholeAnswer > times+10 {
			return exercise.Wrong{Want: fmt.Sprintf("%d배쯤", times), Got: fmt.Sprintf("%d배", WholeAnswer), Mistake: map[int]string{1: noHead}[WholeAnswer]}
		}
		return nil
	}))
}

// serve는 hold만큼 쥐고 있다가 빈 답을 하는 서버를 메모리 속에서 켠다.
func serve(hold time.Duration, ask func(*http.Client)) {
	pipe := lessontest.NewPipe()
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(hold):
		case <-r.Context().Done():
		}
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, "[]\n")
	})}
	go server.Serve(pipe)
	client := pipe.Client()
	ask(client)
	client.CloseIdleConnections()
	server.Close()
}

// overWire는 답 하나가 선에서 어떤 바이트인지이다.
func overWire() string {
	pipe := lessontest.NewPipe()
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, "[]\n")
	})}
	go server.Serve(pipe)
	defer server.Close()
	conn, err := pipe.Dial()
	if err != nil {
		return ""
	}
	defer conn.Close()
	io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	conn.SetReadDeadline(time.Now().Add(time.Second))
	text, _ := io.ReadAll(conn)
	return string(text)
}
