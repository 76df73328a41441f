package main

import (
	"fmt"
	"io"
	"net"
	"runtime"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"socketworkbook/06-gin-routes/class"
	"socketworkbook/06-gin-routes/routes"
	"socketworkbook/internal/lesson"
)

// warnFirewall은 방화벽이 묻기 전에 무엇을 물을지 알린다. Windows는 다른 기기의 연결을 받으려 할 때 묻는다.
func warnFirewall(w io.Writer) {
	if runtime.GOOS == "windows" {
		fmt.Fprintln(w, "방화벽 창이 뜨면 \"개인 네트워크\"를 허용하세요. 그래야 휴대 전화가 들어옵니다.")
	}
}

// tellTeacher는 교실을 어디에서 여는지 알린다.
func tellTeacher(w io.Writer, cfg config, word string) {
	_, port, _ := net.SplitHostPort(cfg.Bound.String())
	home := cfg.scheme() + "://" + net.JoinHostPort("localhost", port)
	fmt.Fprintf(w, "교실: 프로젝터에는 %s/join, 교사는 %s/teacher 페이지를 엽니다. 방 낱말은 %s입니다.\n", home, home, word)
}

// openClass는 교실의 라우트를 건다. 다른 라우트보다 먼저 부른다. 그래야 들어오지 않은 기기를 거기서도 막는다.
func openClass(app *gin.Engine, sessions *scs.SessionManager, cfg config, rooms rooms) {
	if rooms.class == nil {
		return
	}
	app.Use(routes.Members(sessions, rooms.class))
	routes.Class(app, sessions, rooms.class)
	routes.Wall(app, rooms.class, cfg.scheme(), cfg.hosts())
	routes.Teacher(app, rooms.class, rooms.chat, rooms.board)
}

func (cfg config) scheme() string {
	if cfg.Secure {
		return "https"
	}
	return "http"
}

// hosts는 휴대 전화가 열 수 있는 주소들이다. 닿을 만한 것이 앞에 있다.
func (cfg config) hosts() []string {
	return class.Likely(lesson.Hosts(cfg.Bound.String(), cfg.Bound))
}

// beside는 비교 페이지가 함께 듣는 주소이다. 비교 페이지는 방 낱말을 묻지 않는다. 그래서 교실에서는 교사의 컴퓨터에만 연다.
func (cfg config) beside(addr string) string {
	if _, port, err := net.SplitHostPort(addr); err == nil && cfg.Class {
		return net.JoinHostPort("localhost", port)
	}
	return addr
}
