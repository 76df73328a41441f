package main

import (
	"crypto/tls"
	"crypto/x509"
	"slices"
	"strings"
	"testing"
)

// TLS 1.3은 ServerHello까지만 보인다. 인증서도 경고도 봉해져서 종류조차 모른다.
func TestTLS13(t *testing.T) {
	cert, pool := throwaway(t)
	server := &tls.Config{Certificates: []tls.Certificate{cert}, NextProtos: []string{"http/1.1"}}
	passed, err := sealedTalk(t, server, &tls.Config{RootCAs: pool, ServerName: "localhost", NextProtos: []string{"h2", "http/1.1"}})
	if err != nil {
		t.Fatal(err)
	}
	said := shows(t, passed,
		"→ TLS", "핸드셰이크(Handshake)  type=22 version=0301 길이=", " ClientHello\n",
		"    서버의 이름(SNI): localhost\n    쓰자는 프로토콜(ALPN): h2, http/1.1\n    쓸 수 있는 버전: TLS 1.3, TLS 1.2\n",
		"← TLS", " ServerHello\n    고른 버전: TLS 1.3\n    고른 암호: TLS_AES_128_GCM_SHA256\n    다음부터 봉함. 인증서도, 고른 프로토콜(ALPN)도 보이지 않음\n",
		"암호 사양 변경(ChangeCipherSpec)  type=20 version=0303 길이=1 TLS 1.3에서는 뜻이 없음",
		"애플리케이션 데이터(ApplicationData)  type=23 version=0303 길이=", "봉해진 ", "속의 종류도 가려짐",
	)
	if strings.Contains(said, "인증서의 이름") || strings.Contains(said, "경고(Alert)") {
		t.Errorf("봉한 것이 보인다:\n%s", said)
	}
}

// TLS 1.2는 인증서와 고른 프로토콜까지 보이고, ChangeCipherSpec 뒤부터 봉한다.
func TestTLS12(t *testing.T) {
	cert, pool := throwaway(t)
	server := &tls.Config{Certificates: []tls.Certificate{cert}, NextProtos: []string{"http/1.1"}, MaxVersion: tls.VersionTLS12}
	client := &tls.Config{RootCAs: pool, ServerName: "127.0.0.1", NextProtos: []string{"h2", "http/1.1"}, MaxVersion: tls.VersionTLS12}
	passed, err := sealedTalk(t, server, client)
	if err != nil {
		t.Fatal(err)
	}
	shows(t, passed,
		"ClientHello\n    서버의 이름(SNI): 없음\n", "쓸 수 있는 버전: TLS 1.2\n", // 주소는 SNI에 적지 않는다. RFC 6066 3절
		"ServerHello\n    고른 버전: TLS 1.2\n    고른 암호: TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256\n    고른 프로토콜(ALPN): http/1.1\n",
		"Certificate\n    인증서의 이름: localhost, 127.0.0.1\n    서명한 곳: 버릴 인증서\n",
		"ServerHelloDone", "ClientKeyExchange", "이 방향은 여기서부터 봉함",
		"핸드셰이크(Handshake)  type=22 version=0303 길이=40 봉해진 40바이트\n",
		"애플리케이션 데이터(ApplicationData)", "봉해진 ",
		"경고(Alert)  type=21 version=0303 길이=26 봉해진 26바이트\n", // close_notify이지만 모른다.
	)
}

// 첫 키의 재료가 맞지 않으면 서버는 다시 보내라고 한다.
func TestTLSRetry(t *testing.T) {
	cert, pool := throwaway(t)
	server := &tls.Config{Certificates: []tls.Certificate{cert}, CurvePreferences: []tls.CurveID{tls.CurveP384}}
	client := &tls.Config{RootCAs: pool, ServerName: "localhost", CurvePreferences: []tls.CurveID{tls.X25519, tls.CurveP384}}
	passed, err := sealedTalk(t, server, client)
	if err != nil {
		t.Fatal(err)
	}
	shows(t, passed, "ClientHello\n", "HelloRetryRequest(다른 재료로 다시 보내라)\n", "ClientHello\n", " ServerHello\n", "속의 종류도 가려짐")
}

// 믿지 않는 클라이언트의 경고는, 1.2에서는 보이고 1.3에서는 봉해진다.
func TestTLSAlert(t *testing.T) {
	cert, _ := throwaway(t)
	for version, want := range map[uint16]string{
		tls.VersionTLS12: "→ TLS 7 경고(Alert)  type=21 version=0303 길이=2 치명적(fatal) 42 bad_certificate: 잘못된 인증서\n",
		tls.VersionTLS13: "→ TLS 24 애플리케이션 데이터(ApplicationData)  type=23 version=0303 길이=19 봉해진 19바이트. 속의 종류도 가려짐\n",
	} {
		passed, err := sealedTalk(t, &tls.Config{Certificates: []tls.Certificate{cert}},
			&tls.Config{RootCAs: x509.NewCertPool(), ServerName: "localhost", MaxVersion: version})
		if err == nil {
			t.Fatal("믿지 않는데 붙었다")
		}
		shows(t, passed, want)
	}
}

// shows는 지나간 것을 풀면 want들이 순서와 상관없이 다 보이는지, 어디에서 둘로 나누어도 같은지 본다.
func shows(t *testing.T, passed []part, want ...string) (said string) {
	t.Helper()
	notes := tapped(1<<20, passed...)
	said = text(notes)
	counted(t, notes, passed...)
	for _, each := range want {
		if !strings.Contains(said, each) {
			t.Errorf("%q가 보이지 않는다:\n%s", each, said)
		}
	}
	if strings.Contains(said, secret) {
		t.Error("비밀이 보인다")
	}
	for at, p := range passed {
		for cut := 1; cut < len(p.data); cut++ {
			halves := slices.Concat(passed[:at:at], []part{{p.from, p.data[:cut]}, {p.from, p.data[cut:]}}, passed[at+1:])
			if again := text(tapped(1<<20, halves...)); again != said {
				t.Fatalf("%d번째의 %d바이트에서 나누니 달라진다:\n%s", at, cut, again)
			}
		}
	}
	if again := text(tapped(1, passed...)); again != said {
		t.Errorf("한 바이트씩 보내니 달라진다:\n%s", again)
	}
	return said
}
