package web

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
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
	response, err := http.Get("http://" + addr + "/?" + strings.Repeat("긴", 2000))
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(response.Body)
	response.Body.Close()
	if response.StatusCode != http.StatusBadRequest || !strings.Contains(string(body), "https로 바꾸세요") {
		t.Errorf("%s %s", response.Status, body)
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

// 같은 인증 기관을 다시 연다. 여럿이 한꺼번에 만들어도 하나만 남는다. 키는 주인만 읽는다.
func TestAuthorityIsKept(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "socket-workbook", "authority")
	prints := make(chan string, 8)
	for range cap(prints) {
		go func() {
			a, err := openAuthority(folder)
			if err != nil {
				prints <- err.Error()
				return
			}
			prints <- a.Fingerprint()
		}()
	}
	first := <-prints
	for range cap(prints) - 1 {
		if other := <-prints; other != first || len(first) != 95 {
			t.Errorf("%s와 %s", first, other)
		}
	}
	if left, _ := filepath.Glob(filepath.Dir(folder) + "/*"); len(left) != 1 {
		t.Errorf("만들다 만 것이 남았다: %q", left)
	}
	info, err := os.Stat(filepath.Join(folder, keyFile))
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
}

// 개인 키를 훔쳐도 다른 이름의 인증서는 쓸모가 없다(이름 제한).
func TestAuthorityIsOnlyForThisComputer(t *testing.T) {
	a, err := openAuthority(filepath.Join(t.TempDir(), "authority"))
	if err != nil {
		t.Fatal(err)
	}
	forged := *a.cert
	forged.PermittedDNSDomains = []string{"bank.example"}
	cert, err := (&Authority{a.folder, &forged, a.key}).sign(nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = cert.Leaf.Verify(x509.VerifyOptions{Roots: a.Pool(), DNSName: "bank.example"})
	if invalid := (x509.CertificateInvalidError{}); !errors.As(err, &invalid) || invalid.Reason != x509.CANotAuthorizedForThisName {
		t.Errorf("남의 이름을 허락한다: %v", err)
	}
}

// 망가진 파일은 어느 폴더를 지우면 되는지 알린다. 스스로 지우지는 않는다. 믿게 해 둔 것일 수 있다.
func TestBrokenAuthority(t *testing.T) {
	for name, harm := range map[string]func(folder string) error{
		"깨진 키":   func(f string) error { return os.WriteFile(filepath.Join(f, keyFile), []byte("?"), 0o600) },
		"없는 키":   func(f string) error { return os.Remove(filepath.Join(f, keyFile)) },
		"깨진 인증서": func(f string) error { return os.WriteFile(filepath.Join(f, certFile), []byte("?"), 0o600) },
		"남의 키": func(f string) error {
			key, _, err := newAuthority()
			return errors.Join(err, writePEM(filepath.Join(f, keyFile), "PRIVATE KEY", key, 0o600))
		},
		"폴더가 파일": func(f string) error { return errors.Join(os.RemoveAll(f), os.WriteFile(f, nil, 0o600)) },
	} {
		folder := filepath.Join(t.TempDir(), "authority")
		if _, err := openAuthority(folder); err != nil {
			t.Fatal(err)
		}
		if err := harm(folder); err != nil {
			t.Fatal(err)
		}
		if _, err := openAuthority(folder); err == nil || !strings.Contains(fmt.Sprint(err), folder+" 폴더를 지우면 새로 만듭니다") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// 서버의 인증서는 기간이 끝나 가거나 주소가 바뀌면 새로 만든다. 그대로이면 쓰던 것을 쓴다.
func TestLeafIsRenewed(t *testing.T) {
	a, err := openAuthority(filepath.Join(t.TempDir(), "authority"))
	if err != nil {
		t.Fatal(err)
	}
	l := &leaf{authority: a}
	first, err := l.get(nil)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := l.get(nil); again != first {
		t.Error("바뀐 것이 없는데 새로 만든다")
	}
	l.addresses = nil // 주소가 하나도 없던 때
	moved, _ := l.get(nil)
	if moved == first {
		t.Error("주소가 바뀌었는데 쓰던 것을 쓴다")
	}
	moved.Leaf.NotAfter = time.Now().Add(leafRenew / 2)
	if renewed, _ := l.get(nil); renewed == moved {
		t.Error("기간이 끝나 가는데 쓰던 것을 쓴다")
	}
}
