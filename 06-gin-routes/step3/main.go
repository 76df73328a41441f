// 3단계: 브라우저마다의 세션, .env, 101을 아는 로그.
//
//	go run ./06-gin-routes/step3
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"
	"github.com/joho/godotenv"
)

var addr = "localhost:8006"

func main() {
	godotenv.Load("06-gin-routes/.env") // 파일의 줄들을 환경 변수로 삼는다. 파일이 없어도 된다.
	if port := os.Getenv("PORT"); port != "" {
		addr = "localhost:" + port
	}
	gin.SetMode(gin.ReleaseMode) // 켤 때 나오는 긴 안내문을 끈다.
	app := gin.New()
	app.SetTrustedProxies(nil)                      // X-Forwarded-For를 아무에게서도 믿지 않는다.
	app.Use(gin.LoggerWithFormatter(line), session) // 미들웨어(middleware): 어떤 요청이든 여기를 지난다.
	app.LoadHTMLGlob("06-gin-routes/views/*.html")  // 템플릿(template): 값을 끼워 넣을 페이지들
	app.Static("/public", "06-gin-routes/public")   // 그대로 내줄 파일들
	// 모든 수업의 페이지가 함께 쓰는 모양과 스크립트
	app.Static("/web", "internal/web")

	index(app.Group("/")) // 라우트를 거는 함수. 저마다 제 파일로 옮길 수 있다.
	webSocket(app.Group("/ws"))
	app.NoRoute(notFound) // 맡을 라우트가 없는 요청

	ln, err := net.Listen("tcp", addr)
	if err != nil {
		log.Fatalf("포트 열기: %v", err)
	}
	log.Printf("http://%s/ 주소를 브라우저로 여세요", ln.Addr())
	log.Fatal(app.RunListener(ln))
}

// line은 로그 한 줄이다. 응답이 끝나면 적는다.
func line(p gin.LogFormatterParams) string {
	return fmt.Sprintf("%s %d %s %q %v\n", p.ClientIP, p.StatusCode, p.Method, p.Path, p.Latency)
}

var sessions = scs.New() // 브라우저마다 기억하는 것

// session은 쿠키가 가리키는 세션을 요청에 붙인다. 쿠키가 없으면 새 세션이다.
func session(c *gin.Context) {
	token, _ := c.Cookie(sessions.Cookie.Name)
	ctx, _ := sessions.Load(c.Request.Context(), token) // 세션이 메모리에 있어서 실패하지 않는다.
	c.Request = c.Request.WithContext(ctx)
}

// index는 첫 페이지이다. c에는 요청과, 응답하는 법이 함께 들어 있다.
func index(router *gin.RouterGroup) {
	router.GET("/", func(c *gin.Context) {
		ctx := c.Request.Context()
		visits := sessions.GetInt(ctx, "visits") + 1
		sessions.Put(ctx, "visits", visits)
		token, expiry, _ := sessions.Commit(ctx)
		sessions.WriteSessionCookie(ctx, c.Writer, token, expiry)
		c.HTML(http.StatusOK, "websocket", gin.H{"Visits": visits})
	})
	router.GET("/oops", func(c *gin.Context) { panic("일부러 패닉했습니다") })
}

func notFound(c *gin.Context) {
	page := gin.H{"Status": 404, "Sentence": "그런 페이지는 없습니다", "Path": c.Request.URL.Path}
	c.HTML(http.StatusNotFound, "error", page)
}

func webSocket(router *gin.RouterGroup) { router.GET("", talk) }

// talk는 3초마다 한 줄을 보낸다. 생략: 핑, 데드라인, 한계. 05에서 했다.
func talk(c *gin.Context) {
	c.Status(http.StatusSwitchingProtocols) // 101은 gorilla가 소켓에 바로 쓴다. gin에게 알려 준다.
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
