package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

// 인증 기관을 믿지 않는 클라이언트는 경고를 보내고 떠난다. 버전이 무엇이든 경고의 이름을 안다.
func TestOpenDistrust(t *testing.T) {
	lessontest.OwnConfig(t)
	server := secureEcho(t)
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		said := opened(t, server, func(addr string, trust *tls.Config) {
			if _, err := tls.Dial("tcp", addr, &tls.Config{RootCAs: x509.NewCertPool(), MaxVersion: version}); err == nil {
				t.Error("믿지 않는데 붙었다")
			}
		})
		inOrder(t, said, "클라이언트가 경고(Alert)를 보내고 그만둠: 42 bad_certificate: 잘못된 인증서. 이 컴퓨터의 인증 기관을 믿지 않음", "연결이 끝남")
	}
}

// OpenSSL은 TLS 1.3에서도 그 경고를 봉하지 않고 보낸다. crypto/tls는 알아듣지 못하지만 우리는 보았다.
func TestOpenPlainAlert(t *testing.T) {
	lessontest.OwnConfig(t)
	near, far := net.Pipe()
	go tls.Client(near, &tls.Config{ServerName: "localhost"}).Handshake()
	hello := make([]byte, 4096)
	n, err := far.Read(hello)
	if err != nil {
		t.Fatal(err)
	}
	far.Close()
	said := opened(t, secureEcho(t), func(addr string, _ *tls.Config) {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		conn.SetDeadline(time.Now().Add(10 * time.Second))
		conn.Write(hello[:n])
		conn.Read(make([]byte, 1)) // 서버가 제 차례를 마칠 때까지
		io.WriteString(conn, record(tlsAlert, "\x02\x30"))
		io.ReadAll(conn)
	})
	inOrder(t, said, "고른 버전: TLS 1.3", "치명적(fatal) 48 unknown_ca: ",
		"클라이언트가 경고(Alert)를 보내고 그만둠: 48 unknown_ca: 모르는 인증 기관의 인증서. 이 컴퓨터의 인증 기관을 믿지 않음")
}

// HTTP/2만 하는 클라이언트와 TLS로 말하지 않는 클라이언트는 열 수 없다. 이유를 적는다.
func TestOpenOtherClients(t *testing.T) {
	lessontest.OwnConfig(t)
	server := secureEcho(t)
	said := opened(t, server, func(addr string, trust *tls.Config) {
		trust.NextProtos = []string{"h2"}
		if _, err := tls.Dial("tcp", addr, trust); err == nil {
			t.Error("HTTP/2로 붙었다")
		}
	})
	inOrder(t, said, "(ALPN): h2\n", "120 no_application_protocol", "클라이언트와 핸드셰이크를 마치지 못함")
	said = opened(t, server, func(addr string, _ *tls.Config) { http.Get("http://" + addr + "/") })
	inOrder(t, said, "요청 GET / HTTP/1.1", "클라이언트가 TLS로 말하지 않음. 주소를 https나 wss로 시작해야 함")
}

// 서버가 -tls가 아니거나 남의 인증서를 쓰면, 왜 붙지 못하는지 적는다. 클라이언트는 끊긴다.
func TestOpenOtherServers(t *testing.T) {
	lessontest.OwnConfig(t)
	cert, _ := throwaway(t)
	stranger, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, stranger, func(ctx context.Context, ln net.Listener) error {
		return web.Serve(ctx, tls.NewListener(ln, &tls.Config{Certificates: []tls.Certificate{cert}}), http.NotFoundHandler())
	})
	plain, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, plain, func(ctx context.Context, ln net.Listener) error {
		return web.Serve(ctx, ln, http.NotFoundHandler())
	})
	for addr, want := range map[string]string{
		local(stranger.Addr()): "서버의 인증서가 이 컴퓨터의 인증 기관이 서명한 것이 아님",
		local(plain.Addr()):    "서버가 TLS로 답하지 않음. 서버를 -tls로 켜야 함",
		freePort(t, false):     "서버와 핸드셰이크를 마치지 못함: ",
	} {
		inOrder(t, opened(t, addr, func(addr string, trust *tls.Config) {
			if err := whisper(addr, trust); err == nil {
				t.Error("붙었다")
			}
		}), want, "연결이 끝남")
	}
}
