package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

// 이 파일의 테스트는 노트의 "더 알기"가 보여 주는 것이다. t.Log가 찍는 글을 노트가 옮겨 적는다.
// 시계는 가짜이다. 10초를 기다리는 데 10초가 걸리지 않는다.

// 서버의 쓰기 데드라인은 요청을 읽었을 때 한 번 정해진다. 미루지 않으면 스트림이 그때 잘린다.
func TestWriteTimeoutCutsTheStream(t *testing.T) {
	for _, test := range []struct {
		name   string
		extend bool
		want   time.Duration
	}{{"데드라인을 그대로 둔 스트림", false, 10 * time.Second}, {"줄마다 미룬 스트림", true, time.Minute}} {
		lasted := flow(t, func(w http.ResponseWriter, r *http.Request) {
			control := http.NewResponseController(w)
			for end := time.After(time.Minute); ; {
				if test.extend {
					control.SetWriteDeadline(time.Now().Add(10 * time.Second))
				}
				fmt.Fprint(w, "data: 째깍\n\n")
				if control.Flush() != nil {
					return
				}
				select {
				case <-time.After(300 * time.Millisecond):
				case <-end:
					return
				}
			}
		}, func(stream *bufio.Reader) { io.Copy(io.Discard, stream) })
		t.Logf("%s: %v 뒤에 끝남", test.name, lasted)
		if lasted < test.want || lasted > test.want+time.Second {
			t.Errorf("%s: %v를 바랐다", test.name, test.want)
		}
	}
}

// 헤더도 버퍼에 모인다. 내보내지 않으면 브라우저는 첫 이벤트가 올 때까지 열린 줄 모른다.
func TestHeadersWaitForFlush(t *testing.T) {
	for _, test := range []struct {
		name  string
		flush bool
		want  time.Duration
	}{{"헤더를 바로 내보낸 스트림", true, 0}, {"내보내지 않은 스트림", false, 5 * time.Second}} {
		took := flow(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/event-stream")
			control := http.NewResponseController(w)
			if test.flush {
				control.Flush()
			}
			time.Sleep(5 * time.Second) // 첫 메시지는 5초 뒤에 온다.
			fmt.Fprint(w, "data: 첫 메시지\n\n")
		}, func(stream *bufio.Reader) { stream.ReadString('\n') }) // 응답의 첫 줄
		t.Logf("%s: 헤더가 %v 만에 옴", test.name, took)
		if took != test.want {
			t.Errorf("%s: %v를 바랐다", test.name, test.want)
		}
	}
}

// flow는 가짜 시계 안에서 handler에 요청하고, read가 끝날 때까지 걸린 시간을 잰다.
func flow(t *testing.T, handler http.HandlerFunc, read func(*bufio.Reader)) (took time.Duration) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		pipe := lessontest.NewPipe()
		server := &http.Server{Handler: handler, WriteTimeout: 10 * time.Second}
		go server.Serve(pipe)
		conn, err := pipe.Dial()
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		stream := bufio.NewReader(conn)
		read(stream)
		took = time.Since(began)
		io.Copy(io.Discard, stream) // 핸들러가 끝나기를 기다린다.
		conn.Close()
		server.Close()
	})
	return took
}
