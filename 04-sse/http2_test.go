package main

import (
	"bufio"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

// HTTP/2의 서버는 쓰기 데드라인이 지나는 순간 스트림을 끊는다. HTTP/1.1에서는 다음에 쓸 때에야 알게 된다.
// 조용한 스트림은 어느 쪽에서도 이어져야 한다.
func TestQuietStreamOverHTTP2(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log.SetOutput(io.Discard)
		pipe, s := lessontest.NewPipe(), newServer()
		var h2 http.Protocols
		h2.SetUnencryptedHTTP2(true) // TLS가 없는 HTTP/2. 인증서 없이 해 볼 수 있다.
		server := &http.Server{Handler: s.handle(), WriteTimeout: writeTimeout, Protocols: &h2}
		go server.Serve(pipe)
		defer server.Close()
		client := pipe.Client()
		client.Transport.(*http.Transport).Protocols = &h2
		response, err := client.Get("http://localhost/events")
		if err != nil {
			t.Fatal(err)
		}
		defer client.CloseIdleConnections()
		defer response.Body.Close()
		stream := bufio.NewReader(response.Body)
		read(stream) // retry
		read(stream) // welcome
		time.Sleep(12 * time.Second)
		s.room.Add("", "조용하다가")
		if got := read(stream); got != "id: 1\ndata: 조용하다가\n\n" || response.Proto != "HTTP/2.0" {
			t.Errorf("%s %q", response.Proto, got)
		}
		s.cutAll(httptest.NewRecorder(), nil)
		if _, err := io.ReadAll(stream); err != nil {
			t.Error(err)
		}
	})
}
