package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"

	"socketworkbook/internal/lesson"
	"socketworkbook/internal/room"
	"socketworkbook/internal/web"
)

const (
	remembered   = 200              // 방이 기억하는 메시지 수
	longestText  = 1000             // 글자
	retry        = 2 * time.Second  // 끊긴 브라우저가 다시 올 때까지 쉬는 시간
	heartbeat    = 15 * time.Second // 조용해도 이만큼마다 한 줄
	writeTimeout = 10 * time.Second // 읽지 않는 클라이언트를 기다리는 시간
)

// files는 페이지와, 페이지가 보여 줄 이 서버의 코드이다.
//
//go:embed index.html server.go stream.go
var files embed.FS

type server struct {
	room *room.Room
	mu   sync.Mutex
	cut  chan struct{} // 닫히면 열린 스트림이 모두 끝난다
	push *pushPage
}

func newServer() *server {
	return &server{room: room.New(remembered), cut: make(chan struct{}), push: newPushPage()}
}

// serve는 ctx가 취소될 때까지 ln에서 HTTP로 답한다.
func serve(ctx context.Context, ln net.Listener) error {
	return web.Serve(ctx, ln, newServer().handle())
}

// handle은 어떤 메서드와 경로의 요청을 누가 맡는지 정한다.
func (s *server) handle() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", web.Page("04-sse", files, "index.html"))
	mux.HandleFunc("GET /events", s.events)
	mux.HandleFunc("POST /messages", s.add)
	mux.HandleFunc("POST /cut", s.cutAll)
	s.push.handle(mux)
	return web.Korean(mux)
}

// events는 클라이언트가 떠날 때까지 끝나지 않는 응답이다.
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
	log.Printf("%s 스트림을 엶, Last-Event-ID %q", r.RemoteAddr, r.Header.Get("Last-Event-ID"))
	stream := newStream(w)
	stream.retry(retry)
	last, again := lastEventID(r)
	if again {
		stream.event("welcome", fmt.Sprintf("다시 오셨습니다. 마지막으로 받으신 번호는 %d입니다.", last))
	} else {
		stream.event("welcome", "처음 오셨습니다. 기억하는 것을 모두 보냅니다.")
	}
	err := s.follow(r.Context(), stream, last, again)
	log.Printf("%s %s", r.RemoteAddr, ending(err))
}

// follow는 last번 다음의 메시지를 차례로 보내고, 새것이 적히기를 기다린다. 끝난 이유를 돌려준다.
func (s *server) follow(ctx context.Context, stream stream, last uint64, again bool) error {
	defer stream.extend() // 마지막 조각을 쓸 시간이다. 쓰다가 실패했다면 데드라인이 이미 지났다.
	cut, beat := s.cutting(), time.Tick(heartbeat)
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
		if err := stream.flush(); err != nil {
			return err
		}
		select {
		case <-s.room.News(last):
		case <-beat: // 조용한 연결은 중간의 프록시가 끊을 수 있다.
			stream.comment("아직 여기 있습니다")
		case <-cut:
			return errCut
		case <-ctx.Done(): // 클라이언트가 떠났거나 서버가 멈춘다.
			return ctx.Err()
		}
	}
}

var errCut = errors.New("서버 쪽에서 끊음")

// ending은 스트림이 어떻게 끝났는지 로그에 적을 말이다.
func ending(err error) string {
	switch {
	case errors.Is(err, context.Canceled), lesson.IsReset(err):
		return "끝남" // 클라이언트가 떠났거나 서버가 멈춘다.
	case errors.Is(err, os.ErrDeadlineExceeded):
		return "상대가 읽지 않아서 끊음"
	}
	return err.Error()
}

// lastEventID는 다시 온 클라이언트가 마지막으로 받은 번호이다. 번호의 꼴이 아니면 처음 온
// 클라이언트로 대한다. 이 헤더는 HTML 표준 9.2절이 정한 것이다.
func lastEventID(r *http.Request) (id uint64, again bool) {
	id, err := strconv.ParseUint(r.Header.Get("Last-Event-ID"), 10, 64)
	if err != nil {
		return 0, false
	}
	return id, true
}

// add는 메시지를 하나 적는다. 스트림은 서버에서 브라우저로만 흐르므로, 말하려면 따로 요청한다.
func (s *server) add(w http.ResponseWriter, r *http.Request) {
	if text, ok := web.ReadText(w, r, "text", longestText); ok {
		web.JSON(w, http.StatusCreated, s.room.Add("", text))
	}
}

// cutAll은 열려 있는 스트림을 모두 끝낸다. 브라우저가 스스로 돌아오는지 보려고 만들었다.
func (s *server) cutAll(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.cut)
	s.cut = make(chan struct{})
	w.WriteHeader(http.StatusNoContent)
}

func (s *server) cutting() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.cut
}
