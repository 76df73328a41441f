package routes

import (
	"encoding/json"
	"errors"
	"html/template"
	"net/http"
	"strings"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"socketworkbook/06-gin-routes/class"
	"socketworkbook/internal/web"
)

const longestReport = 16 << 10 // 바이트. progress가 알리는 결과

// Class는 학생의 휴대 전화가 쓰는 라우트이다.
func Class(app *gin.Engine, sessions *scs.SessionManager, room *class.Class) {
	app.GET("/class", func(c *gin.Context) {
		c.HTML(http.StatusOK, "class", gin.H{"In": room.Has(welcome(c, sessions).ID)})
	})
	app.POST("/class/enter", func(c *gin.Context) {
		word, ok := web.ReadText(c.Writer, c.Request, "word", 20)
		if ok {
			done(c, room.Enter(welcome(c, sessions).ID, word, c.ClientIP()))
		}
	})
	app.GET("/class/events", func(c *gin.Context) {
		who := visitor(c.Request.Context(), sessions).ID
		if !room.Has(who) {
			done(c, class.ErrAbsent)
			return
		}
		class.Follow(c.Writer, c.Request, func() (class.View, <-chan struct{}) { return room.Phone(who) })
	})
	app.POST("/class/answer", func(c *gin.Context) {
		choice, ok := web.ReadText(c.Writer, c.Request, "choice", 100)
		if ok {
			done(c, room.Answer(visitor(c.Request.Context(), sessions).ID, c.Query("id"), choice))
		}
	})
	app.POST("/class/progress", func(c *gin.Context) { report(c, room) })
}

// report는 학생의 progress가 알린 연습의 결과를 격자에 적는다. 브라우저가 아니므로 세션이 없고, 방 낱말을 함께 보낸다.
func report(c *gin.Context, room *class.Class) {
	var r struct {
		Word, Student, Done string
		Tasks               []string
	}
	if json.NewDecoder(http.MaxBytesReader(c.Writer, c.Request.Body, longestReport)).Decode(&r) != nil {
		done(c, class.ErrGrid)
		return
	}
	done(c, room.Report(r.Student, r.Word, c.ClientIP(), r.Tasks, r.Done))
}

// Wall은 프로젝터에 띄우는 페이지이다. hosts는 휴대 전화가 열 수 있는 HOST:PORT들이다.
func Wall(app *gin.Engine, room *class.Class, scheme string, hosts []string) {
	wall := app.Group("/join", onlyHere)
	wall.GET("", func(c *gin.Context) {
		c.HTML(http.StatusOK, "join", gin.H{"Word": room.Word(), "Doors": doors(scheme, hosts, room.Word())})
	})
	wall.GET("/events", func(c *gin.Context) { class.Follow(c.Writer, c.Request, room.Wall) })
}

// entrance는 휴대 전화가 교실로 들어오는 주소 하나이다.
type entrance struct {
	Address string
	QR      template.HTML
}

// doors는 주소마다 QR 코드를 그린다. 방 낱말은 # 뒤에 있어서 요청에 실리지 않고, 로그에도 남지 않는다.
func doors(scheme string, hosts []string, word string) (all []entrance) {
	for _, host := range hosts {
		address := scheme + "://" + host + "/class"
		picture, err := class.QR(address + "#" + word)
		if err != nil {
			panic(err) // 주소는 짧다.
		}
		all = append(all, entrance{strings.TrimPrefix(address, "http://"), picture})
	}
	return all
}

// done은 한 일의 결과를 알린다. 오류는 사용자가 읽을 문장이고, 온점만 없다.
func done(c *gin.Context, err error) {
	switch {
	case err == nil:
		c.Status(http.StatusNoContent)
	case errors.Is(err, class.ErrSlow), errors.Is(err, class.ErrHasty):
		web.Error(c.Writer, http.StatusTooManyRequests, err.Error()+".")
	case errors.Is(err, class.ErrWord), errors.Is(err, class.ErrAbsent):
		web.Error(c.Writer, http.StatusForbidden, err.Error()+".")
	default:
		web.Error(c.Writer, http.StatusConflict, err.Error()+".")
	}
}

// onlyHere는 이 컴퓨터에서 온 요청만 넘긴다. 벽과 교사의 페이지에는 방 낱말과 단추가 있다.
func onlyHere(c *gin.Context) {
	if !web.FromThisComputer(c.Request) {
		web.Error(c.Writer, http.StatusForbidden, "이 페이지는 서버를 켠 컴퓨터에서만, localhost라는 이름으로 열 수 있습니다.")
		c.Abort()
	}
}

// Members는 교실에 들어온 사람의 요청만 넘긴다. 이 컴퓨터에서 온 것과, 들어오는 데 필요한 것은 그냥 넘긴다.
func Members(sessions *scs.SessionManager, room *class.Class) gin.HandlerFunc {
	return func(c *gin.Context) {
		first, _, _ := strings.Cut(strings.TrimPrefix(c.Request.URL.Path, "/"), "/")
		switch {
		case first == "class", first == "public", first == "web", web.FromThisComputer(c.Request):
		case room.Has(visitor(c.Request.Context(), sessions).ID):
		case c.Request.Method == http.MethodGet && strings.Contains(c.GetHeader("Accept"), "text/html"):
			c.Redirect(http.StatusFound, "/class")
			c.Abort()
		default:
			done(c, class.ErrAbsent)
			c.Abort()
		}
	}
}
