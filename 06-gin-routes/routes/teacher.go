package routes

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"socketworkbook/06-gin-routes/chat"
	"socketworkbook/06-gin-routes/class"
	"socketworkbook/internal/web"
)

// Teacher는 교사의 페이지이다. 서버를 켠 컴퓨터에서만 열린다.
func Teacher(app *gin.Engine, room *class.Class, talk, board *chat.Chat) {
	router := app.Group("/teacher", onlyHere)
	router.GET("", func(c *gin.Context) {
		c.HTML(http.StatusOK, "teacher", gin.H{"Lessons": plans(room)})
	})
	router.GET("/events", func(c *gin.Context) { class.Follow(c.Writer, c.Request, room.Wall) })
	router.GET("/results.csv", func(c *gin.Context) {
		c.Header("Content-Type", "text/csv; charset=utf-8")
		c.Header("Content-Disposition", `attachment; filename="class.csv"`)
		c.Header("Cache-Control", "no-store")
		if c.Request.Method != http.MethodHead {
			room.WriteCSV(c.Writer)
		}
	})
	acts := orders(room, talk, board)
	router.POST("/:act", func(c *gin.Context) {
		act, known := acts[c.Param("act")]
		if !known {
			web.Error(c.Writer, http.StatusNotFound, "그런 일은 없습니다.")
			return
		}
		done(c, act(c))
	})
}

// orders는 교사의 단추가 하는 일이다.
func orders(room *class.Class, talk, board *chat.Chat) map[string]func(*gin.Context) error {
	return map[string]func(*gin.Context) error{
		"open":         func(c *gin.Context) error { return room.Open(c.Query("id")) },
		"close":        func(*gin.Context) error { room.Close(); return nil },
		"measure":      func(c *gin.Context) error { return room.Measure(c.Request.Context()) },
		"lock-chat":    func(*gin.Context) error { talk.Lock(true); return nil },
		"unlock-chat":  func(*gin.Context) error { talk.Lock(false); return nil },
		"clear-chat":   func(c *gin.Context) error { return talk.Clear(c.Request.Context()) },
		"lock-board":   func(*gin.Context) error { board.Lock(true); return nil },
		"unlock-board": func(*gin.Context) error { board.Lock(false); return nil },
		"clear-board": func(c *gin.Context) error {
			_, err := board.Announce(c.Request.Context(), `{"do":"clear"}`)
			return err
		},
		"put-out": func(c *gin.Context) error { talk.PutOut(c.Query("name")); return nil },
	}
}

// plan은 교시 하나의 질문들이다.
type plan struct {
	web.Lesson
	Questions []class.Question
}

func plans(room *class.Class) (all []plan) {
	for _, lesson := range web.Course {
		all = append(all, plan{lesson, room.About(lesson.Folder)})
	}
	return all
}
