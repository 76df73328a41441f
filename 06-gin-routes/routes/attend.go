package routes

import (
	"context"
	"errors"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"

	"socketworkbook/internal/linger"
)

const (
	maxMessage   = 4 << 10          // 바이트. 넘으면 1009로 끝낸다
	pingEvery    = 30 * time.Second // 말에 답하지 않는 손님도 퐁은 보낸다
	silence      = 70 * time.Second // 이만큼 아무 답도 없으면 죽은 것으로 본다
	writeTimeout = 10 * time.Second // 읽지 않는 손님을 기다리는 시간
	closeWait    = time.Second      // 멈출 때 닫기 악수를 기다리는 시간
)

// upgrader는 Origin이 있으면 Host와 같은지 본다. 다르면 403이다.
var upgrader = websocket.Upgrader{
	Error: func(w http.ResponseWriter, r *http.Request, status int, reason error) {
		http.Error(w, "WebSocket으로 바꿀 수 없습니다: "+reason.Error(), status)
	},
}

// upgrade는 요청을 WebSocket 연결로 바꾼다. 안 되면 스스로 오류로 답한다.
func upgrade(c *gin.Context) (*websocket.Conn, bool) {
	if websocket.IsWebSocketUpgrade(c.Request) {
		// 답은 gorilla가 소켓에 바로 쓴다. gin은 보지 못하므로 기록에 적을 상태를 미리 알려 준다.
		// 바꾸지 못하면 gorilla가 오류의 상태로 고친다.
		c.Status(http.StatusSwitchingProtocols)
	}
	conn, err := upgrader.Upgrade(c.Writer, c.Request, nil)
	return conn, err == nil
}

// attend는 연결이 끝날 때까지 speak에게 쓰기를, hear에게 온 메시지를 맡긴다. 끝난 까닭을 돌려준다.
//
// speak는 쓰기를 도맡는다. gorilla의 연결에는 메시지를 쓰는 이가 하나여야 한다. 제어
// 프레임만은 WriteControl로 함께 써도 된다. gone이나 ctx가 닫히면 speak는 돌아와야 한다.
func attend(ctx context.Context, conn *websocket.Conn, hear func([]byte), speak func(gone <-chan struct{})) (reason error) {
	// 서버가 멈출 때 악수에 응하지 않는 손님도, 막혀 있는 쓰기도 여기서 끝난다.
	defer context.AfterFunc(ctx, func() {
		time.AfterFunc(closeWait, func() { conn.Close() })
	})()
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		reason = listen(conn, hear)
	}()
	go keepAlive(conn, gone)
	speak(gone)
	if ctx.Err() != nil {
		bye := websocket.FormatCloseMessage(websocket.CloseGoingAway, "서버가 멈춥니다")
		conn.WriteControl(websocket.CloseMessage, bye, time.Now().Add(time.Second))
		<-gone // 상대의 닫기 프레임이 왔거나, closeWait가 지났다.
	}
	select {
	case <-gone: // 읽는 이가 없으니, 마지막 말이 닿기를 기다려 줄 수 있다.
		linger.Close(conn.NetConn())
	default:
		conn.Close()
		<-gone
	}
	return reason
}

// listen은 연결이 끝날 때까지 온 메시지를 hear에게 준다.
func listen(conn *websocket.Conn, hear func([]byte)) error {
	extend := func(string) error { return conn.SetReadDeadline(time.Now().Add(silence)) }
	conn.SetReadLimit(maxMessage)
	conn.SetPongHandler(extend)
	extend("")
	for {
		kind, message, err := conn.ReadMessage()
		if err != nil {
			return err
		}
		if kind == websocket.TextMessage && !utf8.Valid(message) {
			bad := websocket.FormatCloseMessage(websocket.CloseInvalidFramePayloadData, "UTF-8이 아닙니다")
			conn.WriteControl(websocket.CloseMessage, bad, time.Now().Add(time.Second))
			return errors.New("UTF-8이 아닌 텍스트")
		}
		hear(message)
		extend("")
	}
}

// keepAlive는 조용할 때도 상대가 살아 있는지 묻는다.
func keepAlive(conn *websocket.Conn, gone <-chan struct{}) {
	ticker := time.NewTicker(pingEvery)
	defer ticker.Stop()
	for {
		select {
		case <-gone:
			return
		case <-ticker.C:
			conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeTimeout))
		}
	}
}
