package web

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"net"
	"slices"
	"sync"
	"time"
)

const (
	leafLife  = 90 * 24 * time.Hour
	leafRenew = 24 * time.Hour // 이만큼 남으면 새로 만든다
)

// Config는 이 컴퓨터의 서버가 쓸 TLS 설정이다. ALPN으로 protocols 가운데 하나를 고르게 한다(RFC 7301).
// 버전과 암호는 Go의 기본값이다: TLS 1.2와 1.3.
//
// 서버의 인증서는 파일로 남기지 않는다. 켤 때 만들고, 기간이 끝나 가거나 이 컴퓨터의 주소가 바뀌면 다시 만든다.
// 브라우저는 인증 기관만 믿으면 되므로 서버의 인증서가 바뀌어도 묻지 않는다.
func (a *Authority) Config(protocols ...string) *tls.Config {
	l := &leaf{authority: a}
	return &tls.Config{NextProtos: protocols, GetCertificate: l.get}
}

// leaf는 지금 쓰는 서버 인증서이다.
type leaf struct {
	authority *Authority
	mu        sync.Mutex
	addresses []net.IP // 인증서에 적힌 주소들
	cert      *tls.Certificate
}

// get은 클라이언트가 핸드셰이크를 할 때마다 불린다.
func (l *leaf) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := addresses()
	if l.cert != nil && slices.EqualFunc(l.addresses, now, net.IP.Equal) && time.Until(l.cert.Leaf.NotAfter) > leafRenew {
		return l.cert, nil
	}
	cert, err := l.authority.sign(now)
	if err != nil {
		return nil, fmt.Errorf("서버의 인증서 만들기: %w", err)
	}
	l.addresses, l.cert = now, cert
	return cert, nil
}

// sign은 이 컴퓨터의 이름과 주소를 적은 인증서에 서명한다.
func (a *Authority) sign(ips []net.IP) (*tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	template := &x509.Certificate{
		Subject:     pkix.Name{CommonName: "소켓 워크북", Organization: []string{"소켓 워크북"}},
		NotBefore:   now.Add(-time.Hour),
		NotAfter:    now.Add(leafLife),
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:    a.cert.PermittedDNSDomains, // 허락되지 않은 이름을 하나라도 적으면 인증서 전체가 거절된다.
		IPAddresses: ips,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, &key.PublicKey, a.key)
	if err != nil {
		return nil, err
	}
	parsed, err := x509.ParseCertificate(der)
	return &tls.Certificate{Certificate: [][]byte{der, a.cert.Raw}, PrivateKey: key, Leaf: parsed}, err
}

// addresses는 클라이언트가 이 컴퓨터를 부를 수 있는 IP 주소들이다.
func addresses() (ips []net.IP) {
	locals, _ := net.InterfaceAddrs()
	for _, local := range locals {
		if local, ok := local.(*net.IPNet); ok {
			ips = append(ips, local.IP)
		}
	}
	return ips
}
