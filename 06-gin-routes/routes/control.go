package routes

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"

	"socketworkbook/06-gin-routes/compare"
	"socketworkbook/internal/web"
)

const (
	reportEvery = 250 * time.Millisecond
	cutFor      = 5 * time.Second
)

// command는 페이지가 조종줄로 보내는 것이다. 있는 칸만 뜻을 가진다.
type command struct {
	Settings *compare.Settings `json:"settings"`
	Cut      bool              `json:"cut"`
	Clock    float64           `json:"clock"` // 그대로 돌려준다. 페이지는 오간 시간으로 시계의 차이를 잰다
}

// control은 페이지의 조종줄이다. 열려 있는 동안이 실험 하나이다. 닫히면 실험이 남긴 것도 없다.
func control(board *compare.Board) gin.HandlerFunc {
	return func(c *gin.Context) {
		if !websocket.IsWebSocketUpgrade(c.Request) {
			web.Error(c.Writer, http.StatusBadRequest, "이 주소는 /compare 페이지가 WebSocket으로 씁니다")
			return
		}
		id, run, end, err := board.Start()
		if err != nil {
			web.Error(c.Writer, http.StatusServiceUnavailable, err.Error())
			return
		}
		defer end()
		conn, ok := upgrade(c)
		if !ok {
			return
		}
		clocks := make(chan float64, 8) // 넘치면 버린다. 페이지가 다시 묻는다.
		hear := func(message []byte) {
			var cmd command
			if json.Unmarshal(message, &cmd) != nil {
				return
			}
			if cmd.Settings != nil {
				run.Set(*cmd.Settings)
			}
			if cmd.Cut {
				run.CutFor(cutFor)
			}
			if cmd.Clock != 0 {
				select {
				case clocks <- cmd.Clock:
				default:
				}
			}
		}
		ctx := c.Request.Context()
		attend(ctx, conn, hear, func(gone <-chan struct{}) { report(ctx, conn, id, run, clocks, gone) })
	}
}

// report는 실험의 번호를 알려 주고, 그 뒤로 지금의 모습을 1초에 네 번 알린다.
func report(ctx context.Context, conn *websocket.Conn, id string, run *compare.Run, clocks <-chan float64, gone <-chan struct{}) {
	tick := time.NewTicker(reportEvery)
	defer tick.Stop()
	for say := any(gin.H{"run": id}); ; {
		conn.SetWriteDeadline(time.Now().Add(writeTimeout))
		if conn.WriteJSON(say) != nil {
			return
		}
		select {
		case clock := <-clocks:
			say = gin.H{"clock": clock, "now": time.Now().UnixMicro()}
		case <-tick.C:
			say = run.Report()
		case <-gone:
			return
		case <-ctx.Done():
			return
		}
	}
}
