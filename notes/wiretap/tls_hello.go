package main

import (
	"bytes"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"strings"

	"socketworkbook/internal/relay"
)

// 핸드셰이크 메시지의 종류. RFC 8446 4절, RFC 5246 7.4절.
var messageTypes = map[byte]string{
	0: "HelloRequest", 1: "ClientHello", 2: "ServerHello", 4: "NewSessionTicket", 8: "EncryptedExtensions", 11: "Certificate",
	12: "ServerKeyExchange", 13: "CertificateRequest", 14: "ServerHelloDone", 15: "CertificateVerify", 16: "ClientKeyExchange",
	20: "Finished", 22: "CertificateStatus",
}

// 확장의 종류. RFC 8446 4.2절.
const (
	extServerName = 0
	extALPN       = 16
	extVersions   = 43
)

// message는 봉하지 않은 핸드셰이크 메시지 하나의 이름과, 거기서 읽은 것이다.
func (s *stream) message(kind byte, p []byte) (name string, more []string) {
	name, known := messageTypes[kind]
	switch {
	case !known:
		return fmt.Sprintf("모르는 메시지(%d)", kind), nil
	case name == "ClientHello" && s.from == relay.Up:
		return name, clientHello(&cursor{rest: p})
	case name == "ServerHello" && s.from == relay.Down:
		return s.serverHello(&cursor{rest: p})
	case name == "Certificate" && s.from == relay.Down:
		return name, certificates(&cursor{rest: p})
	}
	return name, nil
}

// clientHello는 클라이언트가 바라는 것이다. 아직 키가 없으므로 중간의 누구나 읽는다. RFC 8446 4.1.2절.
func clientHello(c *cursor) []string {
	version := c.number(2)
	c.take(32)  // 무작위 수
	c.vector(1) // 세션 ID
	c.vector(2) // 암호들
	c.vector(1) // 압축
	if c.short {
		return nil
	}
	name, protocols, versions := "없음", "없음", tls.VersionName(uint16(version))+"까지" // 확장이 없던 때의 것
	found := c.extensions()
	if e, ok := found[extServerName]; ok {
		list := e.vector(2)
		list.take(1) // 이름의 종류. 정해진 것은 0(호스트의 이름) 하나이다. RFC 6066 3절
		name = string(list.vector(2).rest)
	}
	if e, ok := found[extALPN]; ok {
		protocols = protocolNames(e)
	}
	if e, ok := found[extVersions]; ok {
		versions = versionNames(e.vector(1))
	}
	return []string{
		"서버의 이름(SNI): " + clip(name, maxShown),
		"쓰자는 프로토콜(ALPN): " + clip(protocols, maxShown),
		"쓸 수 있는 버전: " + clip(versions, maxShown),
	}
}

// serverHello는 서버가 고른 것이다. RFC 8446 4.1.3절.
func (s *stream) serverHello(c *cursor) (name string, more []string) {
	version := c.number(2)
	random := c.take(32)
	c.vector(1) // 세션 ID
	cipher := c.number(2)
	c.take(1) // 압축
	if c.short {
		return "ServerHello", nil
	}
	found := c.extensions()
	if e, ok := found[extVersions]; ok { // 없으면 TLS 1.2까지의 것이다.
		version = e.number(2)
	}
	s.tlsVersion = uint16(version)
	more = []string{"고른 버전: " + tls.VersionName(s.tlsVersion)}
	if bytes.Equal(random, retryRandom[:]) {
		return "HelloRetryRequest(다른 재료로 다시 보내라)", more
	}
	more = append(more, "고른 암호: "+tls.CipherSuiteName(uint16(cipher)))
	if e, ok := found[extALPN]; ok {
		more = append(more, "고른 프로토콜(ALPN): "+clip(protocolNames(e), maxShown))
	}
	if s.tlsVersion >= tls.VersionTLS13 {
		more = append(more, "다음부터 봉함. 인증서도, 고른 프로토콜(ALPN)도 보이지 않음")
	}
	return "ServerHello", more
}

// retryRandom이 ServerHello의 무작위 수 자리에 있으면 HelloRetryRequest이다. RFC 8446 4.1.3절.
var retryRandom = sha256.Sum256([]byte("HelloRetryRequest"))

// certificates는 TLS 1.2까지의 Certificate이다. 봉하지 않으므로 누구의 것인지 보인다. RFC 5246 7.4.2절.
func certificates(c *cursor) []string {
	list := c.vector(3)
	first, err := x509.ParseCertificate(list.vector(3).rest)
	if err != nil {
		return nil
	}
	names := first.DNSNames
	for _, ip := range first.IPAddresses {
		names = append(names, ip.String())
	}
	return []string{
		"인증서의 이름: " + clip(strings.Join(names, ", "), maxShown),
		"서명한 곳: " + clip(first.Issuer.CommonName, maxShown),
	}
}
