// 1단계: 응답을 끝내지 않는다. 메시지가 적힐 때마다 같은 응답에 이어서 쓴다.
//
//	go run ./04-sse/step1
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"sync"
)

var addr = "localhost:8004" // 이 컴퓨터(localhost)의 8004번 포트

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
	w.Header().Set("Content-Type", "text/event-stream")
	last := 0 // 몇 번째 메시지까지 보냈는지
	fmt.Fprint(w, "event: welcome\ndata: 처음 오셨습니다. 기억하는 것을 모두 보냅니다.\n\n")
	for {
		mu.Lock()
		texts, more := messages[last:], news
		mu.Unlock()
		for _, text := range texts {
			last++
			fmt.Fprintf(w, "data: %s\n\n", text)
			log.Printf("%s에 %d번째 메시지를 보냄", r.RemoteAddr, last)
		}
		http.NewResponseController(w).Flush() // 버퍼에 모인 것을 내보낸다. 응답은 끝나지 않는다.
		<-more                                // 채널이 닫힐 때까지 여기서 기다린다.
	}
}

// add는 메시지를 하나 적는다. 스트림은 서버에서 브라우저로만 흐르므로, 말하려면 따로 요청한다.
func add(w http.ResponseWriter, r *http.Request) {
	text := r.PostFormValue("text")
	mu.Lock()
	defer mu.Unlock()
	messages = append(messages, text)
	close(news) // 닫으면 기다리던 고루틴이 모두 깨어난다.
	news = make(chan struct{})
}
