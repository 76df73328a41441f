package exercise

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"
)

var upgrader websocket.Upgrader

// Greet은 WebSocket으로 "안녕"이라고 한 번 말하고, 종료 프레임을 보내고, 연결을 닫는다.
// WebSocket으로 바꾸지 못하면, gorilla의 Upgrade가 이미 오류(400이나 403 따위)로 응답했다.
//
// 고칠 것: 바꾸지 못한 클라이언트는 응답을 두 번 받는다. 바꾼 클라이언트에게도 HTTP로 또 응답하려고 한다.
// 쓰지 않게 된 import 줄도 지운다.
func Greet(c *gin.Context) {
	conn, err := upgrader.Upgrade(c.Writer, c.Request, nil)
	if err != nil {
		c.JSON(http.StatusBadRequest, gin.H{"error": err.Error()})
		return
	}
	conn.WriteMessage(websocket.TextMessage, []byte("안녕"))
	conn.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""))
	c.JSON(http.StatusOK, gin.H{"ok": true})
}
