package main

import (
	"embed"
	"errors"
	"log"
	"net/http"
	"strconv"
	"time"

	"socketworkbook/04-sse/push"
	"socketworkbook/internal/web"
)

const (
	longestSubscription = 2000 // 글자
	longestPush         = push.LongestPayload
)

//go:embed push.html push.js sw.js push.go push/encrypt.go push/send.go
var pushFiles embed.FS

// pushPage는 웹 푸시를 해 보는 페이지이다(/push). 스트림과 나누어 쓰는 것은 없다.
type pushPage struct {
	page   http.Handler
	pusher *push.Pusher
}

func newPushPage() *pushPage {
	return &pushPage{web.WorkerPage("04-sse", pushFiles, "push.html"), push.New()}
}

func (p *pushPage) handle(mux *http.ServeMux) {
	mux.Handle("GET /push", p.page)
	mux.HandleFunc("GET /sw.js", p.worker)
	mux.HandleFunc("GET /push/key", p.key)
	mux.HandleFunc("POST /push/subscribe", p.subscribe)
	mux.HandleFunc("POST /push/send", p.send)
}

// worker는 서비스 워커의 스크립트이다. 서비스 워커는 제 파일이 있는 폴더 아래의 페이지만 맡으므로 맨 위에 둔다.
func (p *pushPage) worker(w http.ResponseWriter, r *http.Request) {
	web.Protect(w.Header(), "default-src 'none'")
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache") // 고친 스크립트가 새로 고침 한 번에 오게
	http.ServeFileFS(w, r, pushFiles, "sw.js")
}

// key는 브라우저가 구독할 때 쓸 이 서버의 공개 키이다.
func (p *pushPage) key(w http.ResponseWriter, r *http.Request) {
	key, err := p.pusher.Key()
	if err != nil {
		broken(w, err)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	web.JSON(w, http.StatusOK, map[string]string{"key": key})
}

// subscribe는 브라우저의 구독을 적어 둔다. 누구나 지어낼 수 있으므로 살핀다.
func (p *pushPage) subscribe(w http.ResponseWriter, r *http.Request) {
	text, ok := web.ReadText(w, r, "subscription", longestSubscription)
	if !ok {
		return
	}
	subscription, err := push.ReadSubscription(text)
	if err != nil {
		web.Error(w, http.StatusBadRequest, err.Error())
		return
	}
	switch err := p.pusher.Subscribe(subscription); {
	case errors.Is(err, push.ErrFull):
		web.Error(w, http.StatusConflict, err.Error())
	case err != nil:
		broken(w, err)
	default:
		w.WriteHeader(http.StatusNoContent)
	}
}

// send는 구독한 모든 브라우저에 보내고, 푸시 서비스들이 무엇이라고 했는지 알린다.
func (p *pushPage) send(w http.ResponseWriter, r *http.Request) {
	text, ok := web.ReadText(w, r, "text", longestPush)
	if !ok {
		return
	}
	seconds, err := strconv.ParseUint(r.FormValue("ttl"), 10, 31)
	if err != nil {
		web.Error(w, http.StatusBadRequest, "ttl은 초로 적은 수여야 합니다")
		return
	}
	message := push.Message{Text: text, TTL: time.Duration(seconds) * time.Second, Urgency: r.FormValue("urgency"), Topic: r.FormValue("topic")}
	if err := message.Check(); err != nil {
		web.Error(w, http.StatusBadRequest, err.Error())
		return
	}
	// 본문이 천천히 왔다면 서버의 데드라인이 얼마 남지 않았다. 푸시 서비스를 기다릴 시간을 다시 준다.
	http.NewResponseController(w).SetWriteDeadline(time.Now().Add(writeTimeout))
	results, err := p.pusher.Send(r.Context(), message)
	if err != nil {
		broken(w, err)
		return
	}
	log.Printf("%s 푸시를 구독 %d개에 보냄", r.RemoteAddr, len(results))
	web.JSON(w, http.StatusOK, map[string]any{"results": results})
}

// broken은 키나 구독의 파일을 쓰지 못한 것이다. 이유에는 이 컴퓨터의 폴더가 적혀 있으므로 화면에만 적는다.
func broken(w http.ResponseWriter, err error) {
	log.Print(err)
	web.Error(w, http.StatusInternalServerError, "서버가 푸시의 키나 구독을 다루지 못했습니다. 이유는 서버의 화면에 있습니다.")
}
