package web

import (
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
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
	_, err := os.Stat(folder)
	if errors.Is(err, fs.ErrNotExist) {
		err = makeAuthority(folder)
	}
	if err != nil {
		return nil, fmt.Errorf("인증 기관의 폴더 만들기: %w. %s 폴더를 만들 수 있는지 보세요", err, folder)
	}
	a, err := readAuthority(folder)
	if errors.Is(err, fs.ErrPermission) { // 지우라고 하지 않는다. 믿게 해 둔 것이 멀쩡히 있을 수 있다.
		return nil, fmt.Errorf("인증 기관 읽기: %w. %s 폴더와 그 안의 파일을 읽을 수 있게 하세요", err, folder)
	}
	if err != nil {
		return nil, fmt.Errorf("인증 기관 읽기: %w. %s 폴더를 지우면 새로 만듭니다", err, folder)
	}
	return a, nil
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
