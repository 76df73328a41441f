package peer

import (
	"bytes"
	"context"
	"errors"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/linger"
)

const (
	maxMessage   = 4 << 10          // 바이트. 넘으면 1009로 끝낸다
	keptBuffer   = 64 << 10         // 바이트. 이보다 커진 버퍼는 다시 쓰지 않고 버린다
	pingEvery    = 30 * time.Second // 살아 있는지 묻는 간격
	silence      = 70 * time.Second // 이만큼 아무 답도 없으면 죽은 것으로 본다
	writeTimeout = 10 * time.Second // 읽지 않는 클라이언트를 기다리는 시간
	lastWait     = time.Second      // 멈출 때 마지막 핑의 퐁을 기다리는 시간
	closeWait    = 2 * time.Second  // 멈출 때 종료 프레임까지 기다리는 시간
)

// lastPing은 서버가 멈출 때 보내는 핑의 내용이다.
const lastPing = "last"

// Converse는 연결이 끝날 때까지 온 메시지를 hear에게 하나씩 주고, 끝난 까닭을 돌려준다.
// ctx가 닫히면 그때까지 온 메시지를 마저 주고 1001로 끝낸다. hear가 오류를 돌려주어도 끝낸다.
// hear는 message를 돌아올 때까지만 쓸 수 있다. 다음 메시지가 같은 버퍼에 온다.
func Converse(ctx context.Context, conn *websocket.Conn, hear func(kind int, message []byte) error) error {
	defer linger.Close(conn.NetConn())
	stopPings := keepAlive(conn)
	defer stopPings()
	stopLeaving := context.AfterFunc(ctx, func() { leave(conn) })
	defer stopLeaving()

	conn.SetReadLimit(maxMessage)
	conn.SetPingHandler(func(text string) error {
		return control(conn, websocket.PongMessage, []byte(text))
	})
	conn.SetPongHandler(func(text string) error {
		if text == lastPing && ctx.Err() != nil {
			goodbye(conn, websocket.CloseGoingAway, "서버가 멈춥니다")
		}
		return conn.SetReadDeadline(time.Now().Add(silence))
	})

	var buffer bytes.Buffer // 메시지마다 새로 만들지 않고 다시 쓴다.
	for {
		conn.SetReadDeadline(time.Now().Add(silence))
		kind, err := receive(conn, &buffer)
		if err != nil {
			return err
		}
		if err := hear(kind, buffer.Bytes()); err != nil {
			return err
		}
	}
}

// receive는 메시지 하나를 buffer에 받는다. 프래그먼트로 나뉘어 왔어도 하나로 이어져 있다.
func receive(conn *websocket.Conn, buffer *bytes.Buffer) (kind int, err error) {
	if buffer.Reset(); buffer.Cap() > keptBuffer {
		*buffer = bytes.Buffer{}
	}
	kind, reader, err := conn.NextReader()
	if err != nil {
		return 0, err
	}
	if _, err := buffer.ReadFrom(reader); err != nil {
		return 0, err
	}
	// 텍스트 메시지는 UTF-8이어야 한다(RFC 6455 8.1절). gorilla는 살피지 않는다.
	if kind == websocket.TextMessage && !utf8.Valid(buffer.Bytes()) {
		goodbye(conn, websocket.CloseInvalidFramePayloadData, "UTF-8이 아닙니다")
		return 0, errors.New("UTF-8이 아닌 텍스트")
	}
	return kind, nil
}

// Send는 메시지 하나를 데드라인을 두고 쓴다. gorilla의 연결에 메시지를 쓰는 고루틴은 하나여야 한다.
func Send(conn *websocket.Conn, kind int, message []byte) error {
	conn.SetWriteDeadline(time.Now().Add(writeTimeout))
	err := conn.WriteMessage(kind, message)
	// 종료 프레임을 보낸 뒤에는 쓸 수 없다. 상대의 종료 프레임이 올 때까지 읽기만 한다.
	if errors.Is(err, websocket.ErrCloseSent) {
		return nil
	}
	return err
}

// control은 제어 프레임(핑, 퐁, 종료)을 쓴다. 이것은 어느 고루틴에서 써도 된다.
func control(conn *websocket.Conn, kind int, payload []byte) error {
	return conn.WriteControl(kind, payload, time.Now().Add(writeTimeout))
}

// goodbye는 왜 끝내는지 적은 종료 프레임을 보낸다. 두 번째부터는 아무 일도 하지 않는다.
func goodbye(conn *websocket.Conn, code int, reason string) {
	control(conn, websocket.CloseMessage, websocket.FormatCloseMessage(code, reason))
}

// keepAlive는 조용할 때도 상대가 살아 있는지 묻는다. 브라우저는 핑에 스스로 퐁으로 답한다.
// TCP의 keep-alive에는 상대의 커널이 답한다. 그래서 프로그램만 멈춘 상대는 찾지 못한다.
func keepAlive(conn *websocket.Conn) (stop func()) {
	stopped := make(chan struct{})
	go func() {
		ticker := time.NewTicker(pingEvery)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				control(conn, websocket.PingMessage, nil)
			case <-stopped:
				return
			}
		}
	}()
	return func() { close(stopped) }
}

// leave는 서버가 멈출 때 마지막 핑을 보낸다. 바이트는 차례대로 온다. 그래서 그 퐁이 왔다면,
// 상대가 먼저 보낸 메시지는 모두 읽은 것이다. 그때 1001을 보낸다(Converse의 퐁 핸들러).
// 퐁도 종료 프레임도 보내지 않는 상대는 조금 기다리다가 끊는다.
func leave(conn *websocket.Conn) {
	time.AfterFunc(lastWait, func() { goodbye(conn, websocket.CloseGoingAway, "서버가 멈춥니다") })
	time.AfterFunc(closeWait, func() { conn.Close() })
	control(conn, websocket.PingMessage, []byte(lastPing))
}
