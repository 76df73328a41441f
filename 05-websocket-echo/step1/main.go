// 1단계: 라이브러리 없이 핸드셰이크에 응답하고, 프레임을 손으로 읽고 쓴다.
//
//	go run ./05-websocket-echo/step1
package main

import (
	"bufio"
	"crypto/sha1"
	"encoding/base64"
	"io"
	"log"
	"net"
	"net/http"
)

var addr = "localhost:8000"

func main() {
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		log.Fatalf("포트 열기: %v", err)
	}
	log.Printf("%s에서 WebSocket 연결을 기다립니다", ln.Addr())
	http.HandleFunc("GET /{$}", root)
	log.Fatal(http.Serve(ln, nil)) // nil이면 위에서 HandleFunc로 등록한 것을 쓴다.
}

// root는 HTTP 서버에서 연결을 넘겨받는다(hijack). 그 뒤로 HTTP 서버는 이 연결을 모른다.
// 생략: 정말 WebSocket 업그레이드 요청인지, 어느 페이지가 요청하는지 보지 않는다.
func root(w http.ResponseWriter, r *http.Request) {
	// in은 연결에서 읽는 버퍼이다. HTTP 서버가 미리 읽어 둔 바이트가 남아 있을 수 있어서, conn에서 바로 읽지 않는다.
	conn, in, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer conn.Close()
	log.Printf("%s 연결됨", conn.RemoteAddr())
	// 키에 정해진 글을 이어 SHA-1로 섞는다. WebSocket을 알고 응답한다는 증거이다(RFC 6455 4.2.2절).
	sum := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	// base64는 바이트를 글자로 적는 방법이다. sum은 배열이라서 [:]를 붙여 슬라이스로 만든다.
	io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Accept: "+base64.StdEncoding.EncodeToString(sum[:])+"\r\n\r\n")
	log.Printf("%s 끝남: %v", conn.RemoteAddr(), converse(conn, in.Reader))
}

// converse는 연결이 끝날 때까지 프레임을 하나씩 읽어 그대로 돌려주고, 끝난 이유를 돌려준다.
func converse(conn net.Conn, in *bufio.Reader) error {
	header := make([]byte, 6) // 종류 1바이트, 길이 1바이트, 마스킹 키 4바이트
	for {
		if _, err := io.ReadFull(in, header); err != nil { // 6바이트가 다 올 때까지 기다린다.
			return err
		}
		message := make([]byte, header[1]&0x7f) // 첫 비트는 마스킹했다는 표시이다. 나머지 7비트가 길이이다.
		io.ReadFull(in, message)
		for i := range message {
			message[i] ^= header[2+i%4] // 키와 XOR하면 마스킹이 풀린다.
		}
		log.Printf("%.40q", message) // 40글자까지만 적는다. 글자가 아닌 바이트는 \x로 적는다.
		// 온 첫 바이트(FIN과 종류)를 그대로 쓴다. 125바이트까지만 맞다.
		conn.Write([]byte{header[0], byte(len(message))}) // 서버의 프레임은 마스킹하지 않는다.
		conn.Write(message)
	}
}
