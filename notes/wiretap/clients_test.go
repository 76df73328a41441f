package main

import (
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// pollTwice는 한 연결로 읽고, 적고, 다시 읽는다. 03의 클라이언트는 두 가지를 동시에 해서 순서가 바뀐다.
func pollTwice(t *testing.T, addr string) {
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	for _, ask := range []func() (*http.Response, error){
		func() (*http.Response, error) { return client.Get("http://" + addr + "/messages?after=0") },
		func() (*http.Response, error) {
			return client.PostForm("http://"+addr+"/messages", url.Values{"text": {"안녕"}})
		},
		func() (*http.Response, error) { return client.Get("http://" + addr + "/messages?after=0&wait=25s") },
	} {
		response, err := ask()
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, response.Body)
		response.Body.Close()
	}
}

// answerOnce는 06의 페이지가 하는 일을 한 번 한다: 서버의 말을 듣고, 답하고, 끝낸다.
func answerOnce(t *testing.T, addr string) {
	conn, _, err := websocket.DefaultDialer.Dial("ws://"+addr+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, _, err := conn.ReadMessage(); err != nil {
		t.Fatal(err)
	}
	conn.WriteMessage(websocket.TextMessage, []byte("잘 들었습니다"))
	conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(time.Second))
	conn.ReadMessage() // 상대의 종료 프레임까지
}
