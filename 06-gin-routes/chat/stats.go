package chat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/nats-io/nats.go"

	"socketworkbook/internal/web"
)

const (
	scribeSubject = "scribe.stats" // 서기(scribe)에게 묻는 제목. 서기의 코드는 모른다
	scribeWait    = time.Second
)

// Stats는 다른 서비스인 서기에게 물어서 답한다. 서기가 없어도 대화방은 그대로이다.
func (c *Chat) Stats(w http.ResponseWriter, r *http.Request, _ Visitor) {
	stream, shared := c.room.(*Stream)
	if !shared {
		web.JSON(w, http.StatusOK, scribeSays{Sentence: "서기: 없음. NATS_URL을 정해서 켜면 서기가 들을 수 있습니다."})
		return
	}
	web.JSON(w, http.StatusOK, scribeSays{Sentence: "서기: " + stream.askScribe(r.Context()), Again: true})
}

// scribeSays는 페이지에 보이는 한 줄이다. Again이 아니면 다시 물어도 같다.
type scribeSays struct {
	Sentence string `json:"sentence"`
	Again    bool   `json:"again"`
}

// askScribe는 NATS의 요청과 응답(request-reply)으로 묻는다. 누가 답하는지, 몇이 있는지는 브로커만 안다.
func (s *Stream) askScribe(ctx context.Context) (sentence string) {
	if !s.broker.conn.IsConnected() {
		return "브로커와 끊겨서 물을 수 없습니다."
	}
	ctx, cancel := context.WithTimeout(ctx, scribeWait)
	defer cancel()
	answer, err := s.broker.conn.RequestWithContext(ctx, scribeSubject, nil)
	if errors.Is(err, nats.ErrNoResponders) { // 듣는 프로그램이 없으면 브로커가 바로 알려 준다.
		return "없음. 켜려면 go run ./06-gin-routes/scribe"
	}
	if err != nil {
		return "1초 안에 답하지 않습니다."
	}
	var count struct{ Words, People *int }
	if json.Unmarshal(answer.Data, &count) != nil || count.Words == nil || count.People == nil {
		return "알 수 없는 답을 합니다."
	}
	return fmt.Sprintf("단어 %d개, %d명", *count.Words, *count.People)
}
