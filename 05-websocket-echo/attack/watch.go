package main

import (
	"fmt"
	"io"
	"log"
	"time"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/lesson"
)

// report는 핑이나 퐁이 오면 화면에 적기만 한다.
func report(what string) func(text string) error {
	return func(text string) error {
		log.Print(what + text)
		return nil
	}
}

// watch는 서버의 첫마디를 기다렸다가 알려 준다. 연결이 끝났다면 어떻게 끝났는지 알려 준다.
func watch(conn *websocket.Conn) {
	start := time.Now()
	_, message, err := conn.ReadMessage()
	if err == nil {
		log.Printf("%d바이트짜리 메시지가 돌아왔습니다: %.8q", len(message), message)
		return
	}
	_, rest := io.Copy(io.Discard, conn.NetConn())
	ending := "FIN으로 끝냈습니다"
	if lesson.IsReset(err) || lesson.IsReset(rest) {
		ending = "RST로 끊었습니다"
	}
	code := "종료 프레임은 없었습니다"
	if closed, ok := err.(*websocket.CloseError); ok && closed.Code != websocket.CloseAbnormalClosure {
		code = fmt.Sprintf("종료 코드 %d %s", closed.Code, closed.Text)
	}
	log.Printf("%.0f초 만에 서버가 %s. %s", time.Since(start).Seconds(), ending, code)
}
