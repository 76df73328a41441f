// attack은 대화방을 괴롭히는 클라이언트이다. 방이 어떻게 되는지 보고 알려 준다.
//
//	go run ./06-gin-routes/chat/attack twice
//	go run ./06-gin-routes/chat/attack -connect localhost:8006 deaf
package main

import (
	"crypto/rand"
	"flag"
	"fmt"
	"log"
	"net/http"
	"net/http/cookiejar"
	"os"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

const patience = 8 * time.Second // 이만큼 기다려도 오지 않으면 오지 않는 것으로 본다

func main() {
	addr := flag.String("connect", "localhost:8006", "괴롭힐 서버의 주소")
	flag.Parse()
	log.SetFlags(log.Ltime)
	switch flag.Arg(0) {
	case "twice":
		twice(*addr)
	case "deaf":
		deaf(*addr)
	default:
		fmt.Fprintln(os.Stderr, "무엇을 할지 고르세요: twice(같은 메시지를 두 번), deaf(받지 않는 클라이언트)")
		os.Exit(2)
	}
}

type said struct {
	Key  string `json:"key"`
	Text string `json:"text"`
}

// enter는 페이지를 열어 쿠키를 받고, 그 쿠키로 방에 들어간다.
func enter(addr string) *websocket.Conn {
	jar, _ := cookiejar.New(nil)
	response, err := (&http.Client{Jar: jar}).Get("http://" + addr + "/chat")
	if err != nil {
		log.Fatalf("페이지 열기: %v", err)
	}
	response.Body.Close()
	conn, _, err := (&websocket.Dialer{Jar: jar}).Dial("ws://"+addr+"/chat/ws", nil)
	if err != nil {
		log.Fatalf("방에 들어가기: %v", err)
	}
	return conn
}

// count는 patience 동안 text가 몇 번 오는지 센다. most번 오면 더 기다리지 않는다.
func count(conn *websocket.Conn, text string, most int) (n int) {
	conn.SetReadDeadline(time.Now().Add(patience))
	for n < most {
		var update struct{ Messages []said }
		if conn.ReadJSON(&update) != nil {
			return n
		}
		for _, message := range update.Messages {
			if message.Text == text {
				n++
			}
		}
	}
	return n
}

// twice는 답을 받지 못한 페이지처럼, 같은 번호표의 메시지를 두 번 보낸다.
func twice(addr string) {
	conn := enter(addr)
	message := said{rand.Text(), "두 번 보낸 " + rand.Text()[:4]}
	conn.WriteJSON(message)
	conn.WriteJSON(message)
	log.Printf("두 번 보냈더니 %d번 보입니다", count(conn, message.Text, 2))
}

// deaf는 방에 들어가서 아무것도 받지 않는다. 다른 연결이 긴 메시지를 쏟아부은 다음, 셋째 연결이 말해 본다.
func deaf(addr string) {
	silent := enter(addr)
	defer silent.Close() // 끝까지 열어 둔다. 쓰지 않는 연결은 GC가 닫아 버린다.
	loud := enter(addr)
	go count(loud, "", 1) // 쏟아붓는 쪽은 받기도 한다.
	loud.SetWriteDeadline(time.Now().Add(patience))
	for range 10_000 {
		if loud.WriteJSON(said{rand.Text(), strings.Repeat("가", 1000)}) != nil {
			break // 서버가 읽지 않는다.
		}
	}
	third := enter(addr)
	hello := "여보세요 " + rand.Text()[:4]
	third.WriteJSON(said{rand.Text(), hello})
	if count(third, hello, 1) == 0 {
		log.Printf("방이 멈췄습니다. %v를 기다려도 셋째의 말이 아무에게도 가지 않습니다", patience)
		return
	}
	log.Print("받지 않는 클라이언트가 있어도 셋째의 말은 보입니다")
}
