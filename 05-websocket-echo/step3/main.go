// 3단계: 브라우저가 요청한 서브프로토콜을 확인해 준다.
//
//	go run ./05-websocket-echo/step3
package main

import (
	"io"
	"log"
	"net"
	"net/http"

	"github.com/gorilla/websocket"
)

var addr = "localhost:8000"

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
	log.Printf("%s 끝남: %v", conn.RemoteAddr(), converse(conn))
}

// converse는 연결이 끝날 때까지 메시지를 하나씩 읽어 그대로 돌려주고, 끝난 이유를 돌려준다.
func converse(conn *websocket.Conn) error {
	for {
		kind, message, err := conn.ReadMessage() // 핑에는 gorilla가 퐁으로 답한다.
		if err != nil {
			return err
		}
		if err := conn.WriteMessage(kind, message); err != nil {
			return err
		}
	}
}
