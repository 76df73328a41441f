package web

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// makeAuthority는 키와 인증서를 만들어 folder에 적는다. 다른 폴더에 다 적은 다음 이름을 바꾼다. 그래서 두 수업이
// 한꺼번에 만들어도 한쪽의 것만 남고, 적다가 만 폴더를 아무도 보지 못한다.
func makeAuthority(folder string) error {
	key, cert, err := newAuthority()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(folder), 0o700); err != nil {
		return err
	}
	fresh, err := os.MkdirTemp(filepath.Dir(folder), "authority-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(fresh)
	if err := writePEM(filepath.Join(fresh, keyFile), "PRIVATE KEY", key, 0o600); err != nil {
		return err
	}
	if err := writePEM(filepath.Join(fresh, certFile), "CERTIFICATE", cert, 0o644); err != nil {
		return err
	}
	err = os.Rename(fresh, folder)
	if _, exists := os.Stat(folder); exists == nil {
		return nil // 다른 수업이 먼저 만들었다면 이름을 바꾸지 못한다. 그것을 쓴다.
	}
	return err
}

// newAuthority는 제 키로 제 인증서에 서명한다. 둘 다 DER이다.
func newAuthority() (keyDER, certDER []byte, err error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	now, computer := time.Now(), hostname()
	template := &x509.Certificate{
		Subject:                     pkix.Name{CommonName: "소켓 워크북, " + computer + "의 인증 기관", Organization: []string{"소켓 워크북"}},
		NotBefore:                   now.Add(-time.Hour), // 시계가 조금 다른 기기도 있다.
		NotAfter:                    now.Add(authorityLife),
		IsCA:                        true,
		BasicConstraintsValid:       true,
		MaxPathLenZero:              true, // 다른 인증 기관을 세우지 못한다.
		KeyUsage:                    x509.KeyUsageCertSign,
		PermittedDNSDomains:         names(computer),
		PermittedDNSDomainsCritical: true,
	}
	if certDER, err = x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key); err != nil {
		return nil, nil, err
	}
	keyDER, err = x509.MarshalPKCS8PrivateKey(key)
	return keyDER, certDER, err
}

// names는 이 컴퓨터가 스스로를 부르는 이름들이다.
func names(computer string) []string {
	if computer == "" || computer == "localhost" {
		return []string{"localhost"}
	}
	return []string{"localhost", computer}
}

// hostname은 인증서에 적을 수 있는 이 컴퓨터의 이름이다. 한글 이름은 적을 수 없다.
func hostname() string {
	name, _ := os.Hostname()
	name = strings.ToLower(name)
	if strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-.") != "" {
		return ""
	}
	return name
}

func writePEM(name, kind string, der []byte, mode fs.FileMode) error {
	return os.WriteFile(name, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), mode)
}
