// 대화방 3단계: 방이 기억하고, 연결마다 제 속도로 따라온다.
//
//	go run ./06-gin-routes/chat/step3
package main

import (
	"log"
	"net"
	"net/http"
	"strconv"
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

var (
	mu       sync.Mutex            // 아래의 셋을 지킨다.
	messages []gin.H               // 방의 기억. 생략: 오래된 것을 잊는 일. 수업의 방은 200개만 기억한다.
	seen     = map[string]bool{}   // 이미 적은 번호표
	news     = make(chan struct{}) // 다음 메시지가 닫는다. 닫힌 채널에서는 기다리던 고루틴이 모두 깨어난다.
)

// talk는 연결 하나가 방에 들어와 말하는 일이다.
func talk(c *gin.Context) {
	conn, err := new(websocket.Upgrader).Upgrade(c.Writer, c.Request, nil)
	if err != nil {
		return // Upgrade가 이미 오류로 응답했다.
	}
	defer conn.Close()
	after, _ := strconv.Atoi(c.Query("after")) // 페이지가 마지막으로 본 번호
	var writing sync.Mutex                     // 두 고루틴이 이 연결에 쓴다. 한 번에 하나만 쓴다.
	go follow(conn, &writing, after)
	var said struct{ Key, Text string } // 페이지가 보내는 메시지. Key는 페이지가 정한 번호표이다.
	for conn.ReadJSON(&said) == nil {
		post(said.Key, said.Text)
		reply(conn, &writing, gin.H{"ack": said.Key})
	}
}

// post는 메시지를 적는다. 누구에게도 쓰지 않는다. 같은 번호표로 또 오면 적지 않는다.
func post(key, text string) {
	mu.Lock()
	defer mu.Unlock()
	if seen[key] {
		return
	}
	seen[key] = true
	messages = append(messages, gin.H{"id": len(messages) + 1, "name": "익명", "text": text, "time": time.Now()})
	close(news)
	news = make(chan struct{})
}

// follow는 after번 다음의 메시지를 conn에 쓴다. 받지 않는 연결은 저 혼자 멈춘다.
func follow(conn *websocket.Conn, writing *sync.Mutex, after int) {
	for {
		mu.Lock()
		fresh, more := messages[min(after, len(messages)):], news
		mu.Unlock()
		if len(fresh) > 0 && reply(conn, writing, gin.H{"epoch": "방", "messages": fresh}) != nil {
			return
		}
		after += len(fresh)
		<-more // 생략: 떠난 연결의 고루틴은 다음 메시지를 쓰다가 끝난다. 수업은 떠나는 대로 끝낸다.
	}
}

// reply는 conn에만 쓴다.
func reply(conn *websocket.Conn, writing *sync.Mutex, answer gin.H) error {
	writing.Lock()
	defer writing.Unlock()
	return conn.WriteJSON(answer)
}
