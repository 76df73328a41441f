// attack은 서버를 괴롭히는 클라이언트이다. 서버가 어떻게 하는지 보고 알려 준다.
//
//	go run ./05-websocket-echo/attack ping
//	go run ./05-websocket-echo/attack -connect localhost:8000 silent
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

	"github.com/gorilla/websocket"
)

var attacks = map[string]func(addr string){
	"ping":       ping,
	"long":       frame("a를 126번 적은 메시지", "\x81\xfe\x00\x7e\x00\x00\x00\x00"+strings.Repeat("a", 126)),
	"broken":     frame(`텍스트라고 적은 "안\xeb"`, "\x81\x84\x00\x00\x00\x00안\xeb"),
	"unmasked":   frame("마스킹하지 않은 프레임", "\x81\x06Hello!"),
	"huge":       huge,
	"unfinished": unfinished,
	"silent":     silent,
	"deaf":       deaf,
	"stranger":   stranger,
	"crowd":      crowd,
}

func main() {
	addr := flag.String("connect", "localhost:8000", "괴롭힐 서버의 주소")
	flag.Parse()
	attack, ok := attacks[flag.Arg(0)]
	if !ok {
		fmt.Fprintln(os.Stderr, "무엇을 할지 고르세요: ping(핑), long(126바이트), huge(16MiB), broken(깨진 UTF-8), unmasked(마스킹하지 않음), "+
			"unfinished(끝나지 않는 메시지), silent(침묵), deaf(읽지 않음), stranger(다른 사이트), crowd(천 번 다녀감)")
		os.Exit(2)
	}
	log.SetFlags(log.Ltime)
	attack(*addr)
}

// dial은 WebSocket 연결을 연다. 연결을 넘겨받으면 그 위에 아무 바이트나 쓸 수 있다.
func dial(addr string) (*websocket.Conn, *net.TCPConn) {
	conn, _, err := websocket.DefaultDialer.Dial("ws://"+addr+"/", nil)
	if err != nil {
		log.Fatalf("WebSocket 열기: %v", err)
	}
	return conn, conn.NetConn().(*net.TCPConn)
}

// ping은 핑을 하나 보낸다. 받은 쪽은 같은 내용의 퐁으로 답해야 한다.
func ping(addr string) {
	conn, tcp := dial(addr)
	conn.SetPingHandler(report("퐁이 아니라 핑이 돌아왔습니다: "))
	conn.SetPongHandler(report("퐁이 돌아왔습니다: "))
	conn.WriteMessage(websocket.PingMessage, []byte("살아 있나요"))
	log.Print("핑을 보냈습니다")
	tcp.CloseWrite() // 더 보낼 것이 없다. 서버가 이 핑까지 다루고 끝낸다.
	conn.ReadMessage()
}

// frame은 손으로 적은 프레임 하나를 보낸다. 마스킹 키가 0이면 XOR해도 그대로이다.
func frame(name, bytes string) func(addr string) {
	return func(addr string) {
		conn, tcp := dial(addr)
		io.WriteString(tcp, bytes)
		log.Printf("보냈습니다: %s", name)
		tcp.CloseWrite()
		watch(conn)
	}
}

// huge는 16MiB짜리 메시지를 보낸다.
func huge(addr string) {
	conn, _ := dial(addr)
	log.Print("16MiB짜리 메시지를 보냅니다")
	go conn.WriteMessage(websocket.BinaryMessage, make([]byte, 16<<20))
	watch(conn)
}

// unfinished는 메시지를 시작만 하고 끝내지 않는다. 핑에는 답한다.
func unfinished(addr string) {
	conn, tcp := dial(addr)
	io.WriteString(tcp, "\x01\x85\x00\x00\x00\x00Hello") // FIN이 0이다. 이어지는 프레임이 더 있다.
	log.Print("끝나지 않는 메시지를 시작했습니다. 핑에는 답하며 기다립니다. 그만두려면 Ctrl-C")
	watch(conn)
}

// silent는 붙기만 하고 핑에도 답하지 않는다. 프로그램이 멈춘 클라이언트처럼 보인다.
// TCP keep-alive에는 커널이 답하므로, 서버의 커널은 이 연결을 살아 있다고 본다.
func silent(addr string) {
	conn, _ := dial(addr)
	conn.SetPingHandler(report("핑이 왔지만 답하지 않습니다"))
	log.Print("붙었습니다. 아무것도 보내지 않고 기다립니다. 그만두려면 Ctrl-C")
	watch(conn)
}

// deaf는 보내기만 하고 읽지 않는다. 서버가 끊으면 보내기가 실패한다.
func deaf(addr string) {
	conn, _ := dial(addr)
	log.Print("읽지 않고 보내기만 합니다. 그만두려면 Ctrl-C")
	for sent := 0; ; sent++ {
		if err := conn.WriteMessage(websocket.BinaryMessage, make([]byte, 64<<10)); err != nil {
			log.Printf("메시지 %d개를 보낸 뒤 연결이 끝났습니다: %v", sent, err)
			return
		}
	}
}

// stranger는 다른 사이트의 페이지인 것처럼 연결을 요청한다.
func stranger(addr string) {
	_, response, err := websocket.DefaultDialer.Dial("ws://"+addr+"/", http.Header{"Origin": {"http://evil.example"}})
	if response == nil {
		log.Fatalf("WebSocket 열기: %v", err)
	}
	log.Printf("evil.example의 페이지라고 했더니 서버가 이렇게 응답했습니다: %s", response.Status)
}

// crowd는 천 번 붙어서 말을 하다 말고 떠난다. 반은 인사(FIN) 없이 떠난다.
func crowd(addr string) {
	for i := range 1000 {
		_, tcp := dial(addr)
		io.WriteString(tcp, "\x81\xff\x00")
		if i%2 == 0 {
			tcp.SetLinger(0) // 닫으면 FIN 대신 RST가 간다.
		}
		tcp.Close()
	}
	log.Print("천 번 다녀갔습니다. 서버가 다음 클라이언트에게 답하는지 보세요")
}
