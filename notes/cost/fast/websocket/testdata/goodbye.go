package main

import (
	"time"

	"github.com/gorilla/websocket"
)

// goodbye는 수업의 클라이언트가 서버의 파일에서 빌려 쓰는 것이다. fast의 서버는 gorilla로 쓰지 않는다.
// 수업의 테스트를 fast로 돌릴 때만 끼운다(lesson_test.go).
func goodbye(conn *websocket.Conn, code int, reason string) {
	conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), time.Now().Add(writeTimeout))
}
