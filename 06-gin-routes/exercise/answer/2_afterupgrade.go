package exercise

import (
	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"
)

var upgrader websocket.Upgrader

// Upgrade는 어느 쪽이든 이미 응답했다. 실패했으면 400 같은 오류로, 성공했으면 101로 응답했다. 그 뒤의 연결은 HTTP의 것이
// 아니므로 c.JSON이 쓸 자리도 없다. 넘겨받은 연결은 서버가 닫아 주지 않는다. 그래서 받자마자 defer로 닫는다.

// Greet은 WebSocket으로 "안녕"이라고 한 번 말하고, 종료 프레임을 보내고, 연결을 닫는다.
// WebSocket으로 바꾸지 못하면, gorilla의 Upgrade가 이미 오류(400이나 403 따위)로 응답했다.
func Greet(c *gin.Context) {
	conn, err := upgrader.Upgrade(c.Writer, c.Request, nil)
	if err != nil {
		return
	}
	defer conn.Close()
	conn.WriteMessage(websocket.TextMessage, []byte("안녕"))
	conn.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""))
}
