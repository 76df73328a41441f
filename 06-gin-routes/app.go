package main

import (
	"context"
	"html/template"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"os"

	"github.com/gin-gonic/gin"

	"socketworkbook/06-gin-routes/peer"
	"socketworkbook/06-gin-routes/routes"
	"socketworkbook/internal/web"
)

// serve는 ctx가 취소될 때까지 ln에서 응답한다. compare는 비교 페이지의 포트이다. gin의 Run은 타임아웃이 없는 서버를 켜므로 쓰지 않는다.
func serve(ctx context.Context, ln net.Listener, cfg config, compare string) error {
	rooms, err := openRooms(ctx, cfg)
	if err != nil {
		return err
	}
	cfg.Secure, cfg.Bound = web.IsSecure(ln), ln.Addr()
	if rooms.class != nil {
		tellTeacher(os.Stderr, cfg, rooms.class.Word())
	}
	peers := peer.New(ctx)
	err = web.Serve(ctx, ln, handle(cfg, compare, peers, rooms))
	peers.Wait()
	return err
}

// handle은 express의 app.js에 해당한다. 모든 요청은 위에서 아래로 미들웨어를 지나
// 자기 라우트에 이른다. 순서가 뜻을 가진다: 로그는 맨 바깥에서 끝난 뒤의 상태를 본다.
func handle(cfg config, compare string, peers *peer.Peers, rooms rooms) http.Handler {
	gin.SetMode(gin.ReleaseMode) // gin의 안내문이 주소를 알리는 첫 줄을 덮지 않게 한다.
	app := gin.New()
	// 믿는 프록시가 보낸 X-Forwarded-For만 믿는다. 아니면 누구나 남의 주소를 적어 보낸다.
	if err := app.SetTrustedProxies(cfg.TrustedProxies); err != nil {
		panic(err) // loadConfig가 이미 살펴본 값이다.
	}
	app.SetHTMLTemplate(views())

	sessions := newSessions(cfg.SessionLifetime, cfg.Secure, rooms.sessions)
	app.Use(accessLog(), recovery(cfg.Debug), session(sessions), protect())
	openClass(app, sessions, cfg, rooms) // -class로 켰을 때만

	routes.Index(app.Group("/"), sessions)
	routes.WebSocket(app.Group("/ws"), peers)
	routes.Chat(app.Group("/chat"), sessions, rooms.chat, peers)
	routes.Board(app.Group("/board"), sessions, rooms.board, peers)
	routes.Compare(app.Group("/compare"), compare, cfg.Class)
	routes.Notes(app.Group("/notes"), notFound)

	public, _ := fs.Sub(files, "public")
	app.GET("/public/:file", static(public))
	app.GET("/web/:file", static(web.Files))
	alsoHead(app)

	app.HandleMethodNotAllowed = true
	app.RedirectTrailingSlash = false // 아무나 보낸 X-Forwarded-Prefix를 믿고 주소를 고쳐 준다.
	app.NoRoute(notFound)
	app.NoMethod(errorPage(http.StatusMethodNotAllowed, "이 주소에는 쓸 수 없는 메서드입니다"))
	return app
}

// alsoHead는 GET의 핸들러를 HEAD에도 건다(RFC 9110 9.3.2절). 본문은 net/http가 뺀다.
// express와 ServeMux는 스스로 하지만 gin은 하지 않는다. 라우트를 다 건 다음에 부른다.
// 그룹에 건 미들웨어는 따라오지 않으므로, 미들웨어는 모두 app.Use로 건다.
func alsoHead(app *gin.Engine) {
	for _, route := range app.Routes() {
		if route.Method == http.MethodGet {
			app.HEAD(route.Path, route.HandlerFunc)
		}
	}
}

var notFound = errorPage(http.StatusNotFound, "그런 페이지는 없습니다")

// views는 페이지의 템플릿이다. 페이지마다 있는 수업의 줄과 코드를 먼저 채운다.
func views() *template.Template {
	set := template.New("")
	names, _ := fs.Glob(files, "views/*.html")
	for _, name := range names {
		text, _ := fs.ReadFile(files, name)
		template.Must(set.Parse(web.Fill("06-gin-routes", files, string(text))))
	}
	return set
}

// static은 folder의 파일을 그대로 내준다. 폴더의 목록은 보여 주지 않는다.
func static(folder fs.FS) gin.HandlerFunc {
	return func(c *gin.Context) {
		name := c.Param("file")
		if info, err := fs.Stat(folder, name); err != nil || info.IsDir() {
			notFound(c)
			return
		}
		c.FileFromFS(name, http.FS(folder))
	}
}

func init() {
	// Windows는 파일의 종류를 레지스트리에서 찾는다. 거기에 .js가 text/plain으로 적힌 컴퓨터가 있다.
	mime.AddExtensionType(".js", "text/javascript; charset=utf-8")
}
