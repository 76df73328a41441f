package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"net"
	"sync"
	"testing"
	"time"

	"socketworkbook/internal/relay"
)

// throwaway는 이 테스트에서만 쓰는 인증서와, 그것을 믿는 목록이다.
func throwaway(t testing.TB) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "버릴 인증서"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, pool
}

// sealedTalk은 진짜 crypto/tls의 서버와 클라이언트가 중계를 사이에 두고 나눈 대화이다. 클라이언트의 오류를 함께 돌려준다.
func sealedTalk(t testing.TB, server, client *tls.Config) (passed []part, err error) {
	t.Helper()
	echo, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer echo.Close()
	go func() {
		conn, err := tls.NewListener(echo, server).Accept()
		if err == nil {
			io.Copy(conn, conn)
			conn.Close()
		}
	}()

	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex // 두 방향을 동시에 부른다.
	ended := make(chan struct{})
	ctx, stop := context.WithCancel(context.Background())
	go relay.TCP(ctx, ln, echo.Addr().String(), func(e relay.Event) {
		mu.Lock()
		defer mu.Unlock()
		switch e.Kind {
		case relay.Data:
			passed = append(passed, part{e.From, string(bytes.Clone(e.Data))})
		case relay.Close:
			close(ended)
		}
	})
	err = whisper(ln.Addr().String(), client)
	<-ended
	stop()
	return passed, err
}

// whisper는 비밀을 말하고, 되돌아오면 끝낸다.
func whisper(addr string, config *tls.Config) error {
	conn, err := tls.DialWithDialer(&net.Dialer{Timeout: 10 * time.Second}, "tcp", addr, config)
	if err != nil {
		return err
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	if _, err := io.WriteString(conn, secret); err != nil {
		return err
	}
	if _, err := io.ReadFull(conn, make([]byte, len(secret))); err != nil {
		return err
	}
	conn.CloseWrite()
	_, err = io.Copy(io.Discard, conn)
	return err
}

const secret = "아무도 읽지 못하는 말"
