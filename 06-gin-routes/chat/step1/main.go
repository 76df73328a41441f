// 대화방 1단계: 한 사람의 메시지를 모두에게.
//
//	go run ./06-gin-routes/chat/step1
package main

import (
	"log"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"
)

var addr = "localhost:8006"

func main() {
	gin.SetMode(gin.ReleaseMode)
	app := gin.New()
	app.LoadHTMLGlob("06-gin-routes/views/*.html")
	app.Static("/public", "06-gin-routes/public")
	app.Static("/web", "internal/web")
	app.GET("/chat", func(c *gin.Context) { c.HTML(http.StatusOK, "chat", gin.H{"Name": "익명"}) })
	app.GET("/chat/ws", talk)

	ln, err := net.Listen("tcp", addr)
	if err != nil {
		log.Fatalf("포트 열기: %v", err)
	}
	log.Printf("http://%s/chat 주소를 창 두 개로 여세요", ln.Addr())
	log.Fatal(app.RunListener(ln))
}

var mu sync.Mutex             // 아래의 둘을 지킨다. 한 연결에 둘이 한꺼번에 쓰는 것도 막는다.
var members []*websocket.Conn // 방에 온 연결들. 생략: 떠난 연결을 지우는 일. 3단계에는 이 목록이 없다.
var last int                  // 마지막 메시지의 번호

// talk는 연결 하나가 방에 들어와 말하는 일이다.
func talk(c *gin.Context) {
	conn, err := new(websocket.Upgrader).Upgrade(c.Writer, c.Request, nil)
	if err != nil {
		return // Upgrade가 이미 오류로 응답했다.
	}
	defer conn.Close()
	mu.Lock()
	members = append(members, conn)
	mu.Unlock()
	var said struct{ Key, Text string } // 페이지가 보내는 메시지. Key는 페이지가 정한 번호표이다.
	for conn.ReadJSON(&said) == nil {
		mu.Lock()
		last++
		message := gin.H{"id": last, "name": "익명", "text": said.Text, "time": time.Now()}
		for _, member := range members { // 모두에게 차례로 쓴다.
			member.WriteJSON(gin.H{"epoch": "방", "messages": []gin.H{message}})
		}
		mu.Unlock()
	}
}
