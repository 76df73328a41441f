package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/lxzan/gws"
)

// peers는 Go로 쓴 상대들이다. 이 프로그램을 -peer 이름으로 다시 켜면 그 상대가 된다.
var peers = map[string]func(net.Listener) error{
	"line-by-line": lineByLine,
	"bare-http":    bareHTTP,
	"sse-each":     sseEach,
	"gws":          gwsEcho,
	"gorilla-loop": gorillaLoop,
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

// bareHTTP는 아무 일도 하지 않고 빈 답을 하는 net/http이다.
func bareHTTP(ln net.Listener) error {
	return http.Serve(ln, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, "[]\n")
	}))
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
