package measure

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"
)

// ginStatus는 WebSocket이 된 요청의 상태를 gin이 무엇으로 아는지 본다.
func ginStatus(ctx context.Context) (Fact, error) {
	known := make(chan int, 1)
	app := gin.New()
	app.GET("/", func(c *gin.Context) {
		var upgrader websocket.Upgrader
		if conn, err := upgrader.Upgrade(c.Writer, c.Request, nil); err == nil {
			conn.Close()
		}
		known <- c.Writer.Status()
	})
	address, server, err := site(app)
	if err != nil {
		return Fact{}, err
	}
	defer server.Close()
	conn, response, err := websocket.DefaultDialer.DialContext(ctx, strings.Replace(address, "http", "ws", 1), nil)
	if err != nil {
		return Fact{}, fmt.Errorf("연결하기: %w", err)
	}
	conn.Close()
	status := <-known
	return Fact{fmt.Sprint(status), fmt.Sprintf("클라이언트가 받은 것은 %d, gin이 아는 것은 %d입니다.", response.StatusCode, status)}, nil
}

// ginForged는 아무나 적어 보낸 X-Forwarded-For를 gin이 처음 설정 그대로 믿는지 본다.
func ginForged(context.Context) (Fact, error) {
	app, seen := gin.New(), ""
	app.GET("/", func(c *gin.Context) { seen = c.ClientIP() })
	const forged = "203.0.113.9" // 문서에만 쓰는 주소(RFC 5737)
	if err := visit(app, "/", http.Header{"X-Forwarded-For": {forged}}); err != nil {
		return Fact{}, err
	}
	return Fact{yes(seen == forged), fmt.Sprintf("127.0.0.1에서 온 요청의 주소를 %s로 알았습니다.", seen)}, nil
}

// ginOrder는 /room/:id를 먼저 걸고 /room/new를 나중에 걸었을 때 어느 핸들러가 /room/new를 맡는지 본다.
func ginOrder(context.Context) (Fact, error) {
	app, taken := gin.New(), ""
	app.GET("/room/:id", func(*gin.Context) { taken = "/room/:id" })
	app.GET("/room/new", func(*gin.Context) { taken = "/room/new" })
	if err := visit(app, "/room/new", nil); err != nil {
		return Fact{}, err
	}
	return Fact{taken, fmt.Sprintf("/room/new의 요청을 %s의 핸들러가 맡았습니다.", taken)}, nil
}

// visit은 app을 이 컴퓨터 안의 서버로 켜고 path를 한 번 요청한다.
func visit(app *gin.Engine, path string, header http.Header) error {
	address, server, err := site(app)
	if err != nil {
		return err
	}
	defer server.Close()
	request, err := http.NewRequest(http.MethodGet, address+path, nil)
	if err != nil {
		return fmt.Errorf("요청 만들기: %w", err)
	}
	request.Header = header
	response, err := (&http.Client{Timeout: patience}).Do(request)
	if err != nil {
		return fmt.Errorf("요청하기: %w", err)
	}
	return response.Body.Close()
}
