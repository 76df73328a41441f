// 4단계: 조용해도 살아 있음을 알린다. 읽지 않는 클라이언트와 준 적 없는 번호를 견딘다.
//
//	go run ./04-sse/step4
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

var addr = "localhost:8004" // 이 컴퓨터(localhost)의 8004번 포트
var patience = "15s"        // 이만큼 조용하면 한 줄을 보낸다. 이만큼 안에 쓰지 못하면 끊는다.

var mu sync.Mutex // 뮤텍스(mutex): 여러 고루틴이 아래의 둘을 동시에 만지지 못하게 한다.
var messages []string
var news = make(chan struct{}) // 다음 메시지가 적히면 닫히는 채널

func main() {
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		log.Fatalf("포트 열기: %v", err)
	}
	log.Printf("http://%s 주소를 브라우저로 여세요", ln.Addr())
	http.HandleFunc("GET /events", events)
	http.HandleFunc("POST /messages", add)
	http.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, "04-sse/index.html") })
	// 모든 수업의 페이지가 함께 쓰는 모양과 스크립트
	http.Handle("GET /web/", http.FileServer(http.Dir("internal")))
	log.Fatal(http.Serve(ln, nil)) // 요청마다 고루틴 하나가 맡는다.
}

// events는 끝나지 않는 응답이다. 이벤트는 글자로 된 줄이고, 빈 줄에서 끝난다.
func events(w http.ResponseWriter, r *http.Request) {
	log.Printf("%s 스트림을 엶", r.RemoteAddr)
	defer log.Printf("%s 떠남", r.RemoteAddr)
	w.Header().Set("Content-Type", "text/event-stream")
	last := lastEventID(r)
	if last == 0 {
		fmt.Fprint(w, "event: welcome\ndata: 처음 오셨습니다. 기억하는 것을 모두 보냅니다.\n\n")
	} else {
		fmt.Fprintf(w, "event: welcome\ndata: 다시 오셨습니다. 마지막으로 받으신 번호는 %d입니다.\n\n", last)
	}
	wait, _ := time.ParseDuration(patience)
	beat := time.Tick(wait) // 이만큼마다 때를 알리는 채널
	control := http.NewResponseController(w)
	for {
		control.SetWriteDeadline(time.Now().Add(wait)) // 그때까지 다 쓰지 못하면 Flush가 실패한다.
		mu.Lock()
		texts, more := messages[last:], news
		mu.Unlock()
		for _, text := range texts {
			last++
			fmt.Fprintf(w, "id: %d\ndata: %s\n\n", last, text) // 브라우저는 번호(id)를 외워 둔다.
			log.Printf("%s에 %d번째 메시지를 보냄", r.RemoteAddr, last)
		}
		if control.Flush() != nil { // 버퍼에 모인 것을 내보낸다. 응답은 끝나지 않는다.
			return
		}
		select { // 셋 가운데 먼저 오는 것을 기다린다.
		case <-more:
		case <-beat:
			fmt.Fprint(w, ": 아직 여기 있습니다\n\n") // 쌍점으로 시작하는 줄은 주석이다. 브라우저는 버린다.
		case <-r.Context().Done(): // 연결이 끊기면 닫힌다.
			return
		}
	}
}

// lastEventID는 다시 온 클라이언트가 마지막으로 받은 번호이다. 처음 왔거나, 우리가 준 적 없는 번호이면 0이다.
func lastEventID(r *http.Request) int {
	mu.Lock()
	defer mu.Unlock()
	n, _ := strconv.Atoi(r.Header.Get("Last-Event-ID"))
	if n < 0 || n > len(messages) {
		return 0
	}
	return n
}

// add는 메시지를 하나 적는다. 스트림은 서버에서 브라우저로만 흐르므로, 말하려면 따로 요청한다.
func add(w http.ResponseWriter, r *http.Request) {
	text := r.PostFormValue("text")
	mu.Lock()
	defer mu.Unlock()
	messages = append(messages, text)
	close(news) // 닫으면 기다리던 고루틴이 모두 깨어난다.
	news = make(chan struct{})
	fmt.Fprintf(w, `{"id":%d}`, len(messages))
}
