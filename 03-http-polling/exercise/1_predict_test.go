//go:build exercise

package exercise_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
	"socketworkbook/internal/lesson/lessontest"
)

const (
	noNewline   = "본문의 끝에 있는 줄바꿈을 빠뜨림"
	oneByteLine = "헤더의 줄바꿈을 한 바이트로 셈"
	onlyBody    = "헤더를 빠뜨리고 본문만 셈"
	onlyHead    = "본문을 빠뜨리고 헤더만 셈"
	noBlank     = "헤더를 끝내는 빈 줄을 빠뜨림"
	fromNote    = "Cache-Control 헤더를 빠뜨림"
	lastCounts  = "꼭 10초가 되는 때의 요청까지 셈"
	asksTwice   = "응답을 받기 전에 다시 요청한다고 믿음"
	firstIsZero = "처음의 요청을 빠뜨림"
	longAsShort = "롱 폴링도 1초마다 요청한다고 믿음"
	noSuchPath  = "없는 경로와 틀린 메서드를 구별하지 않음"
)

func TestPredict(t *testing.T) {
	task := grader.Task{File: "03-http-polling/exercise/1_predict.go", Note: "notes/03-http-polling.md#선에서-보이는-것"}

	for _, test := range []struct {
		name     string
		guess    any
		fact     func(*lessontest.Pipe) (int, error)
		mistakes map[string]string
		anchor   string // 노트의 볼 곳
	}{
		{"Body", exercise.Body, bodyBytes, map[string]string{"2": noNewline}, "선에서-보이는-것"},
		{"Answer", exercise.Answer, answerBytes, map[string]string{"3": onlyBody, "129": oneByteLine, "130": oneByteLine, "134": noNewline, "132": onlyHead, "133": noBlank, "110": fromNote}, "선에서-보이는-것"},
		{"ShortAsks", exercise.ShortAsks, asksIn10s(time.Second, 0), map[string]string{"9": firstIsZero, "11": lastCounts}, "폴링과-롱-폴링"},
		{"LongAsks", exercise.LongAsks, asksIn10s(0, 25*time.Second), map[string]string{"0": firstIsZero, "2": asksTwice, "10": longAsShort}, "폴링과-롱-폴링"},
		{"WrongMethod", exercise.WrongMethod, wrongMethod, map[string]string{"404": noSuchPath}, "요청과-응답"},
	} {
		task.At(test.anchor).Try(t, test.name, grader.Bubble(func() error {
			return grader.Predict(test.guess, test.mistakes, func() (string, error) {
				fact, err := test.fact(lessontest.NewPipe())
				return fmt.Sprint(fact), err
			})
		}))
	}
}

func bodyBytes(pipe *lessontest.Pipe) (int, error) {
	_, body, err := emptyAnswer(pipe)
	return body, err
}

func answerBytes(pipe *lessontest.Pipe) (int, error) {
	all, _, err := emptyAnswer(pipe)
	return all, err
}

// emptyAnswer는 서버에 한 번 요청하고, 응답 전체와 본문의 바이트를 센다.
func emptyAnswer(pipe *lessontest.Pipe) (all, body int, err error) {
	stop := serveOn(pipe, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode([]string{})
	}))
	defer stop()
	conn, err := pipe.Dial()
	if err != nil {
		return 0, 0, err
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		return 0, 0, err
	}
	var wire strings.Builder // 선에서 온 것 그대로
	response, err := http.ReadResponse(bufio.NewReader(io.TeeReader(conn, &wire)), nil)
	if err != nil {
		return 0, 0, err
	}
	text, err := io.ReadAll(response.Body)
	return wire.Len(), len(text), err
}

// asksIn10s는 새 메시지가 없는 10초 동안 서버가 받은 요청을 센다. 서버는 hold만큼 응답을 미루고, 클라이언트는 rest만큼 쉰다.
func asksIn10s(rest, hold time.Duration) func(*lessontest.Pipe) (int, error) {
	return func(pipe *lessontest.Pipe) (int, error) {
		var asked atomic.Int32
		stop := serveOn(pipe, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked.Add(1)
			select {
			case <-time.After(hold):
			case <-r.Context().Done():
			}
		}))
		defer stop()
		client := pipe.Client()
		defer client.CloseIdleConnections()
		ctx, leave := context.WithTimeout(context.Background(), 10*time.Second-time.Nanosecond)
		defer leave()
		for ctx.Err() == nil {
			request, err := http.NewRequestWithContext(ctx, "GET", "http://x/", nil)
			if err != nil {
				return 0, err
			}
			response, err := client.Do(request)
			if err != nil {
				break // 10초가 지났다.
			}
			response.Body.Close()
			select {
			case <-time.After(rest):
			case <-ctx.Done():
			}
		}
		return int(asked.Load()), nil
	}
}

func wrongMethod(pipe *lessontest.Pipe) (int, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /name", func(http.ResponseWriter, *http.Request) {})
	stop := serveOn(pipe, mux)
	defer stop()
	client := pipe.Client()
	defer client.CloseIdleConnections()
	response, err := client.Get("http://x/name")
	if err != nil {
		return 0, err
	}
	response.Body.Close()
	return response.StatusCode, nil
}

// serveOn은 진짜 http.Server를 메모리 속의 리스너에서 켠다.
func serveOn(pipe *lessontest.Pipe, handler http.Handler) (stop func()) {
	server, ended := &http.Server{Handler: handler}, make(chan error, 1)
	go func() { ended <- server.Serve(pipe) }()
	return func() {
		server.Close()
		<-ended
	}
}
