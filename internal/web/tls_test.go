package web

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"socketworkbook/internal/lesson/lessontest"
)

// serveTLS는 프로토콜을 답하는 서버를 -tls로 켠다.
func serveTLS(t *testing.T) (addr string) {
	t.Helper()
	ln, err := Listen("localhost:0", true)
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, ln, func(ctx context.Context, ln net.Listener) error {
		return Serve(ctx, ln, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.Proto) }))
	})
	_, port, _ := net.SplitHostPort(ln.Addr().String())
	return net.JoinHostPort("localhost", port)
}

// 인증 기관을 믿는 클라이언트는 이 컴퓨터의 어느 이름으로도 붙는다. HTTP/2를 아는 클라이언트는 HTTP/2로 붙는다.
func TestTLSIsTrusted(t *testing.T) {
	lessontest.OwnConfig(t)
	_, port, _ := net.SplitHostPort(serveTLS(t))
	for _, test := range []struct {
		host string
		h2   bool
		want string
	}{{"localhost", true, "HTTP/2.0"}, {"localhost", false, "HTTP/1.1"}, {"127.0.0.1", true, "HTTP/2.0"}} {
		trust, err := Trust(true)
		if err != nil {
			t.Fatal(err)
		}
		client := &http.Client{Transport: &http.Transport{TLSClientConfig: trust, ForceAttemptHTTP2: test.h2}}
		response, err := client.Get("https://" + net.JoinHostPort(test.host, port))
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(response.Body)
		response.Body.Close()
		client.CloseIdleConnections()
		if string(body) != test.want {
			t.Errorf("%v: %s", test, body)
		}
	}
}

// 이 인증 기관을 믿지 않는 클라이언트는 붙지 않는다. 로그가 이유를 한국어로 적는다.
func TestTLSIsRefusedByStrangers(t *testing.T) {
	lessontest.OwnConfig(t)
	addr := serveTLS(t)
	var book lines
	log.SetOutput(&book)
	_, err := tls.Dial("tcp", addr, &tls.Config{RootCAs: x509.NewCertPool()})
	if unknown := (x509.UnknownAuthorityError{}); !errors.As(err, &unknown) {
		t.Errorf("%v", err)
	}
	book.until(t, "클라이언트가 우리 인증 기관을 믿지 않아서")
	_, err = tls.Dial("tcp", addr, &tls.Config{RootCAs: pool(t), ServerName: "evil.example"})
	if wrong := (x509.HostnameError{}); !errors.As(err, &wrong) {
		t.Errorf("%v", err)
	}
}

func pool(t *testing.T) *x509.CertPool {
	t.Helper()
	authority, err := OpenAuthority()
	if err != nil {
		t.Fatal(err)
	}
	return authority.Pool()
}

// lines는 로그를 모은다.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) until(t *testing.T, want string) {
	t.Helper()
	for late := time.Now().Add(10 * time.Second); ; runtime.Gosched() {
		l.mu.Lock()
		got := l.text.String()
		l.mu.Unlock()
		if strings.Contains(got, want) {
			return
		}
		if time.Now().After(late) {
			t.Fatalf("로그에 %q가 없다: %s", want, got)
		}
	}
}

// TLS의 포트에 그냥 HTTP로 말하면 한 문장을 받는다. 쓰레기를 보내면 끊긴다.
func TestPlainHTTPGetsASentence(t *testing.T) {
	lessontest.OwnConfig(t)
	addr := serveTLS(t)
	plain, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	io.WriteString(plain, "GET /?"+strings.Repeat("a", 60_000)+" HTTP/1.1\r\nHost: localhost\r\n\r\n")
	plain.(*net.TCPConn).CloseWrite()
	answer, err := io.ReadAll(plain) // 읽지 않은 것을 두고 닫은 서버라면 여기서 RST를 본다.
	if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 400 ") || !strings.Contains(string(answer), "https로 바꾸세요") {
		t.Errorf("%q %v", answer, err)
	}
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.Write(make([]byte, 600))
	conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	if rest, err := io.ReadAll(conn); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("쓰레기를 보낸 연결을 끊지 않는다: %x", rest)
	}
}
