package main

import (
	"context"
	"embed"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"socketworkbook/internal/room"
	"socketworkbook/internal/web"
)

const (
	remembered  = 200              // 방이 기억하는 메시지의 수
	longestText = 1000             // 글자
	longestName = 20               // 글자
	longestWait = 60 * time.Second // 롱 폴링이 응답을 미루는 가장 긴 시간
)

// files는 페이지와, 페이지가 보여 줄 이 서버의 코드이다.
//
//go:embed index.html server.go storage.html storage-other.html *.js storage.go
var files embed.FS

type server struct {
	room     *room.Room
	sessions *sessions
	page     http.Handler
	storage  *storage
}

// serve는 ctx가 취소될 때까지 ln에서 HTTP로 응답한다.
func serve(ctx context.Context, ln net.Listener) error {
	s := &server{room: room.New(remembered), sessions: newSessions(), page: web.Page("03-http-polling", files, "index.html")}
	s.sessions.secure = web.IsSecure(ln) // -tls로 켰다.
	s.storage = newStorage(web.IsSecure(ln))
	stop, err := s.storage.serveOther(ctx, ln)
	if err != nil {
		return err
	}
	defer stop()
	go s.sessions.sweep(ctx)
	return web.Serve(ctx, ln, logged(s.handle()))
}

// handle은 어떤 메서드와 경로의 요청을 어느 핸들러가 맡는지 정한다. GET을 맡은 핸들러는 HEAD도 맡는다.
func (s *server) handle() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.visit)
	mux.HandleFunc("GET /messages", s.list)
	mux.HandleFunc("POST /messages", s.add)
	mux.HandleFunc("POST /name", s.takeName)
	mux.HandleFunc("GET /me", s.me)
	s.storage.handle(mux)
	return web.Korean(mux)
}

// visit은 페이지를 준다. 처음 온 사용자는 여기서 세션을 얻는다.
func (s *server) visit(w http.ResponseWriter, r *http.Request) {
	if _, ok := s.sessions.find(r); !ok {
		s.sessions.start(w, session{})
	}
	s.page.ServeHTTP(w, r)
}

// list는 after번보다 뒤의 메시지를 응답한다. wait가 없으면 바로(폴링),
// 있으면 새 메시지가 생길 때까지 응답을 미룬다(롱 폴링).
func (s *server) list(w http.ResponseWriter, r *http.Request) {
	after, wait, err := parseQuery(r.URL.Query())
	if err != nil {
		web.Error(w, http.StatusBadRequest, err.Error())
		return
	}
	// N번보다 뒤를 달라는 것은 N번까지 읽었다는 말이기도 하다.
	s.sessions.touch(r, after)

	if wait > 0 {
		// 쓰기 데드라인은 요청을 받을 때 이미 정해졌다. 기다리는 만큼 미룬다.
		http.NewResponseController(w).SetWriteDeadline(time.Now().Add(wait + 10*time.Second))
		select {
		case <-s.room.News(after):
		case <-time.After(wait): // 새 메시지가 없어도 빈 응답은 해야 클라이언트가 다시 요청한다.
		case <-r.Context().Done(): // 클라이언트가 떠났거나 서버가 멈춘다.
		}
	}
	// 방이 잊은 것이 있으면 번호가 건너뛴다. 페이지는 그것을 보고 몇 개를 놓쳤는지 안다.
	messages, _ := s.room.Since(after)
	web.JSON(w, http.StatusOK, messages)
}

// add는 한 줄을 방에 적는다. 적은 사람의 이름은 본문이 아니라 세션에서 찾는다.
func (s *server) add(w http.ResponseWriter, r *http.Request) {
	text, ok := web.ReadText(w, r, "text", longestText)
	if !ok {
		return
	}
	known, _ := s.sessions.find(r)
	web.JSON(w, http.StatusCreated, s.room.Add(known.displayName(), text))
}

// takeName은 사용자의 이름을 정하고 세션 ID를 새로 준다. 이름을 얻기 전의 ID를
// 누가 미리 알고 있었더라도, 이름을 얻은 뒤의 세션은 훔치지 못한다(세션 고정 공격).
func (s *server) takeName(w http.ResponseWriter, r *http.Request) {
	name, ok := web.ReadText(w, r, "name", longestName)
	if !ok {
		return
	}
	known := s.sessions.end(r)
	known.name = strings.Join(strings.Fields(name), " ") // 이름 속의 줄바꿈으로 남의 말을 꾸며 내지 못하게
	s.sessions.start(w, known)
	web.JSON(w, http.StatusOK, map[string]string{"name": known.name})
}

// me는 서버가 이 사용자에 대해 기억하는 것을 응답한다. 쿠키에는 세션 ID뿐이고, 기억은 서버에 있다.
func (s *server) me(w http.ResponseWriter, r *http.Request) {
	known, _ := s.sessions.find(r)
	web.JSON(w, http.StatusOK, map[string]any{
		"name": known.displayName(), "read": known.read, "now": time.Now().UnixMilli(),
	})
}

// parseQuery는 쿼리(query) ?after=N&wait=25s를 읽는다. 둘 다 없어도 된다.
func parseQuery(query url.Values) (after uint64, wait time.Duration, err error) {
	if text := query.Get("after"); text != "" {
		after, err = strconv.ParseUint(text, 10, 64)
		if err != nil {
			return 0, 0, errors.New("after는 0이거나 그보다 큰 정수여야 합니다")
		}
	}
	if text := query.Get("wait"); text != "" {
		wait, err = time.ParseDuration(text)
		if err != nil || wait < 0 {
			return 0, 0, errors.New("wait에는 0이거나 그보다 긴 시간을 25s처럼 써야 합니다")
		}
	}
	return after, min(wait, longestWait), nil
}
