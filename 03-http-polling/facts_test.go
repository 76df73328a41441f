package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

// 이 파일의 테스트는 노트의 "옛 노트 바로잡기"와 "더 알기"가 보여 주는 것이다. t.Log가 찍는 글을 노트가 옮겨 적는다.

// 요청의 본문을 다 보내기 전에 응답이 올 수 있다. Go의 HTTP/1.1 서버는 EnableFullDuplex를 불러야 그렇게 한다.
func TestAnswerWhileAsking(t *testing.T) {
	for _, both := range []bool{false, true} {
		early, whole := stream(t, both)
		t.Logf("EnableFullDuplex %v: 본문을 보내는 사이에 온 응답 %q, 다 보낸 뒤에 온 응답 %q", both, early, whole)
		if (early != "") != both || both && early+whole != "하나 잘 받음\n둘 잘 받음\n" {
			t.Error("짐작과 다르다")
		}
	}
}

// stream은 본문을 한 줄 보낸 채 응답이 오는지 보고(early), 나머지를 보내고 남은 응답을 받는다(rest).
func stream(t *testing.T, both bool) (early, rest string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		pipe := lessontest.NewPipe()
		server := &http.Server{Handler: echoLines(both)}
		go server.Serve(pipe)
		defer server.Close()
		body, hand := io.Pipe()
		got, answer := io.Pipe()
		go func() {
			response, err := pipe.Client().Post("http://localhost/", "text/plain", body)
			if err == nil {
				_, err = io.Copy(answer, response.Body)
			}
			answer.CloseWithError(err)
		}()
		lines := make(chan string, 2)
		go func() {
			defer close(lines)
			for in := bufio.NewScanner(got); in.Scan(); {
				lines <- in.Text() + "\n"
			}
		}()
		fmt.Fprintln(hand, "하나")
		synctest.Wait() // 이제 아무도 더 할 일이 없다. 올 응답이면 왔다.
		if len(lines) > 0 {
			early = <-lines
		}
		fmt.Fprintln(hand, "둘")
		hand.Close()
		for line := range lines {
			rest += line
		}
	})
	return early, rest
}

// echoLines는 본문의 줄마다 바로 답하는 핸들러이다.
func echoLines(both bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if both {
			http.NewResponseController(w).EnableFullDuplex()
		}
		for in := bufio.NewScanner(r.Body); in.Scan(); {
			fmt.Fprintf(w, "%s 잘 받음\n", in.Text())
			http.NewResponseController(w).Flush()
		}
	}
}

// 롱 폴링의 메시지는 대개 한 번 건너면 보인다. 응답이 막 떠난 다음에 적힌 메시지는 세 번 건너야 보인다.
func TestLongPollTransits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newServer()
		written := make(chan time.Time, 2)
		add := func(text string) {
			written <- time.Now()
			s.room.Add("", text)
		}
		go func() {
			time.Sleep(time.Second) // 첫 요청은 서버에서 기다리고 있다.
			add("하나")
			synctest.Wait() // "하나"의 응답이 막 떠났다.
			add("둘")
		}()
		client := http.Client{Transport: far{s.handle()}}
		for after, name := range []string{"기다릴 때 적힌 메시지", "응답이 막 떠난 다음에 적힌 메시지"} {
			response, err := client.Get(fmt.Sprintf("http://localhost/messages?after=%d&wait=25s", after))
			if err != nil {
				t.Fatal(err)
			}
			response.Body.Close()
			late := time.Since(<-written)
			t.Logf("%s: %v 뒤에 보임 (%d번 건넘)", name, late, late/transit)
			if want := []time.Duration{transit, 3 * transit}[after]; late != want {
				t.Errorf("%v를 바랐다", want)
			}
		}
	})
}

const transit = 100 * time.Millisecond // 네트워크를 한 번 건너는 시간

// far는 handler까지 가는 데도, 오는 데도 transit이 걸리는 네트워크이다.
type far struct{ handler http.Handler }

func (f far) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(transit) // 가짜 시계
	answer := httptest.NewRecorder()
	f.handler.ServeHTTP(answer, r)
	time.Sleep(transit) // 가짜 시계
	return answer.Result(), nil
}

// TLS를 푸는 프록시 뒤의 프로그램에게는 r.TLS가 nil이다. Secure를 붙일지 r.TLS로 정하면 붙이지 못한다.
func TestProgramBehindProxySeesNoTLS(t *testing.T) {
	program := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, r.TLS == nil)
	}))
	defer program.Close()
	target, _ := url.Parse(program.URL)
	forward := httputil.NewSingleHostReverseProxy(target)
	var proxySawTLS bool
	proxy := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		proxySawTLS = r.TLS != nil
		forward.ServeHTTP(w, r)
	}))
	defer proxy.Close()
	response, err := proxy.Client().Get(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	isNil, _ := io.ReadAll(response.Body)
	t.Logf("HTTPS로 온 요청: 프록시의 r.TLS가 nil인가 %v, 그 뒤의 프로그램에서는 %s", !proxySawTLS, isNil)
	if !proxySawTLS || string(isNil) != "true" {
		t.Error("짐작과 다르다")
	}
}
