// 1단계: 요청이 오면 방에 적힌 메시지를 모두 보낸다.
//
//	go run ./03-http-polling/step1
package main

import (
	"encoding/json"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

var addr = "localhost:8003" // 이 컴퓨터(localhost)의 8003번 포트

// message는 방에 적힌 한 줄이다. 뒤에 붙은 `json:"id"`는 JSON에 적을 이름이다.
type message struct {
	ID   int       `json:"id"` // 1부터 하나씩 커진다
	Name string    `json:"name"`
	Text string    `json:"text"`
	Time time.Time `json:"time"`
}

// 핸들러는 여러 고루틴에서 동시에 불린다. 그래서 messages는 뮤텍스(mutex)로 지킨다.
// 한 고루틴이 Lock을 부르면, Unlock을 부를 때까지 다른 고루틴은 Lock에서 기다린다.
var mu sync.Mutex
var messages = []message{} // 슬라이스(slice). 처음에는 비어 있다.

func main() {
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		log.Fatalf("포트 열기: %v", err)
	}
	log.Printf("http://%s 주소를 브라우저로 여세요. 이미 열려 있으면 새로 고치세요", ln.Addr())
	log.Fatal(http.Serve(ln, handle())) // 연결마다 고루틴을 띄워, 요청을 읽고 핸들러를 부르기를 되풀이한다.
}

// handle은 어떤 메서드와 경로의 요청을 어느 함수가 맡는지 정한다. 이런 함수를 핸들러(handler)라고 한다.
func handle() http.Handler {
	// mux는 목록에 없는 경로에 404로, 메서드가 틀리면 405로 스스로 응답한다. {$}는 경로가 여기서 끝난다는 뜻이다.
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, "03-http-polling/index.html") })
	// 모든 수업의 페이지가 함께 쓰는 모양과 스크립트
	mux.Handle("GET /web/", http.FileServer(http.Dir("internal")))
	mux.HandleFunc("GET /messages", list)
	mux.HandleFunc("POST /messages", add)
	return mux
}

// list는 메시지를 JSON으로 응답한다. r은 온 요청이고, w에 쓴 것이 응답의 본문이 된다.
func list(w http.ResponseWriter, r *http.Request) {
	mu.Lock()
	found := messages // 적힌 메시지는 바뀌지 않고 뒤에만 붙는다. 그래서 Unlock한 다음에 읽어도 된다.
	mu.Unlock()
	log.Printf("GET %q: 메시지 %d개를 보냄", r.URL.RequestURI(), len(found))
	json.NewEncoder(w).Encode(found) // JSON으로 바꾸어 w에 쓴다.
}

// add는 요청의 본문에 담긴 한 줄을 방에 적는다. 본문은 {"text":"안녕"}처럼 생겼다.
func add(w http.ResponseWriter, r *http.Request) {
	var m message
	json.NewDecoder(r.Body).Decode(&m) // 본문의 JSON으로 m을 채운다.
	mu.Lock()
	m.ID, m.Name, m.Time = len(messages)+1, "익명", time.Now()
	messages = append(messages, m)
	mu.Unlock()
	json.NewEncoder(w).Encode(m)
}
