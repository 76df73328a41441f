package routes

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"

	"socketworkbook/internal/linger"
)

const (
	speakEvery   = 3 * time.Second
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

// WebSocket은 3초마다 한 줄을 보내고 손님의 답을 기록하는 길이다.
func WebSocket(router *gin.RouterGroup) {
	router.GET("", func(c *gin.Context) {
		if websocket.IsWebSocketUpgrade(c.Request) {
			// 답은 gorilla가 소켓에 바로 쓴다. gin은 보지 못하므로 기록에 적을 상태를 미리 알려 준다.
			// 바꾸지 못하면 gorilla가 오류의 상태로 고친다.
			c.Status(http.StatusSwitchingProtocols)
		}
		conn, err := upgrader.Upgrade(c.Writer, c.Request, nil)
		if err != nil {
			return
		}
		// 서버가 멈출 때 악수에 응하지 않는 손님도, 막혀 있는 쓰기도 여기서 끝난다.
		defer context.AfterFunc(c.Request.Context(), func() {
			time.AfterFunc(closeWait, func() { conn.Close() })
		})()
		gone := make(chan struct{})
		go func() {
			defer close(gone)
			listen(conn, c.ClientIP())
		}()
		speak(c.Request.Context(), conn, gone)
		select {
		case <-gone: // 읽는 이가 없으니, 마지막 말이 닿기를 기다려 줄 수 있다.
			linger.Close(conn.NetConn())
		default:
			conn.Close()
			<-gone
		}
	})
}

// speak는 쓰기를 도맡는 고루틴이다. gorilla의 연결에는 메시지를 쓰는
// 이가 하나여야 한다. 제어 프레임만은 WriteControl로 함께 써도 된다.
func speak(ctx context.Context, conn *websocket.Conn, gone <-chan struct{}) {
	line, ping := time.NewTicker(speakEvery), time.NewTicker(pingEvery)
	defer line.Stop()
	defer ping.Stop()
	for n := 1; ; {
		var err error
		select {
		case <-gone:
			return
		case <-line.C:
			conn.SetWriteDeadline(time.Now().Add(writeTimeout))
			err = conn.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, "서버의 %d번째 말", n))
			n++
		case <-ping.C:
			err = conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeTimeout))
		case <-ctx.Done():
			bye := websocket.FormatCloseMessage(websocket.CloseGoingAway, "서버가 멈춥니다")
			conn.WriteControl(websocket.CloseMessage, bye, time.Now().Add(time.Second))
			<-gone // 상대의 닫기 프레임이 왔거나, closeWait가 지났다.
			return
		}
		if err != nil {
			return
		}
	}
}

// listen은 연결이 끝날 때까지 손님의 말을 기록한다.
func listen(conn *websocket.Conn, client string) {
	log.Printf("%s 연결됨", client)
	extend := func(string) error { return conn.SetReadDeadline(time.Now().Add(silence)) }
	conn.SetReadLimit(maxMessage)
	conn.SetPongHandler(extend)
	extend("")
	for {
		kind, message, err := conn.ReadMessage()
		if err != nil {
			log.Printf("%s 끝남: %v", client, err)
			return
		}
		if kind == websocket.TextMessage && !utf8.Valid(message) {
			bad := websocket.FormatCloseMessage(websocket.CloseInvalidFramePayloadData, "UTF-8이 아닙니다")
			conn.WriteControl(websocket.CloseMessage, bad, time.Now().Add(time.Second))
			return
		}
		log.Printf("%s의 말: %q", client, message)
		extend("")
	}
}
