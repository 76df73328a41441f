package chat

import (
	"bufio"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

// HTTP/2의 서버는 쓰기 데드라인이 지나는 순간 스트림을 끊는다. 조용하던 방의 스트림도 이어져야 한다.
func TestQuietStreamOverHTTP2(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe := lessontest.NewPipe()
		c := New(t.Context(), NewLocal(Remembered), Talking)
		var h2 http.Protocols
		h2.SetUnencryptedHTTP2(true)
		server := &http.Server{WriteTimeout: writeTimeout, Protocols: &h2, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			c.Stream(w, r, Visitor{ID: "가", Name: "바다"})
		})}
		go server.Serve(pipe)
		defer server.Close()
		client := pipe.Client()
		client.Transport.(*http.Transport).Protocols = &h2
		response, err := client.Get("http://localhost/chat/events")
		if err != nil {
			t.Fatal(err)
		}
		defer client.CloseIdleConnections()
		defer response.Body.Close()
		time.Sleep(12 * time.Second) // 가짜 시계. 하트비트보다 짧고 데드라인보다 길다.
		c.room.Post(t.Context(), "key", "바다", "조용하다가")
		for lines := bufio.NewScanner(response.Body); lines.Scan(); {
			if strings.Contains(lines.Text(), "조용하다가") {
				return
			}
		}
		t.Error("스트림이 끊겼다")
	})
}
