package routes

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"

	"github.com/gin-gonic/gin"

	"socketworkbook/06-gin-routes/chat"
	"socketworkbook/06-gin-routes/class"
	"socketworkbook/internal/notepage"
	"socketworkbook/internal/web"
	"socketworkbook/notes"
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

// plan은 교시 하나의 질문들과 계획이다. 계획은 notes/teaching-plan.md에만 적혀 있다.
type plan struct {
	web.Lesson
	Questions []class.Question
	Plan      template.HTML
}

func plans(room *class.Class) (all []plan) {
	const name = "teaching-plan.md"
	text, err := fs.ReadFile(notes.Files, name)
	if err != nil {
		panic(err) // 프로그램에 넣어 둔 파일이다.
	}
	for i, lesson := range web.Course {
		page, err := notepage.Render("notes/"+name, hour(text, i+1), address{})
		if err != nil {
			panic(fmt.Errorf("%d교시의 계획 그리기: %w", i+1, err))
		}
		all = append(all, plan{lesson, room.About(lesson.Folder), page.Body})
	}
	return all
}

// hour는 계획에서 n교시의 부분이다: 그 제목의 다음 줄부터, 같은 깊이의 다음 제목까지.
func hour(text []byte, n int) []byte {
	_, rest, _ := bytes.Cut(text, fmt.Appendf(nil, "\n## %d교시: ", n))
	_, rest, _ = bytes.Cut(rest, []byte("\n"))
	part, _, _ := bytes.Cut(rest, []byte("\n## "))
	return part
}
