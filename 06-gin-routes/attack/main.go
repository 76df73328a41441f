// attack은 서버를 괴롭히는 클라이언트이다. 서버가 어떻게 응답하는지 보고 알려 준다.
//
//	go run ./06-gin-routes/attack forged
//	go run ./06-gin-routes/attack -connect localhost:8006 long
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

var attacks = map[string]func(addr string){
	"forged":   func(addr string) { ask(addr, "/", "X-Forwarded-For", "1.2.3.4") },
	"newline":  func(addr string) { ask(addr, "/%0a00:00:00%20127.0.0.1%20200", "", "") },
	"host":     func(addr string) { ask(addr, "/", "Host", "evil.example") },
	"origin":   func(addr string) { ask(addr, "/ws", "Origin", "http://evil.example") },
	"long":     long,
	"silent":   silent,
	"visitors": visitors,
	"crowd":    crowd,
}

func main() {
	addr := flag.String("connect", "localhost:8006", "괴롭힐 서버의 주소")
	flag.Parse()
	attack, ok := attacks[flag.Arg(0)]
	if !ok {
		fmt.Fprintln(os.Stderr, "무엇을 할지 고르세요: forged(꾸민 주소), newline(주소에 줄바꿈), host(남의 이름), origin(남의 페이지), "+
			"long(긴 메시지), silent(침묵), visitors(쿠키를 버리며 만 번), crowd(천 번 다녀감)")
		os.Exit(2)
	}
	log.SetFlags(log.Ltime)
	attack(*addr)
}

// upgrade는 WebSocket을 청하는 요청의 헤더이다.
const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"

// ask는 헤더 하나를 꾸며서 요청하고, 서버의 응답을 알려 준다.
func ask(addr, path, field, value string) {
	host, more := addr, ""
	switch field {
	case "Host":
		host = value
	case "Origin":
		more = upgrade + "Origin: " + value + "\r\n"
	case "X-Forwarded-For":
		more = field + ": " + value + "\r\n"
	}
	conn := dial(addr)
	defer conn.Close()
	fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n", path, host, more)
	answer, _ := io.ReadAll(conn)
	first, _, _ := strings.Cut(string(answer), "\r\n")
	log.Printf("서버의 응답은 %q입니다. 서버의 로그도 보세요", first)
}

func dial(addr string) net.Conn {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		log.Fatalf("서버에 붙기: %v", err)
	}
	return conn
}

// long은 4KiB보다 긴 메시지를 보낸다.
func long(addr string) {
	conn, _, err := websocket.DefaultDialer.Dial("ws://"+addr+"/ws", nil)
	if err != nil {
		log.Fatalf("WebSocket 열기: %v", err)
	}
	conn.WriteMessage(websocket.TextMessage, []byte(strings.Repeat("a", 5000)))
	_, message, err := conn.ReadMessage()
	if err == nil {
		log.Printf("서버는 5,000바이트를 받고도 계속 말합니다: %s", message)
		return
	}
	log.Printf("서버가 끝냈습니다: %v", err)
}

// silent는 WebSocket을 열고 핑에 답하지 않는다. 네트워크에서 사라진 클라이언트와 같다.
func silent(addr string) {
	conn, begin := dial(addr), time.Now()
	fmt.Fprintf(conn, "GET /ws HTTP/1.1\r\nHost: %s\r\n%s\r\n", addr, upgrade)
	log.Print("열었습니다. 아무 답도 하지 않고 기다립니다. 그만두려면 Ctrl-C")
	io.Copy(io.Discard, conn)
	log.Printf("%.0f초 만에 서버가 끝냈습니다", time.Since(begin).Seconds())
}

// visitors는 쿠키를 버리며 만 번 찾아간다. 서버는 그때마다 새 세션을 만든다.
func visitors(addr string) {
	for range 10_000 {
		response, err := http.Get("http://" + addr + "/")
		if err != nil {
			log.Fatalf("찾아가기: %v", err)
		}
		io.Copy(io.Discard, response.Body)
		response.Body.Close()
	}
	log.Print("만 번 찾아갔습니다. 서버가 다음 페이지를 보여 주는지 보세요")
}

// crowd는 천 번 WebSocket을 열고 인사 없이 떠난다.
func crowd(addr string) {
	for range 1000 {
		conn := dial(addr)
		fmt.Fprintf(conn, "GET /ws HTTP/1.1\r\nHost: %s\r\n%s\r\n", addr, upgrade)
		conn.Read(make([]byte, 1)) // 서버가 101로 응답했다.
		conn.(*net.TCPConn).SetLinger(0)
		conn.Close()
	}
	log.Print("천 번 다녀갔습니다. 서버가 다음 페이지를 보여 주는지 보세요")
}
