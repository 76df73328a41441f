package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// sio는 라이브러리 없이 Socket.IO를 말하는 클라이언트이다. 같은 연결로 차례로 묻는다.
type sio struct {
	t    *testing.T
	addr string
	sid  string
	http http.Client
}

func (c *sio) url(scheme, transport string) string {
	address := scheme + "://" + c.addr + "/socket.io/?EIO=4&transport=" + transport
	if c.sid != "" {
		address += "&sid=" + c.sid
	}
	return address
}

// get은 롱 폴링 한 번이다. 온 본문을 돌려준다.
func (c *sio) get() string {
	return c.body(c.http.Get(c.url("http", "polling")))
}

func (c *sio) post(packets string) {
	if got := c.body(c.http.Post(c.url("http", "polling"), "text/plain;charset=UTF-8", strings.NewReader(packets))); got != "ok" {
		c.t.Errorf("보내고 받은 응답이 %q", got)
	}
}

func (c *sio) body(response *http.Response, err error) string {
	if err != nil {
		c.t.Error(err)
		return ""
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	return string(body)
}

// dial은 WebSocket으로 붙는다.
func (c *sio) dial() *websocket.Conn {
	c.t.Helper()
	conn, _, err := websocket.DefaultDialer.Dial(c.url("ws", "websocket"), nil)
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { conn.Close() })
	conn.SetReadDeadline(time.Now().Add(20 * time.Second))
	return conn
}

func say(t *testing.T, conn *websocket.Conn, packet string) {
	t.Helper()
	if err := conn.WriteMessage(websocket.TextMessage, []byte(packet)); err != nil {
		t.Fatal(err)
	}
}

// hear는 start로 시작하는 패킷이 올 때까지 읽는다.
func hear(t *testing.T, conn *websocket.Conn, start string) {
	t.Helper()
	if !heardOf(conn, start) {
		t.Fatalf("%s가 오지 않는다", start)
	}
}

func heardOf(conn *websocket.Conn, start string) bool {
	for {
		_, data, err := conn.ReadMessage()
		if err != nil || strings.HasPrefix(string(data), start) {
			return err == nil
		}
	}
}

// firstSpeaker는 서버에 바로 붙어 메시지를 하나 남긴 사람이다. 들어가자마자 말하면 라이브러리가 드물게 끊는다
// (06-gin-routes/socketio/main_test.go의 dial). 그러면 다시 붙는다.
func firstSpeaker(t *testing.T, addr string) *websocket.Conn {
	for range 20 {
		conn := (&sio{t: t, addr: addr}).dial()
		say(t, conn, `40{"name":"하늘"}`)
		hear(t, conn, `40{"sid"`)
		say(t, conn, `420["message","먼저 한 말"]`)
		if heardOf(conn, `430[{"id":`) {
			return conn
		}
	}
	t.Fatal("스무 번을 들어가도 말하지 못한다")
	return nil
}
