package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"
	"github.com/lxzan/gws"

	"socketworkbook/06-gin-routes/compare"
	"socketworkbook/06-gin-routes/routes"
)

// peers는 Go로 쓴 상대들이다. 이 프로그램을 -peer 이름으로 다시 켜면 그 상대가 된다.
var peers = map[string]func(net.Listener) error{
	"line-by-line": lineByLine,
	"bare-http":    bareHTTP,
	"sse-each":     sseEach,
	"bare-sse":     bareSSE,
	"gws":          gwsEcho,
	"gorilla-loop": gorillaLoop,
	"hub-gin":      hub(behindGin),
	"hub-bare":     hub(withoutGin((*compare.Run).Carry)),
	"hub-each":     hub(withoutGin(carryEach)),
}

func runPeer(name string) error {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Fprintln(os.Stderr, ln.Addr())
	return peers[name](ln)
}

// lineByLine은 줄마다 쓴다. 01과 다른 것은 그것뿐이다.
func lineByLine(ln net.Listener) error {
	for {
		conn, err := ln.Accept()
		if err != nil {
			return err
		}
		go func() {
			defer conn.Close()
			in := bufio.NewReader(conn)
			for {
				line, err := in.ReadSlice('\n')
				if err != nil {
					return
				}
				conn.SetWriteDeadline(time.Now().Add(10 * time.Second))
				if _, err := conn.Write(line); err != nil {
					return
				}
			}
		}()
	}
}

// bareHTTP는 핸들러가 하나뿐인 net/http이다. 물음을 읽고 빈 방의 답을 하는 것은 03과 같다. 세션도 문지기도 없다.
// 기한만은 수업의 서버와 같다. 기한 없는 서버는 값을 견줄 상대가 아니라 고장 난 서버이다.
func bareHTTP(ln net.Listener) error {
	server := &http.Server{
		ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			query := r.URL.Query()
			if _, err := strconv.ParseUint(cmp.Or(query.Get("after"), "0"), 10, 64); err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
			if wait, _ := time.ParseDuration(query.Get("wait")); wait > 0 {
				select {
				case <-time.After(wait):
				case <-r.Context().Done():
				}
			}
			w.Header().Set("Content-Type", "application/json")
			json.NewEncoder(w).Encode([]string{})
		}),
	}
	return server.Serve(ln)
}

// sseEach는 사건마다 쓰고 내보낸다.
func sseEach(ln net.Listener) error {
	var mu sync.Mutex
	listeners := map[chan string]bool{}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /events", func(w http.ResponseWriter, r *http.Request) {
		events := make(chan string, 1024)
		mu.Lock()
		listeners[events] = true
		mu.Unlock()
		w.Header().Set("Content-Type", "text/event-stream")
		flush := http.NewResponseController(w).Flush
		flush()
		for event := range events {
			io.WriteString(w, event)
			if flush() != nil {
				break
			}
		}
		mu.Lock()
		delete(listeners, events)
		mu.Unlock()
	})
	id := 0
	mux.HandleFunc("POST /messages", func(w http.ResponseWriter, r *http.Request) {
		text := r.PostFormValue("text")
		mu.Lock()
		id++
		event := "id: " + strconv.Itoa(id) + "\ndata: " + text + "\n\n"
		for events := range listeners {
			events <- event
		}
		mu.Unlock()
		w.WriteHeader(http.StatusCreated)
	})
	return http.Serve(ln, mux)
}

// bareSSE는 흐름을 열고 심장 박동만 보낸다. 끝나지 않는 답이 net/http에서 차지하는 만큼이다.
func bareSSE(ln net.Listener) error {
	return http.Serve(ln, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		w.Header().Set("Cache-Control", "no-store")
		control, beat := http.NewResponseController(w), time.NewTicker(15*time.Second)
		defer beat.Stop()
		for io.WriteString(w, ":\n\n"); control.Flush() == nil; io.WriteString(w, ":\n\n") {
			select {
			case <-beat.C:
			case <-r.Context().Done():
				return
			}
		}
	}))
}

