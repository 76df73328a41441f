package live

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/gorilla/websocket"

	"socketworkbook/06-gin-routes/peer"
	"socketworkbook/internal/web"
)

const (
	reportEvery = 250 * time.Millisecond
	cutTime     = 5 * time.Second
)

// command는 페이지가 보내는 것이다. 있는 필드만 뜻을 가진다.
type command struct {
	Settings *settings `json:"settings"`
	Cut      bool      `json:"cut"`
	Clock    float64   `json:"clock"` // 그대로 돌려준다. 페이지는 오간 시간으로 시계의 차이를 잰다
}

// control은 페이지가 실험을 조종하는 WebSocket이다. 열려 있는 동안이 실험 하나이다. 닫히면 실험이 남긴 것도 없다.
func (s *site) control(w http.ResponseWriter, r *http.Request) {
	if !websocket.IsWebSocketUpgrade(r) {
		web.Error(w, http.StatusBadRequest, "이 주소는 비교 페이지가 WebSocket으로 씁니다")
		return
	}
	id, run, end, err := s.board.start()
	if err != nil {
		web.Error(w, http.StatusServiceUnavailable, err.Error())
		return
	}
	hello, shut, err := s.introduce(id, run)
	if err != nil {
		end()
		web.Error(w, http.StatusServiceUnavailable, err.Error())
		return
	}
	if !s.peers.Accept(w, r, func(ctx context.Context, conn *websocket.Conn) {
		defer shut()
		defer end()                     // 연결부터 끊고, 중계를 걷는다.
		clocks := make(chan float64, 8) // 넘치면 버린다. 페이지가 다시 묻는다.
		telling, stop := context.WithCancel(ctx)
		defer stop()
		go tell(telling, conn, hello, run, clocks)
		peer.Converse(ctx, conn, func(_ int, message []byte) error {
			obey(run, message, clocks)
			return nil
		})
	}) {
		end()
		shut()
	}
}

// introduce는 페이지가 실험에 붙는 데 쓸 것이다: 실험의 번호, WebTransport의 주소, 먼 네트워크의 입구.
// shut은 그 가운데 이 실험만의 것을 거둔다.
func (s *site) introduce(id string, run *run) (hello map[string]any, shut func(), err error) {
	gate := ""
	if s.far != nil {
		addr, err := run.lines.before(s.far.page.String(), false)
		if err != nil {
			return nil, nil, err
		}
		gate = "http://" + addr
	}
	door, shut, err := s.quic.door(run)
	return map[string]any{"run": id, "quic": door, "gate": gate}, shut, err
}

// obey는 페이지가 시키는 일을 한다. 알 수 없는 것은 버린다.
func obey(run *run, message []byte, clocks chan<- float64) {
	var c command
	if json.Unmarshal(message, &c) != nil {
		return
	}
	if c.Settings != nil {
		run.set(*c.Settings)
	}
	if c.Cut {
		run.cutFor(cutTime)
	}
	if c.Clock != 0 {
		select {
		case clocks <- c.Clock:
		default:
		}
	}
}

// tell은 실험을 소개하고, 그 뒤로 지금의 모습을 1초에 네 번 알린다.
func tell(ctx context.Context, conn *websocket.Conn, hello map[string]any, run *run, clocks <-chan float64) {
	tick := time.NewTicker(reportEvery)
	defer tick.Stop()
	for say := any(hello); ; {
		text, err := json.Marshal(say)
		if err != nil || peer.Send(conn, websocket.TextMessage, text) != nil {
			conn.Close() // 받지 않는 페이지이다. 읽고 있는 Converse도 이것으로 끝난다.
			return
		}
		select {
		case clock := <-clocks:
			say = map[string]any{"clock": clock, "now": time.Now().UnixMicro()}
		case <-tick.C:
			say = run.report()
		case <-ctx.Done():
			return
		}
	}
}
