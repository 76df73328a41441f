// attack은 서버를 괴롭히는 클라이언트이다. 서버가 어떻게 하는지 보고 알려 준다.
//
//	go run ./02-udp/attack loop
//	go run ./02-udp/attack -connect localhost:8002 sizes
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"net"
	"os"
	"time"
)

var attacks = map[string]func(addr string){
	"sizes": sizes,
	"loop":  loop,
	"many":  many,
	"crowd": crowd,
}

func main() {
	addr := flag.String("connect", "localhost:8002", "괴롭힐 서버의 주소")
	flag.Parse()
	attack, ok := attacks[flag.Arg(0)]
	if !ok {
		fmt.Fprintln(os.Stderr, "무엇을 할지 고르세요: sizes(여러 길이), loop(끝없는 에코), many(사백 번 말하기), crowd(천 번 다녀감)")
		os.Exit(2)
	}
	log.SetFlags(log.Ltime)
	attack(*addr)
}

func dial(addr string) *net.UDPConn {
	server, err := net.ResolveUDPAddr("udp", addr)
	if err != nil {
		log.Fatalf("주소 읽기: %v", err)
	}
	conn, err := net.DialUDP("udp", nil, server)
	if err != nil {
		log.Fatalf("주소 정하기: %v", err)
	}
	conn.SetWriteBuffer(1 << 17) // macOS의 기본값으로는 9,216바이트까지만 나간다.
	return conn
}

// sizes는 아무 바이트나 여러 길이로 보내고, 무엇이 돌아오는지 본다.
func sizes(addr string) {
	conn := dial(addr)
	buffer := make([]byte, 65_535)
	for _, size := range []int{0, 1200, 65_507, 65_508} {
		sent := make([]byte, size)
		for i := range sent {
			sent[i] = byte(rand.IntN(256))
		}
		if _, err := conn.Write(sent); err != nil {
			log.Printf("%d바이트: 보내지 못했습니다: %v", size, err)
			continue
		}
		conn.SetReadDeadline(time.Now().Add(time.Second))
		n, err := conn.Read(buffer)
		switch {
		case err != nil:
			log.Printf("%d바이트: 답이 없습니다: %v", size, err)
		case bytes.Equal(buffer[:n], sent):
			log.Printf("%d바이트: 그대로 돌아왔습니다", size)
		default:
			log.Printf("%d바이트: %d바이트만 돌아왔습니다", size, n)
		}
	}
}

// loop는 또 하나의 에코 서버이다. 먼저 한마디를 보내고, 돌아온 것을 그대로 돌려보낸다.
func loop(addr string) {
	conn := dial(addr)
	buffer := make([]byte, 65_535)
	conn.Write([]byte("안녕"))
	times := 0
	for start := time.Now(); time.Since(start) < 2*time.Second; times++ {
		conn.SetReadDeadline(time.Now().Add(time.Second))
		n, err := conn.Read(buffer)
		if err != nil {
			log.Printf("%d번 주고받고 멎었습니다", times)
			return
		}
		conn.Write(buffer[:n])
	}
	log.Printf("2초 동안 %d번 주고받았습니다. 끝나지 않아서 그만둡니다", times)
}

// many는 5밀리초마다 한 번, 모두 사백 번 말한다.
func many(addr string) {
	conn := dial(addr)
	returned := 0
	for range 400 {
		conn.Write([]byte("안녕"))
		returned += hear(conn, 5*time.Millisecond)
	}
	returned += hear(conn, 300*time.Millisecond)
	log.Printf("400번 말해서 %d번 답을 받았습니다", returned)
}

// hear는 wait 동안 온 데이터그램을 센다.
func hear(conn *net.UDPConn, wait time.Duration) (times int) {
	conn.SetReadDeadline(time.Now().Add(wait))
	for buffer := make([]byte, 100); ; times++ {
		if _, err := conn.Read(buffer); err != nil {
			return times
		}
	}
}

// crowd는 천 번 와서 한마디를 하고, 답을 듣지 않고 떠난다. 올 때마다 포트가 다르다.
func crowd(addr string) {
	for range 1000 {
		conn := dial(addr)
		conn.Write([]byte("답은 필요 없어"))
		conn.Close()
	}
	log.Print("천 번 다녀갔습니다. 서버가 다음 클라이언트에게 답하는지 보세요")
}
