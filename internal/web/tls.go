package web

import (
	"crypto/tls"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"

	"socketworkbook/internal/lesson"
	"socketworkbook/internal/linger"
)

// TLSFlag는 -tls 옵션을 더한다.
func TLSFlag() *bool {
	return flag.Bool("tls", false, "HTTPS로 합니다. 이 컴퓨터의 인증 기관을 만들어 씁니다")
}

// TLSOption은 -tls로 켠 서버의 클라이언트를 켤 때 명령에 덧붙일 것이다.
func TLSOption(secure bool) string {
	if secure {
		return " -tls"
	}
	return ""
}

// Listen은 addr에서 듣는다. secure이면 연결마다 TLS 핸드셰이크부터 한다. HTTP/2와 HTTP/1.1을 받고,
// 어느 것인지는 클라이언트가 핸드셰이크에서 고른다(ALPN). WebSocket을 여는 브라우저는 HTTP/1.1을 고른다.
func Listen(addr string, secure bool) (net.Listener, error) {
	var authority *Authority
	if secure {
		var err error
		if authority, err = OpenAuthority(); err != nil {
			return nil, err
		}
	}
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("포트 열기: %w", err)
	}
	if !secure {
		return ln, nil
	}
	return &secureListener{tls.NewListener(plainRefuser{ln}, authority.Config("h2", "http/1.1")), authority}, nil
}

// secureListener는 TLS로 듣는 리스너이다.
type secureListener struct {
	net.Listener
	authority *Authority
}

// IsSecure는 ln이 TLS로 듣는지이다. 쿠키에 Secure를 붙일지 정한다.
func IsSecure(ln net.Listener) bool {
	_, secure := ln.(*secureListener)
	return secure
}

// Trust는 클라이언트의 TLS 설정이다. 이 컴퓨터의 인증 기관만 믿는다. secure가 아니면 nil이다.
func Trust(secure bool) (*tls.Config, error) {
	if !secure {
		return nil, nil
	}
	authority, err := OpenAuthority()
	if err != nil {
		return nil, err
	}
	return &tls.Config{RootCAs: authority.Pool()}, nil
}

// Target은 클라이언트가 부를 서버의 URL이다. 경로는 없다. secure이면 http.DefaultClient가 이 컴퓨터의 인증 기관만
// 믿게 한다.
func Target(addr string, secure bool) (url string, err error) {
	if err := lesson.CheckAddr(addr); err != nil {
		return "", err
	}
	if !secure {
		return "http://" + addr, nil
	}
	transport := http.DefaultTransport.(*http.Transport)
	transport.TLSClientConfig, err = Trust(true)
	return "https://" + addr, err
}

// plainRefuser는 TLS의 포트에 TLS 없이 온 HTTP 요청을 알아보는 리스너이다.
type plainRefuser struct{ net.Listener }

func (l plainRefuser) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &firstByte{Conn: conn}, nil
}

// firstByte는 처음 온 바이트를 보는 연결이다.
type firstByte struct {
	net.Conn
	looked bool
}

const plainSpoken = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n" +
	"이 서버는 HTTPS로만 응답합니다. 주소의 http를 https로 바꾸세요.\n"

// Read는 TLS가 아니면 한 문장으로 거절하고 끝난 척한다. TLS의 첫 바이트는 핸드셰이크의 종류 22이고(RFC 8446
// 5.1절), HTTP의 첫 바이트는 메서드의 첫 글자이다.
func (c *firstByte) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if c.looked || n == 0 {
		return n, err
	}
	c.looked = true
	if 'A' <= p[0] && p[0] <= 'Z' {
		io.WriteString(c.Conn, plainSpoken)
		linger.Close(c.Conn)
		return 0, io.EOF
	}
	return n, err
}

// diary는 net/http가 스스로 적는 로그를 한국어로 옮긴다. 말없이 떠난 연결은 적지 않는다.
var diary = log.New(handshakes{}, "", 0)

type handshakes struct{}

func (handshakes) Write(p []byte) (int, error) {
	line := strings.TrimSpace(string(p))
	from, why, isTLS := strings.Cut(strings.TrimPrefix(line, "http: TLS handshake error from "), ": ")
	switch {
	case !isTLS || !strings.HasPrefix(line, "http: TLS"):
		log.Print(line)
	case strings.Contains(why, "remote error") && (strings.Contains(why, "certificate") || strings.Contains(why, "unknown")):
		log.Printf("%s 클라이언트가 우리 인증 기관을 믿지 않아서 TLS 핸드셰이크를 그만둠(%s)", from, why)
	case strings.HasSuffix(why, "bad record MAC"): // OpenSSL은 거절한다는 경고를 봉하지 않고 보낸다. crypto/tls는 그것을 바뀐 레코드로 여긴다.
		log.Printf("%s TLS 핸드셰이크 실패: 클라이언트가 curl이나 Node라면 우리 인증 기관을 믿지 않은 것임(%s)", from, why)
	case why != "EOF":
		log.Printf("%s TLS 핸드셰이크 실패: %s", from, why)
	}
	return len(p), nil
}
