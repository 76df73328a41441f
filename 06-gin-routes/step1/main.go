// 1단계: 페이지와 WebSocket을 gin으로, 파일 하나에.
//
//	go run ./06-gin-routes/step1
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"
)

var addr = "localhost:8006"

func main() {
	gin.SetMode(gin.ReleaseMode) // 켤 때 나오는 긴 안내문을 끈다.
	app := gin.New()
	app.LoadHTMLGlob("06-gin-routes/views/*.html") // 템플릿(template): 값을 끼워 넣을 페이지들
	app.Static("/public", "06-gin-routes/public")  // 그대로 내줄 파일들
	// 모든 수업의 페이지가 함께 쓰는 모양과 스크립트
	app.Static("/web", "internal/web")

	app.GET("/", index) // 라우트(route): 이 메서드와 이 경로로 온 요청은 index가 맡는다.
	app.GET("/ws", talk)

	ln, err := net.Listen("tcp", addr)
	if err != nil {
		log.Fatalf("포트 열기: %v", err)
	}
	log.Printf("http://%s/ 주소를 브라우저로 여세요", ln.Addr())
	log.Fatal(app.RunListener(ln))
}

var visits int // 지금까지 연 횟수

// index는 첫 페이지이다. c에는 요청과, 응답하는 법이 함께 들어 있다.
func index(c *gin.Context) {
	log.Printf("%s %s %s", c.ClientIP(), c.Request.Method, c.Request.URL)
	visits++
	c.HTML(http.StatusOK, "websocket", gin.H{"Visits": visits})
}

// talk는 3초마다 한 줄을 보낸다. 생략: 핑, 데드라인, 한계. 05에서 했다.
func talk(c *gin.Context) {
	log.Printf("%s %s %s", c.ClientIP(), c.Request.Method, c.Request.URL)
	conn, err := new(websocket.Upgrader).Upgrade(c.Writer, c.Request, nil)
	if err != nil {
		return // Upgrade가 이미 오류로 응답했다.
	}
	go hear(conn)
	for n := 1; err == nil; n++ {
		time.Sleep(3 * time.Second)
		err = conn.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, "서버의 %d번째 말", n))
	}
}

// hear는 페이지의 답을 적는다. 보내는 talk와 동시에 돈다.
func hear(conn *websocket.Conn) {
	defer conn.Close() // 페이지가 떠나면 읽기가 끝난다. 여기서 닫으면 talk의 쓰기도 끝난다.
	for _, message, err := conn.ReadMessage(); err == nil; _, message, err = conn.ReadMessage() {
		log.Printf("페이지의 말: %q", message)
	}
}
