package measure

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// echo는 온 메시지를 그대로 돌려보내는 WebSocket 서버이다. 들은 것이 "사라져"이면 종료 프레임 없이 끊는다.
func echo(w http.ResponseWriter, r *http.Request) {
	var upgrader websocket.Upgrader // Origin이 Host와 다르면 403이다.
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer conn.Close()
	conn.SetReadDeadline(time.Now().Add(patience))
	for {
		kind, message, err := conn.ReadMessage()
		if err != nil || string(message) == "사라져" {
			return
		}
		conn.WriteMessage(kind, message)
	}
}

func dial(ctx context.Context, header http.Header) (conn *websocket.Conn, status int, stop func(), err error) {
	address, server, err := site(http.HandlerFunc(echo))
	if err != nil {
		return nil, 0, nil, err
	}
	conn, response, err := websocket.DefaultDialer.DialContext(ctx, strings.Replace(address, "http", "ws", 1), header)
	if response != nil {
		status = response.StatusCode
	}
	if conn != nil {
		conn.SetReadDeadline(time.Now().Add(patience))
	}
	return conn, status, func() { server.Close() }, err
}

// wsBytes는 연결된 다음 클라이언트가 보낸 Hello 0의 프레임이 몇 바이트인지 센다. TCP의 두 끝에서 센다.
func wsBytes(context.Context) (Fact, error) {
	client, server, err := pair()
	if err != nil {
		return Fact{}, err
	}
	defer server.Close()
	go func() { // 101로 응답하기만 하는 서버이다. 키가 맞는지는 브라우저가 아니면 보지 않는다.
		defer client.Close()
		dialer := websocket.Dialer{NetDialContext: func(context.Context, string, string) (net.Conn, error) { return client, nil }}
		conn, _, err := dialer.Dial("ws://127.0.0.1/", nil)
		if err == nil {
			conn.WriteMessage(websocket.TextMessage, []byte("Hello 0"))
		}
	}()
	if err := shake(server); err != nil {
		return Fact{}, err
	}
	frame, err := io.ReadAll(server)
	if err != nil {
		return Fact{}, fmt.Errorf("프레임 읽기: %w", err)
	}
	return Fact{fmt.Sprintf("%d바이트", len(frame)), fmt.Sprintf("% x. 앞의 %d바이트가 헤더입니다.", frame, len(frame)-len("Hello 0"))}, nil
}

// wsOrigin은 다른 사이트의 페이지가 열려고 할 때의 상태 코드를 본다.
func wsOrigin(ctx context.Context) (Fact, error) {
	conn, status, stop, err := dial(ctx, http.Header{"Origin": {"http://evil.example"}})
	if stop == nil {
		return Fact{}, err
	}
	defer stop()
	if conn != nil {
		conn.Close()
	}
	return Fact{fmt.Sprint(status), fmt.Sprintf("Origin이 http://evil.example인 요청에 %d %s로 응답했습니다.", status, http.StatusText(status))}, nil
}

// wsVanished는 종료 프레임 없이 사라진 서버의 종료 코드를 본다.
func wsVanished(ctx context.Context) (Fact, error) {
	conn, _, stop, err := dial(ctx, nil)
	if err != nil {
		return Fact{}, fmt.Errorf("연결하기: %w", err)
	}
	defer stop()
	defer conn.Close()
	conn.WriteMessage(websocket.TextMessage, []byte("사라져"))
	_, _, err = conn.ReadMessage()
	closed := (*websocket.CloseError)(nil)
	if !errors.As(err, &closed) {
		return Fact{}, fmt.Errorf("종료 코드 읽기: %w", err)
	}
	return Fact{fmt.Sprint(closed.Code), fmt.Sprintf("클라이언트가 본 것: %v", closed)}, nil
}
