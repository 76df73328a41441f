package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/lesson"
)

// talk는 in의 줄을 메시지로 보내고, 온 메시지를 out에 적는다. 보내기와 받기는 서로를
// 기다리지 않는다(전이중). in이 끝나면 닫기 프레임을 보내고 상대의 닫기를 기다린다.
func talk(ctx context.Context, addr string, in io.Reader, out io.Writer) error {
	if err := lesson.CheckAddr(addr); err != nil {
		return err
	}
	dialer := websocket.Dialer{
		Subprotocols:     []string{subprotocol},
		HandshakeTimeout: 10 * time.Second,
		// 악수를 기다리거나 쓰다가 막혀 있어도 Ctrl-C에 깨어나도록, 소켓을 닫을 수 있게 해 둔다.
		NetDial: func(network, addr string) (net.Conn, error) {
			var dialer net.Dialer
			conn, err := dialer.DialContext(ctx, network, addr)
			if err == nil {
				context.AfterFunc(ctx, func() { conn.Close() })
			}
			return conn, err
		},
	}
	conn, response, err := dialer.DialContext(ctx, "ws://"+addr+"/", nil)
	if ctx.Err() != nil {
		return nil
	}
	if errors.Is(err, websocket.ErrBadHandshake) {
		return fmt.Errorf("WebSocket으로 바꾸기: 서버의 답이 맞지 않습니다(%s). 이 수업의 서버가 맞는지 보세요", response.Status)
	}
	if err != nil {
		return fmt.Errorf("서버에 붙기: %w", err)
	}
	defer conn.Close()
	// 브라우저라면 스스로 그만두었을 일이다. gorilla의 클라이언트는 말없이 받아들인다.
	if conn.Subprotocol() != subprotocol {
		return fmt.Errorf("서버가 하위 프로토콜 %s를 확인해 주지 않았습니다", subprotocol)
	}
	conn.SetReadLimit(maxMessage)

	received, failed := make(chan string), make(chan error, 1)
	go func() { failed <- listen(ctx, conn, received) }()
	lines := lesson.Lines(ctx, in)
	for {
		select {
		case line, ok := <-lines:
			if !ok {
				lines = nil
				goodbye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
				conn.WriteControl(websocket.CloseMessage, goodbye, time.Now().Add(time.Second))
				break
			}
			fmt.Fprintf(out, "→ %s\n", line)
			conn.WriteMessage(websocket.TextMessage, []byte(line)) // 끊긴 것은 읽기가 알게 된다.
		case message := <-received:
			fmt.Fprintf(out, "← %s\n", message)
		case err := <-failed:
			if ctx.Err() != nil {
				return nil
			}
			if lines == nil && websocket.IsCloseError(err, websocket.CloseNormalClosure) {
				return nil
			}
			return fmt.Errorf("연결이 끝남: %w", err)
		case <-ctx.Done():
			return nil
		}
	}
}

// listen은 연결이 끝날 때까지 온 메시지를 received로 흘린다.
func listen(ctx context.Context, conn *websocket.Conn, received chan<- string) error {
	for {
		_, message, err := conn.ReadMessage()
		if err != nil {
			return err
		}
		select {
		case received <- string(message):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
