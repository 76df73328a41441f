// attack은 서버를 괴롭히는 클라이언트이다. 서버가 어떻게 끝내는지 보고 알려 준다.
//
//	go run ./01-raw-tcp/attack long
//	go run ./01-raw-tcp/attack -connect localhost:8001 silent
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"strings"
	"time"

	"socketworkbook/internal/lesson"
)

var attacks = map[string]func(addr string){
	"long":   long,
	"silent": silent,
	"deaf":   deaf,
	"crowd":  crowd,
	"half":   half,
}

func main() {
	addr := flag.String("connect", "localhost:8001", "괴롭힐 서버의 주소")
	flag.Parse()
	attack, ok := attacks[flag.Arg(0)]
	if !ok {
		fmt.Fprintln(os.Stderr, "무엇을 할지 고르세요: long(긴 줄), silent(침묵), deaf(읽지 않음), crowd(천 번 다녀감), half(줄바꿈 없이 끝냄)")
		os.Exit(2)
	}
	log.SetFlags(log.Ltime)
	attack(*addr)
}

func dial(addr string) *net.TCPConn {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		log.Fatalf("서버에 붙기: %v", err)
	}
	return conn.(*net.TCPConn)
}

// long은 7만 바이트가 넘도록 줄바꿈을 보내지 않는다.
func long(addr string) {
	conn := dial(addr)
	fmt.Fprintln(conn, strings.Repeat("a", 70_000))
	log.Print("70,000바이트짜리 한 줄을 보냈습니다")
	watch(conn)
}

// silent는 붙기만 하고 아무것도 보내지 않는다.
func silent(addr string) {
	conn := dial(addr)
	log.Print("붙었습니다. 아무것도 보내지 않고 기다립니다. 그만두려면 Ctrl-C")
	watch(conn)
}

// deaf는 보내기만 하고 읽지 않는다. 서버가 끊으면 보내기가 실패한다.
func deaf(addr string) {
	conn := dial(addr)
	log.Print("읽지 않고 보내기만 합니다. 그만두려면 Ctrl-C")
	line := []byte(strings.Repeat("a", 1000) + "\n")
	for sent := 0; ; sent++ {
		if _, err := conn.Write(line); err != nil {
			log.Printf("%d줄을 보낸 뒤 연결이 끝났습니다: %v", sent, err)
			return
		}
	}
}

// crowd는 천 번 붙어서 말을 하다 말고 떠난다. 반은 인사(FIN) 없이 떠난다.
func crowd(addr string) {
	for i := range 1000 {
		conn := dial(addr)
		fmt.Fprint(conn, "말을 하다가")
		if i%2 == 0 {
			conn.SetLinger(0) // 닫으면 FIN 대신 RST가 간다.
		}
		conn.Close()
	}
	log.Print("천 번 다녀갔습니다. 서버가 다음 클라이언트에게 답하는지 보세요")
}

// half는 줄바꿈 없는 한 줄을 보내고 다 보냈다고 알린다(FIN).
func half(addr string) {
	conn := dial(addr)
	fmt.Fprint(conn, "마지막 줄")
	conn.CloseWrite()
	answer, err := io.ReadAll(conn)
	log.Printf("보낸 것은 %q, 돌아온 것은 %q, 오류는 %v", "마지막 줄", answer, err)
}

// watch는 서버가 연결을 끝낼 때까지 읽고, 마지막 줄과 끝난 모양을 알려 준다.
func watch(conn net.Conn) {
	start, last := time.Now(), ""
	in := bufio.NewScanner(conn)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		last = in.Text()
	}
	if len(last) > 200 {
		last = fmt.Sprintf("%d바이트짜리 한 줄", len(last))
	}
	ending := "FIN으로 끝냈습니다"
	if err := in.Err(); lesson.IsReset(err) {
		ending = "RST로 끊었습니다"
	} else if err != nil {
		ending = "오류로 끝났습니다: " + err.Error()
	}
	log.Printf("%.0f초 만에 서버가 %s. 서버의 마지막 말: %q", time.Since(start).Seconds(), ending, last)
}
