package loopback

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"math/big"
	"net"
	"time"
)

// ListenQUIC은 QUIC의 서버가 쓸 UDP 소켓과 인증서를 준비한다.
func ListenQUIC() (conn *net.UDPConn, certificate tls.Certificate, err error) {
	if certificate, err = Certificate(); err != nil {
		return nil, certificate, fmt.Errorf("QUIC의 인증서 만들기: %w", err)
	}
	if conn, err = ListenUDP(); err != nil {
		return nil, certificate, fmt.Errorf("QUIC 포트 열기: %w", err)
	}
	return conn, certificate, nil
}

// Certificate는 두 주가 되지 않아 끝나는 인증서를 만든다. 브라우저는 serverCertificateHashes로 알려 준 인증서라면
// 인증 기관을 묻지 않는다. 대신 ECDSA이고 14일을 넘지 않아야 한다(W3C WebTransport 6.8절).
func Certificate() (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	now := time.Now()
	about := &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano()),
		NotBefore:    now.Add(-time.Hour), // 시계가 조금 느린 컴퓨터에서도 이미 시작되어 있게
		NotAfter:     now.Add(13 * 24 * time.Hour),
		DNSNames:     []string{"localhost"},
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
	der, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}