type gwsHandler struct{ gws.BuiltinEventHandler }

func (gwsHandler) OnMessage(conn *gws.Conn, message *gws.Message) {
	defer message.Close()
	conn.WriteMessage(message.Opcode, message.Bytes())
}

func gwsEcho(ln net.Listener) error {
	upgrader := gws.NewUpgrader(gwsHandler{}, &gws.ServerOption{
		SubProtocols: []string{"example-echo"}, ReadMaxPayloadSize: 1 << 20, CheckUtf8Enabled: true,
	})
	return http.Serve(ln, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if conn, err := upgrader.Upgrade(w, r); err == nil {
			go conn.ReadLoop()
		}
	}))
}

// gorillaLoop는 어디서나 볼 수 있는 ReadMessage와 WriteMessage의 되풀이이다.
func gorillaLoop(ln net.Listener) error {
	upgrader := websocket.Upgrader{Subprotocols: []string{"example-echo"}}
	return http.Serve(ln, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer conn.Close()
		for {
			kind, message, err := conn.ReadMessage()
			if err != nil || conn.WriteMessage(kind, message) != nil {
				return
			}
		}
	}))
}

// hub는 /compare의 실험 하나이다. POST /burst는 사건 여덟 개를 한꺼번에 내고, /ws는 손님이 된다.
func hub(members func(*compare.Board, string, *compare.Run) http.Handler) func(net.Listener) error {
	return func(ln net.Listener) error {
		board := compare.NewBoard()
		id, run, _, err := board.Start()
		if err != nil {
			return err
		}
		mux := http.NewServeMux()
		mux.Handle("/ws", members(board, id, run))
		mux.HandleFunc("POST /burst/{size}", func(w http.ResponseWriter, r *http.Request) {
			size, _ := strconv.Atoi(r.PathValue("size"))
			for range 8 {
				run.Emit(size)
			}
		})
		return http.Serve(ln, mux)
	}
}

// behindGin은 06의 길을 그대로 쓴다.
func behindGin(board *compare.Board, id string, _ *compare.Run) http.Handler {
	gin.SetMode(gin.ReleaseMode)
	app := gin.New()
	routes.Compare(app.Group("/compare"), board)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.URL.Path = "/compare/" + id + "/ws"
		app.ServeHTTP(w, r)
	})
}

func withoutGin(carry func(*compare.Run, context.Context, net.Conn, uint64, <-chan struct{}) error) func(*compare.Board, string, *compare.Run) http.Handler {
	return func(_ *compare.Board, _ string, run *compare.Run) http.Handler {
		var upgrader websocket.Upgrader
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			last := run.Last()
			conn, err := upgrader.Upgrade(w, r, nil)
			if err != nil {
				return
			}
			defer conn.Close()
			gone := make(chan struct{})
			go func() {
				defer close(gone)
				for {
					if _, _, err := conn.ReadMessage(); err != nil {
						return
					}
				}
			}()
			carry(run, r.Context(), conn.NetConn(), last, gone)
		})
	}
}

// carryEach는 사건마다 쓴다. Carry와 다른 것은 그것뿐이다.
func carryEach(run *compare.Run, ctx context.Context, conn net.Conn, after uint64, gone <-chan struct{}) error {
	for {
		for _, m := range run.Since(after) {
			frame := append([]byte{0x81, byte(len(m.Text))}, m.Text...)
			if len(m.Text) > 125 {
				frame = append([]byte{0x81, 126, byte(len(m.Text) >> 8), byte(len(m.Text))}, m.Text...)
			}
			conn.SetWriteDeadline(time.Now().Add(10 * time.Second))
			if _, err := conn.Write(frame); err != nil {
				return err
			}
			after = m.ID
		}
		select {
		case <-run.News(after):
		case <-gone:
			return nil
		case <-ctx.Done():
			return nil
		}
	}
}
