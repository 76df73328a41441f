package peer

import (
	"context"
	"errors"
	"io"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/linger"
)

const (
	maxMessage   = 4 << 10          // 바이트. 넘으면 1009로 끝낸다
	pingEvery    = 30 * time.Second // 살아 있는지 묻는 간격
	silence      = 70 * time.Second // 이만큼 아무 답도 없거나, 시작한 메시지가 끝나지 않으면 끊는다
	writeTimeout = 10 * time.Second // 읽지 않는 클라이언트를 기다리는 시간
	lastWait     = time.Second      // 멈출 때 마지막 핑의 퐁을 기다리는 시간
	closeWait    = 2 * time.Second  // 멈출 때 종료 프레임까지 기다리는 시간
)

// lastPing은 서버가 멈출 때 보내는 핑의 내용이다.
const lastPing = "last"

// Converse는 연결이 끝날 때까지 온 메시지를 hear에 하나씩 주고, 끝난 이유를 돌려준다.
// ctx가 취소되면 그때까지 온 메시지를 마저 주고 1001로 끝낸다. hear가 오류를 돌려주어도 끝낸다.
func Converse(ctx context.Context, conn *websocket.Conn, hear func(kind int, message []byte) error) error {
	defer linger.Close(conn.NetConn()) // NetConn은 WebSocket 밑의 TCP 연결이다.
	stopPings := keepAlive(conn)
	defer stopPings()
	stopLeaving := context.AfterFunc(ctx, func() { leave(conn) })
	defer stopLeaving()

	conn.SetReadLimit(maxMessage)
	receiving := false // 메시지의 시작은 왔고 끝은 아직 오지 않았다
	handleControl(ctx, conn, &receiving)
	for {
		extend(conn)
		kind, reader, err := conn.NextReader() // 메시지가 시작될 때까지 기다린다. 페이로드는 reader로 읽는다.
		if err != nil {
			return err
		}
		extend(conn)
		receiving = true
		message, err := receive(conn, kind, reader)
		receiving = false
		if err != nil {
			return err
		}
		if err := hear(kind, message); err != nil {
			return err
		}
	}
}

// handleControl은 핑과 퐁이 왔을 때 할 일을 정한다. 두 함수는 메시지를 읽는 고루틴이 읽다가 부른다.
// receiving을 바꾸는 것도 그 고루틴이므로 락이 필요 없다.
func handleControl(ctx context.Context, conn *websocket.Conn, receiving *bool) {
	conn.SetPingHandler(func(text string) error {
		// 퐁에는 핑의 페이로드를 그대로 담는다(RFC 6455 5.5.3절).
		return control(conn, websocket.PongMessage, []byte(text))
	})
	conn.SetPongHandler(func(text string) error {
		if text == lastPing && ctx.Err() != nil {
			goodbye(conn, websocket.CloseGoingAway, "서버가 멈춥니다")
		}
		if !*receiving { // 시작한 메시지는 퐁을 보내더라도 silence 안에 끝나야 한다.
			extend(conn)
		}
		return nil
	})
}

// extend는 상대에게 silence만큼의 시간을 더 준다.
func extend(conn *websocket.Conn) {
	conn.SetReadDeadline(time.Now().Add(silence))
}

// receive는 메시지 하나를 끝까지 받는다. 프래그먼트로 나뉘어 왔어도 하나로 이어져 있다.
func receive(conn *websocket.Conn, kind int, reader io.Reader) ([]byte, error) {
	message, err := io.ReadAll(reader)
	if err != nil {
		return nil, err
	}
	// 텍스트 메시지는 UTF-8이어야 한다(RFC 6455 8.1절). gorilla는 검사하지 않는다.
	if kind == websocket.TextMessage && !utf8.Valid(message) {
		goodbye(conn, websocket.CloseInvalidFramePayloadData, "UTF-8이 아닙니다")
		return nil, errors.New("UTF-8이 아닌 텍스트")
	}
	return message, nil
}

// Send는 메시지 하나를 데드라인을 두고 쓴다. gorilla의 연결에 메시지를 쓰는 고루틴은 하나여야 한다.
func Send(conn *websocket.Conn, kind int, message []byte) error {
	conn.SetWriteDeadline(time.Now().Add(writeTimeout))
	return ignoreCloseSent(conn.WriteMessage(kind, message))
}

// control은 제어 프레임(핑, 퐁, 종료)을 쓴다. 이것은 어느 고루틴에서 써도 된다.
func control(conn *websocket.Conn, kind int, payload []byte) error {
	return ignoreCloseSent(conn.WriteControl(kind, payload, time.Now().Add(writeTimeout)))
}

// ignoreCloseSent는 종료 프레임을 보낸 뒤라서 쓰지 못한 것(ErrCloseSent)을 오류로 보지 않는다.
// 그때부터는 상대의 종료 프레임이 올 때까지 읽기만 한다.
func ignoreCloseSent(err error) error {
	if errors.Is(err, websocket.ErrCloseSent) {
		return nil
	}
	return err
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
// 상대가 먼저 보낸 메시지는 모두 읽은 것이다. 그때 1001을 보낸다(handleControl의 퐁 핸들러).
// 퐁도 종료 프레임도 보내지 않는 상대는 조금 기다리다가 끊는다. 핑을 쓰다가 막힐 수 있으므로 타이머를 먼저 켠다.
func leave(conn *websocket.Conn) {
	time.AfterFunc(lastWait, func() { goodbye(conn, websocket.CloseGoingAway, "서버가 멈춥니다") })
	time.AfterFunc(closeWait, func() { conn.Close() })
	control(conn, websocket.PingMessage, []byte(lastPing))
}
