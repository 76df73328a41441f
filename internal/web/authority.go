package web

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	authorityLife = 10 * 365 * 24 * time.Hour
	certFile      = "authority.pem"     // 인증서. 브라우저에게 믿게 할 파일
	keyFile       = "authority-key.pem" // 개인 키. 가진 사람은 이 컴퓨터인 척할 수 있다
)

// Authority는 이 컴퓨터만의 인증 기관(certificate authority)이다. 처음 쓸 때 만들어 사용자의 설정 폴더에 둔다.
//
// 개인 키가 새더라도 다른 사이트인 척하지는 못한다. 인증서에 적힌 이름 제한(name constraints, RFC 5280
// 4.2.1.10절)이 localhost와 이 컴퓨터의 이름만 허락한다.
type Authority struct {
	folder string
	cert   *x509.Certificate
	key    *ecdsa.PrivateKey
}

// OpenAuthority는 이 컴퓨터의 인증 기관을 연다. 없으면 만든다.
func OpenAuthority() (*Authority, error) {
	config, err := os.UserConfigDir()
	if err != nil {
		return nil, fmt.Errorf("설정 폴더 찾기: %w", err)
	}
	return openAuthority(filepath.Join(config, "socket-workbook", "authority"))
}

func openAuthority(folder string) (*Authority, error) {
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		if err := makeAuthority(folder); err != nil {
			return nil, fmt.Errorf("인증 기관 만들기: %w", err)
		}
	}
	a, err := readAuthority(folder)
	if err != nil {
		return nil, fmt.Errorf("인증 기관 읽기: %w. %s 폴더를 지우면 새로 만듭니다", err, folder)
	}
	return a, nil
}

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

// readAuthority는 두 파일을 읽고, 짝이 맞는지와 기간이 남았는지 본다.
func readAuthority(folder string) (*Authority, error) {
	pair, err := tls.LoadX509KeyPair(filepath.Join(folder, certFile), filepath.Join(folder, keyFile))
	if err != nil {
		return nil, err
	}
	key, ok := pair.PrivateKey.(*ecdsa.PrivateKey)
	if !ok || !pair.Leaf.IsCA {
		return nil, errors.New("이 교재가 만든 인증 기관이 아닙니다")
	}
	if time.Now().After(pair.Leaf.NotAfter) {
		return nil, fmt.Errorf("%s에 기간이 끝났습니다", pair.Leaf.NotAfter.Format(time.DateOnly))
	}
	return &Authority{folder, pair.Leaf, key}, nil
}

// File은 브라우저에게 믿게 할 인증서 파일이다.
func (a *Authority) File() string { return filepath.Join(a.folder, certFile) }

// Fingerprint는 인증서의 SHA-256 지문이다. 두 자리씩 쌍점으로 나눈 16진수이다.
func (a *Authority) Fingerprint() string {
	sum := sha256.Sum256(a.cert.Raw)
	return strings.ReplaceAll(fmt.Sprintf("% X", sum[:]), " ", ":")
}

// Pool은 이 인증 기관 하나만 믿는 목록이다.
func (a *Authority) Pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.cert)
	return pool
}
