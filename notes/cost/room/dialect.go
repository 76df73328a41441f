package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/gorilla/websocket"
)

// dialect는 서버마다 다른, 방에 들어가고 말하는 방법이다.
type dialect struct {
	enter func(ctx context.Context, addr string) (*websocket.Conn, error) // 방에 들어간 다음에 돌아온다
	say   func(n int, text string) string                                 // n번째로 말하는 메시지
	ping  string                                                          // 서버가 이렇게 물으면
	pong  string                                                          // 이렇게 답한다
}

var lesson06 = dialect{
	enter: enterChat,
	say:   func(n int, text string) string { return fmt.Sprintf(`{"key":"%d","text":"%s"}`, n, text) },
}

var centrifuge = dialect{
	enter: func(ctx context.Context, addr string) (*websocket.Conn, error) {
		return converse(ctx, "ws://"+addr, nil,
			`>{"id":1,"connect":{}}`, `<{"id":1,"connect"`,
			`>{"id":2,"subscribe":{"channel":"room"}}`, `<{"id":2,"subscribe"`)
	},
	say: func(n int, text string) string {
		return fmt.Sprintf(`{"id":%d,"publish":{"channel":"room","data":"%s"}}`, n+2, text)
	},
	ping: "{}", pong: "{}",
}

// socketIO의 0은 Engine.IO의 열기, 2와 3은 핑과 퐁, 4는 메시지이다. 4 뒤의 0은 Socket.IO의 연결, 2와 3은 이벤트와 그 답이다.
var socketIO = dialect{
	enter: func(ctx context.Context, addr string) (*websocket.Conn, error) {
		return converse(ctx, "ws://"+addr+"/socket.io/?EIO=4&transport=websocket", nil,
			`<0{`, `>40`, `<40{`, `>420["join"]`, `<430[]`)
	},
	say:  func(n int, text string) string { return fmt.Sprintf(`42%d["message","%s"]`, n, text) },
	ping: "2", pong: "3",
}

// enterChat은 페이지를 먼저 연다. 거기서 받은 세션 쿠키가 누구인지 알린다. 처음 오는 것은 방에 있는 사람들의 이름이다.
func enterChat(ctx context.Context, addr string) (*websocket.Conn, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+"/chat", nil)
	if err != nil {
		return nil, err
	}
	page, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, fmt.Errorf("페이지 열기: %w", err)
	}
	page.Body.Close()
	header := http.Header{}
	for _, cookie := range page.Cookies() {
		header.Add("Cookie", cookie.Name+"="+cookie.Value)
	}
	return converse(ctx, "ws://"+addr+"/chat/ws", header, `<{"epoch"`)
}

// converse는 url에 붙어서 lines를 차례로 한다. >로 시작하면 보내고, <로 시작하면 그렇게 시작하는 메시지를 받는다.
func converse(ctx context.Context, url string, header http.Header, lines ...string) (*websocket.Conn, error) {
	dialer := websocket.Dialer{ReadBufferSize: 1 << 10, WriteBufferSize: 1 << 10, HandshakeTimeout: patience}
	conn, _, err := dialer.DialContext(ctx, url, header)
	if err != nil {
		return nil, fmt.Errorf("WebSocket 열기: %w", err)
	}
	for _, line := range lines {
		if say, ok := strings.CutPrefix(line, ">"); ok {
			err = conn.WriteMessage(websocket.TextMessage, []byte(say))
		} else {
			err = expect(conn, line[1:])
		}
		if err != nil {
			conn.Close()
			return nil, fmt.Errorf("방에 들어가기: %w", err)
		}
	}
	return conn, nil
}

func expect(conn *websocket.Conn, start string) error {
	_, message, err := conn.ReadMessage()
	if err == nil && !strings.HasPrefix(string(message), start) {
		err = fmt.Errorf("%q 대신 %.80q가 왔습니다", start, message)
	}
	return err
}
