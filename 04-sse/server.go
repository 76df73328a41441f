package main

import (
	"context"
	_ "embed"
	"fmt"
	"log"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"socketworkbook/internal/room"
	"socketworkbook/internal/web"
)

const (
	remembered   = 200                   // 방이 기억하는 메시지 수
	longestText  = 1000                  // 글자
	retry        = 2 * time.Second       // 끊긴 브라우저가 다시 올 때까지 쉬는 시간
	heartbeat    = 15 * time.Second      // 조용할 때도 이만큼마다 한 줄
	writeTimeout = 10 * time.Second      // 읽지 않는 손님을 기다리는 시간
	gather       = 20 * time.Millisecond // 방금 보낸 손님에게는 이만큼 모았다가 보낸다
)

//go:embed index.html
var index string

type server struct {
	room *room.Room
	mu   sync.Mutex
	cut  chan struct{} // 닫히면 열린 흐름이 모두 끝난다
}

// serve는 ctx가 닫힐 때까지 ln에서 HTTP로 답한다.
func serve(ctx context.Context, ln net.Listener) error {
	s := &server{room: room.New(remembered), cut: make(chan struct{})}
	return web.Serve(ctx, ln, s.handle())
}

// handle은 어떤 길과 방법의 요청을 누가 맡는지 정한다.
func (s *server) handle() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", web.Page(index))
	mux.HandleFunc("GET /events", s.events)
	mux.HandleFunc("POST /messages", s.add)
	mux.HandleFunc("POST /cut", s.cutAll)

	mux.HandleFunc("/{$}", web.Only("GET, HEAD"))
	mux.HandleFunc("/events", web.Only("GET, HEAD"))
	mux.HandleFunc("/messages", web.Only("POST"))
	mux.HandleFunc("/cut", web.Only("POST"))
	mux.HandleFunc("/", web.NotFound)
	return mux
}

// events는 손님이 떠날 때까지 끝나지 않는 답이다. 새 글이 적힐 때마다 이벤트를 흘린다.
func (s *server) events(w http.ResponseWriter, r *http.Request) {
	// 다른 사이트의 페이지도 EventSource를 열 수는 있다. 읽지 못할 뿐 연결은 차지한다.
	if !web.SameOrigin(w, r) {
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	if r.Method == http.MethodHead {
		return
	}
	cut := s.cutting()
	stream := newStream(w)
	// 브라우저는 끊기면 스스로 다시 오고, 마지막으로 받은 번호를 머리에 적어 보낸다.
	last, again := lastEventID(r)
	stream.retry(retry)
	if again {
		stream.event("welcome", fmt.Sprintf("다시 오셨습니다. 마지막으로 받으신 번호는 %d입니다.", last))
	} else {
		stream.event("welcome", "처음 오셨습니다. 기억하는 것을 모두 보냅니다.")
	}
	log.Printf("%s 흐름을 엶, Last-Event-ID %q", r.RemoteAddr, r.Header.Get("Last-Event-ID"))
	defer log.Printf("%s 흐름이 끝남", r.RemoteAddr)

	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	var sent time.Time // 메시지를 마지막으로 내보낸 때
	for {
		stream.extend()
		messages, missed := s.room.Since(last)
		if again && missed > 0 {
			stream.event("missed", strconv.FormatUint(missed, 10))
		}
		for _, m := range messages {
			stream.message(m.ID, m.Text)
			last, again = m.ID, true
		}
		// 기다리기 직전에 한꺼번에 내보낸다. net/http의 버퍼가 먼저 차지 않았다면, 답의 머리도 여기서 떠난다.
		if err := stream.flush(); err != nil {
			return
		}
		if len(messages) > 0 {
			sent = time.Now()
		}
		select {
		case <-s.room.News(last):
			// 소식은 몰려온다. 첫 소식은 바로 보내고, 곧이어 온 것은 조금 모아 한 번에 보낸다.
			// 천 명에게 여덟 번씩 쓰는 대신 두 번씩 쓴다. 길어야 20ms라서, 그 사이에 떠난 손님도 곧 알아챈다.
			time.Sleep(time.Until(sent.Add(gather)))
		case <-beat.C: // 조용한 연결은 중간의 프록시가 죽은 줄 알고 끊을 수 있다.
			stream.extend()
			stream.comment("아직 여기 있습니다")
		case <-cut:
			return
		case <-r.Context().Done(): // 손님이 떠났거나 서버가 멈춘다.
			return
		}
	}
}

// lastEventID는 다시 온 손님이 마지막으로 받은 번호이다. 우리가 준 적 없는 모양이면
// 처음 온 손님으로 대한다. 이 머리는 HTML 표준 9.2절이 정한 것이다.
func lastEventID(r *http.Request) (id uint64, again bool) {
	id, err := strconv.ParseUint(r.Header.Get("Last-Event-ID"), 10, 64)
	if err != nil {
		return 0, false
	}
	return id, true
}

// add는 거꾸로 가는 길이다. SSE는 서버에서 브라우저로만 흐르므로, 말하려면 따로 요청한다.
func (s *server) add(w http.ResponseWriter, r *http.Request) {
	if text, ok := web.ReadText(w, r, "text", longestText); ok {
		web.JSON(w, http.StatusCreated, s.room.Add("", text))
	}
}

// cutAll은 열려 있는 흐름을 모두 끝낸다. 브라우저가 스스로 돌아오는지 보려고 만든 길이다.
func (s *server) cutAll(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	close(s.cut)
	s.cut = make(chan struct{})
	s.mu.Unlock()
	w.WriteHeader(http.StatusNoContent)
}

func (s *server) cutting() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.cut
}
