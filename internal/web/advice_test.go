package web

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// 클라이언트가 서버를 믿지 못하는 이유마다, 무엇을 하면 되는지 한국어로 알린다. 진짜 핸드셰이크의 오류로 해 본다.
func TestAdviceForCertificates(t *testing.T) {
	folder := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		ours, err := openAuthority(filepath.Join(folder, "ours"))
		if err != nil {
			t.Fatal(err)
		}
		other, err := openAuthority(filepath.Join(folder, "other"))
		if err != nil {
			t.Fatal(err)
		}
		leaf, err := ours.sign(nil)
		if err != nil {
			t.Fatal(err)
		}
		try := func(trusted *Authority, name string) error {
			near, far := net.Pipe()
			defer near.Close()
			go func() {
				defer far.Close()
				tls.Server(far, &tls.Config{Certificates: []tls.Certificate{*leaf}}).Handshake()
			}()
			return tls.Client(near, &tls.Config{RootCAs: trusted.Pool(), ServerName: name}).Handshake()
		}
		advised := func(err error, want string) {
			t.Helper()
			if advice := adviseTLS(fmt.Errorf("서버에 붙기: %w", err)); (want == "") != (advice == "") || !strings.Contains(advice, want) {
				t.Errorf("%v: %q", err, advice)
			}
		}
		if err := try(ours, "localhost"); err != nil {
			t.Error(err)
		}
		advised(try(other, "localhost"), "서명한 것은 이 컴퓨터의 인증 기관이 아닙니다")
		advised(try(ours, "evil.example"), "이 이름이나 주소가 없습니다")
		advised(try(ours, "127.0.0.2"), "이 이름이나 주소가 없습니다")
		time.Sleep(leafLife - time.Minute) // 가짜 시계
		if err := try(ours, "localhost"); err != nil {
			t.Error(err)
		}
		time.Sleep(2 * time.Minute)
		advised(try(ours, "localhost"), "기간이 아닙니다. 이 컴퓨터의 시계를 확인하고")
		advised(x509.CertificateInvalidError{Reason: x509.NotAuthorizedToSign}, "")
		advised(errors.New("다른 실패"), "")
	})
}
