// 5단계: 핑으로 살아 있는지 묻고, 기다리는 시간에 끝을 둔다.
//
//	go run ./05-websocket-echo/step5
package main

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"
)

var addr = "localhost:8000"
var pingEvery = "3s" // 살아 있는지 묻는 간격. 수업에서 보려고 짧게 두었다.
var silence = "10s"  // 이만큼 아무 답도 없으면 죽은 것으로 본다.

const maxMessage = 1 << 20 // 바이트. 1을 왼쪽으로 20번 민 것, 곧 1MiB이다.

// upgrader는 HTTP 요청을 WebSocket 연결로 바꾼다. 정하지 않은 것은 기본을 따른다: Origin이 Host와 같아야 한다.
var upgrader = websocket.Upgrader{Subprotocols: []string{"example-echo"}}

func main() {
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		log.Fatalf("포트 열기: %v", err)
	}
	log.Printf("http://%s/index 주소를 브라우저로 여세요", ln.Addr())
	http.HandleFunc("GET /{$}", root)
	http.HandleFunc("GET /index", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, "05-websocket-echo/index.html") })
	// 모든 수업의 페이지가 함께 쓰는 모양과 스크립트
	http.Handle("GET /web/", http.FileServer(http.Dir("internal")))
	log.Fatal(http.Serve(ln, nil)) // nil이면 위에서 HandleFunc로 등록한 것을 쓴다.
}

// root는 보통의 요청에는 글로 응답하고, WebSocket 업그레이드 요청은 연결로 바꾸어 대화한다.
func root(w http.ResponseWriter, r *http.Request) {
	if !websocket.IsWebSocketUpgrade(r) {
		io.WriteString(w, "Web Socket")
		return
	}
	// nil은 응답에 더할 헤더가 없다는 뜻이다.
	conn, err := upgrader.Upgrade(w, r, nil) // 1단계의 root가 한 일이다. 헤더가 틀리면 400이나 403으로 거절한다.
	if err != nil {
		return
	}
	defer conn.Close()
	log.Printf("%s 연결됨", conn.RemoteAddr())
	log.Printf("%s 끝남: %v", conn.RemoteAddr(), converse(r.Context(), conn))
}

// converse는 연결이 끝날 때까지 메시지를 하나씩 읽어 그대로 돌려주고, 끝난 이유를 돌려준다.
func converse(ctx context.Context, conn *websocket.Conn) error {
	conn.SetReadLimit(maxMessage) // 넘으면 gorilla가 1009로 끝낸다.
	go keepAlive(ctx, conn)
	conn.SetPongHandler(func(string) error { return extend(conn) })
	extend(conn)
	for {
		kind, message, err := receive(conn)
		if err != nil {
			return err
		}
		extend(conn)
		if err := conn.WriteMessage(kind, message); err != nil {
			return err
		}
	}
}

// receive는 메시지 하나를 받는다. 텍스트 메시지는 UTF-8이어야 한다(RFC 6455 8.1절). gorilla는 검사하지 않는다.
func receive(conn *websocket.Conn) (kind int, message []byte, err error) {
	kind, message, err = conn.ReadMessage() // 핑에는 gorilla가 퐁으로 답한다.
	if err == nil && kind == websocket.TextMessage && !utf8.Valid(message) {
		goodbye(conn, websocket.CloseInvalidFramePayloadData, "UTF-8이 아닙니다") // 1007
		err = errors.New("UTF-8이 아닌 텍스트")
	}
	return kind, message, err
}

// goodbye는 왜 끝내는지 적은 종료 프레임을 보낸다.
func goodbye(conn *websocket.Conn, code int, reason string) {
	// 1초 안에 쓰지 못하면 그만둔다. 읽지 않는 상대를 끝없이 기다리지 않는다.
	conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), time.Now().Add(time.Second))
}

// keepAlive는 ctx가 취소될 때까지 핑을 보낸다. 이 요청의 ctx는 root가 끝나면 취소된다.
// 브라우저는 핑에 스스로 퐁으로 답한다.
func keepAlive(ctx context.Context, conn *websocket.Conn) {
	interval, _ := time.ParseDuration(pingEvery)
	for ctx.Err() == nil {
		time.Sleep(interval)
		// 1초 안에 쓰지 못해도 그만두지 않는다. 큰 메시지를 쓰는 중일 수 있다. 다음에 다시 묻는다.
		conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Second))
	}
}

// extend는 상대에게 silence만큼의 시간을 더 준다.
func extend(conn *websocket.Conn) error {
	wait, _ := time.ParseDuration(silence)
	conn.SetWriteDeadline(time.Now().Add(wait))
	return conn.SetReadDeadline(time.Now().Add(wait))
}
