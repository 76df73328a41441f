package routes

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"socketworkbook/06-gin-routes/compare"
	"socketworkbook/internal/web"
)

const (
	longestWait = 25 * time.Second // 롱폴링이 답을 쥐고 있는 가장 긴 시간
	heartbeat   = 15 * time.Second // SSE는 조용할 때도 이만큼마다 한 줄
)

// Compare는 나란히 견주는 페이지의 길이다. 페이지는 조종줄(control)로 실험을 하나 시작하고,
// 그 실험의 번호가 든 길로 네 가지 방법을 함께 연다.
func Compare(router *gin.RouterGroup, board *compare.Board) {
	router.GET("", func(c *gin.Context) { c.HTML(http.StatusOK, "compare", nil) })
	router.GET("/control", control(board))

	// with는 실험을 찾고, 길이 끊겨 있으면 답 없이 연결을 끊는다. 고장 난 길은 404나 503을 말해 주지 않는다.
	with := func(carry func(c *gin.Context, run *compare.Run, cut <-chan struct{})) gin.HandlerFunc {
		return func(c *gin.Context) {
			if !web.SameOrigin(c.Writer, c.Request) {
				return
			}
			run := board.Find(c.Param("run"))
			if run == nil {
				web.Error(c.Writer, http.StatusNotFound, "그런 실험은 없습니다. 페이지를 새로 고치세요.")
				return
			}
			cut, open := run.Line()
			if !open {
				compare.HangUp(c.Request)
				return
			}
			carry(c, run, cut)
		}
	}
	router.GET("/:run/polling", with(polling))
	router.GET("/:run/longpolling", with(longPolling))
	router.GET("/:run/sse", with(sse))
	router.GET("/:run/ws", with(member))
}

// polling은 바로 답한다. 소식이 없으면 빈 응답이다.
func polling(c *gin.Context, run *compare.Run, _ <-chan struct{}) {
	compare.Claim(c.Request, &run.Polling)
	answer(c, run, &run.Polling)
}

// longPolling은 소식이 생길 때까지 답을 쥐고 있는다.
func longPolling(c *gin.Context, run *compare.Run, cut <-chan struct{}) {
	compare.Claim(c.Request, &run.LongPolling)
	http.NewResponseController(c.Writer).SetWriteDeadline(time.Now().Add(longestWait + writeTimeout))
	select {
	case <-run.News(after(c)):
	case <-time.After(longestWait):
	case <-cut:
		compare.HangUp(c.Request)
		return
	case <-c.Request.Context().Done():
	}
	answer(c, run, &run.LongPolling)
}

func answer(c *gin.Context, run *compare.Run, tally *compare.Tally) {
	messages := run.Since(after(c))
	if len(messages) == 0 {
		tally.Add(compare.Count{Empty: 1})
	}
	web.JSON(c.Writer, http.StatusOK, messages)
}

// after는 손님이 마지막으로 받은 번호이다. 숫자가 아니면 0이다.
func after(c *gin.Context) uint64 {
	id, _ := strconv.ParseUint(c.Query("after"), 10, 64)
	return id
}

// sse는 끝나지 않는 답으로 흘린다. 다시 온 브라우저는 Last-Event-ID에 마지막 번호를 적어 온다.
func sse(c *gin.Context, run *compare.Run, cut <-chan struct{}) {
	compare.Claim(c.Request, &run.SSE)
	last := after(c)
	if id, err := strconv.ParseUint(c.GetHeader("Last-Event-ID"), 10, 64); err == nil {
		last = id
	}
	c.Header("Content-Type", "text/event-stream")
	c.Header("Cache-Control", "no-store")
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	stream := http.NewResponseController(c.Writer)
	fmt.Fprint(c.Writer, "retry: 1000\n\n")
	for {
		stream.SetWriteDeadline(time.Now().Add(writeTimeout))
		for _, m := range run.Since(last) {
			fmt.Fprintf(c.Writer, "id: %d\ndata: %s\n\n", m.ID, m.Text)
			last = m.ID
		}
		if stream.Flush() != nil {
			return
		}
		select {
		case <-run.News(last):
		case <-beat.C:
			fmt.Fprint(c.Writer, ":\n\n")
		case <-cut:
			compare.HangUp(c.Request)
			return
		case <-c.Request.Context().Done():
			return
		}
	}
}

// member는 WebSocket으로 흘린다. WebSocket에는 다시 온 손님이 어디까지 받았는지 말하는 규칙이
// 없다. 그래서 언제 오든 지금부터이다.
func member(c *gin.Context, run *compare.Run, _ <-chan struct{}) {
	compare.Claim(c.Request, &run.WebSocket)
	last := run.Last()
	conn, ok := upgrade(c)
	if !ok {
		return
	}
	compare.Keep(c.Request)
	ctx := c.Request.Context()
	attend(ctx, conn, func([]byte) {}, func(gone <-chan struct{}) {
		run.Carry(ctx, conn.NetConn(), last, gone)
	})
}
