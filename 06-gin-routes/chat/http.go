package chat

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"socketworkbook/internal/web"
)

const (
	heartbeat    = 15 * time.Second // 조용한 스트림에도 이만큼마다 한 줄
	longestWait  = 25 * time.Second // 롱 폴링이 응답을 미루는 시간
	writeTimeout = 10 * time.Second // 읽지 않는 클라이언트를 기다리는 시간
	longestBody  = 8 << 10          // 바이트. 1,000자와 번호표가 들어간다
)

// Place는 요청이 어디까지 받았다고 하는지이다: ?epoch=…&after=N. 모르는 값이면 처음부터이다.
func Place(r *http.Request) place {
	query := r.URL.Query()
	after, _ := strconv.ParseUint(query.Get("after"), 10, 64)
	return place{epoch: query.Get("epoch"), after: after}
}

// Stream은 SSE로 새 메시지를 보낸다. 말하려면 Post로 따로 요청한다.
func (c *Chat) Stream(w http.ResponseWriter, r *http.Request, who Visitor) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	if r.Method == http.MethodHead {
		return
	}
	defer c.people.stay(who.ID, who.Name)()
	out := stream{w, http.NewResponseController(w)}
	defer out.extend() // 마지막 조각을 쓸 시간이다. 쓰다가 실패했다면 데드라인이 이미 지났다.
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	at := Place(r)
	for {
		now, news, changed := c.next(&at)
		if out.write(now) != nil {
			return
		}
		select {
		case <-news:
		case <-changed:
		case <-beat.C:
		case <-r.Context().Done():
			return
		}
	}
}

// stream은 04에서 쓴 것과 같은 text/event-stream이다.
type stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

// write는 알릴 것을 이벤트 하나로 쓴다. 알릴 것이 없으면 살아 있다는 주석을 쓴다.
func (s stream) write(now update) error {
	line := ": 아직 여기 있습니다\n\n"
	if !now.empty() {
		data, _ := json.Marshal(now) // 줄바꿈은 JSON에서 \n으로 적히므로 한 줄이다.
		line = fmt.Sprintf("data: %s\n\n", data)
	}
	s.extend()
	if _, err := io.WriteString(s.w, line); err != nil {
		return err
	}
	if err := s.control.Flush(); err != nil {
		return err
	}
	return s.control.SetWriteDeadline(time.Time{}) // 조용한 동안에는 없다. HTTP/2는 데드라인이 지나는 순간 끊는다.
}

func (s stream) extend() { s.control.SetWriteDeadline(time.Now().Add(writeTimeout)) }

// Poll은 새 메시지가 생길 때까지 응답을 미룬다(롱 폴링).
func (c *Chat) Poll(w http.ResponseWriter, r *http.Request, who Visitor) {
	defer c.people.stay(who.ID, who.Name)()
	http.NewResponseController(w).SetWriteDeadline(time.Now().Add(longestWait + writeTimeout))
	at := Place(r)
	// 이름의 목록은 요청마다 다시 보낸다. 처음이 아니면 메시지가 있을 때만 바로 응답한다.
	now, news, changed := c.next(&at)
	if len(now.Messages) == 0 && r.URL.Query().Get("wait") != "" {
		select {
		case <-news:
		case <-changed:
		case <-time.After(longestWait):
		case <-r.Context().Done():
		}
		at.told = false
		now, _, _ = c.next(&at)
	}
	web.JSON(w, http.StatusOK, now)
}

// Post는 메시지 하나를 받는다. 본문은 said의 JSON이다.
func (c *Chat) Post(w http.ResponseWriter, r *http.Request, who Visitor) {
	var m said
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, longestBody)).Decode(&m); err != nil {
		web.Error(w, http.StatusBadRequest, "본문은 key와 text가 있는 JSON이어야 합니다")
		return
	}
	c.people.touch(who.ID, who.Name)
	web.JSON(w, http.StatusOK, c.say(r.Context(), who, m))
}

// Here는 스트림으로 받기만 하는 페이지가 아직 살아 있다고 알리는 요청이다. 말없이 사라진 휴대 전화는
// 이 요청을 보내지 못한다.
func (c *Chat) Here(w http.ResponseWriter, r *http.Request, who Visitor) {
	c.people.touch(who.ID, who.Name)
	w.WriteHeader(http.StatusNoContent)
}
