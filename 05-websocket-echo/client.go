package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"time"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/lesson"
)

// talk는 in의 줄을 메시지로 보내고, 온 메시지를 out에 적는다. 보내기와 받기는 서로를
// 기다리지 않는다(전이중). in이 끝나면 종료 프레임을 보내고 상대의 종료 프레임을 기다린다.
func talk(ctx context.Context, addr string, trust *tls.Config, in io.Reader, out io.Writer) error {
	conn, err := connect(ctx, addr, trust)
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return err
	}
	defer conn.Close()

	screen := log.New(out, "", 0) // 두 고루틴이 함께 써도 줄이 섞이지 않는다.
	// 받기가 끝나면 connected가 닫혀서, 키보드를 기다리던 for도 끝난다.
	connected, end := context.WithCancelCause(ctx)
	go func() { end(listen(conn, screen)) }()

	for line := range lesson.Lines(connected, in) {
		screen.Printf("→ %s", line)
		conn.WriteMessage(websocket.TextMessage, []byte(line)) // 끊긴 것은 listen이 안다.
	}
	goodbye(conn, websocket.CloseNormalClosure, "")
	<-connected.Done()
	err = context.Cause(connected) // end에 준 오류, 곧 listen이 끝난 이유이다.
	if ctx.Err() != nil || websocket.IsCloseError(err, websocket.CloseNormalClosure) {
		return nil
	}
	return fmt.Errorf("연결이 끝남: %w", err)
}

// listen은 온 메시지를 적는다. 연결이 끝나면 그 이유를 돌려준다.
func listen(conn *websocket.Conn, screen *log.Logger) error {
	conn.SetReadLimit(maxMessage)
	for {
		_, message, err := conn.ReadMessage()
		if err != nil {
			return err
		}
		screen.Printf("← %s", message)
	}
}

// connect는 addr에 WebSocket으로 붙는다. trust가 있으면 TLS 위에서 하는 wss이다. ctx가 취소되면 연결도 닫힌다.
func connect(ctx context.Context, addr string, trust *tls.Config) (*websocket.Conn, error) {
	if err := lesson.CheckAddr(addr); err != nil {
		return nil, err
	}
	tcp, err := new(net.Dialer).DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("서버에 붙기: %w", err)
	}
	context.AfterFunc(ctx, func() { tcp.Close() }) // 핸드셰이크든 읽기든 쓰기든, 막혀 있는 것을 Ctrl-C로 깨운다.
	dialer := websocket.Dialer{
		Subprotocols:     []string{subprotocol},
		HandshakeTimeout: 10 * time.Second,
		TLSClientConfig:  trust,
		NetDial:          func(_, _ string) (net.Conn, error) { return tcp, nil },
	}
	scheme := "ws"
	if trust != nil {
		scheme = "wss"
	}
	conn, response, err := dialer.DialContext(ctx, scheme+"://"+addr+"/", nil)
	if errors.Is(err, websocket.ErrBadHandshake) {
		return nil, fmt.Errorf("WebSocket으로 바꾸기: 서버의 응답이 맞지 않습니다(%s). 이 수업의 서버가 맞는지 보세요", response.Status)
	}
	if err != nil {
		return nil, fmt.Errorf("WebSocket으로 바꾸기: %w", err)
	}
	if conn.Subprotocol() != subprotocol {
		log.Printf("서버가 서브프로토콜 %s를 확인해 주지 않았습니다. 브라우저라면 여기서 연결을 끊습니다", subprotocol)
	}
	return conn, nil
}
