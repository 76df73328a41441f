package web

import (
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// 같은 인증 기관을 다시 연다. 여럿이 한꺼번에 만들어도 하나만 남는다. 키는 주인만 읽는다.
func TestAuthorityIsKept(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "socket-workbook", "authority")
	prints := make(chan string, 8)
	for range cap(prints) {
		go func() {
			a, err := openAuthority(folder)
			if err != nil {
				prints <- err.Error()
				return
			}
			prints <- a.Fingerprint()
		}()
	}
	first := <-prints
	for range cap(prints) - 1 {
		if other := <-prints; other != first || len(first) != 95 {
			t.Errorf("%s와 %s", first, other)
		}
	}
	if left, _ := filepath.Glob(filepath.Dir(folder) + "/*"); len(left) != 1 {
		t.Errorf("만들다 만 것이 남았다: %q", left)
	}
	info, err := os.Stat(filepath.Join(folder, keyFile))
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
}

// 개인 키를 훔쳐도 다른 이름의 인증서는 쓸모가 없다(이름 제한).
func TestAuthorityIsOnlyForThisComputer(t *testing.T) {
	a, err := openAuthority(filepath.Join(t.TempDir(), "authority"))
	if err != nil {
		t.Fatal(err)
	}
	if !a.cert.PermittedDNSDomainsCritical {
		t.Error("이름 제한을 모르는 클라이언트가 무시해도 된다고 적혀 있다")
	}
	forged := *a.cert
	forged.PermittedDNSDomains = []string{"bank.example"}
	cert, err := (&Authority{a.folder, &forged, a.key}).sign(nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = cert.Leaf.Verify(x509.VerifyOptions{Roots: a.Pool(), DNSName: "bank.example"})
	if invalid := (x509.CertificateInvalidError{}); !errors.As(err, &invalid) || invalid.Reason != x509.CANotAuthorizedForThisName {
		t.Errorf("남의 이름을 허락한다: %v", err)
	}
}

// 망가진 파일은 어느 폴더를 지우면 되는지 알린다. 스스로 지우지는 않는다. 믿게 해 둔 것일 수 있다.
func TestBrokenAuthority(t *testing.T) {
	for name, harm := range map[string]func(folder string) error{
		"깨진 키":   func(f string) error { return os.WriteFile(filepath.Join(f, keyFile), []byte("?"), 0o600) },
		"없는 키":   func(f string) error { return os.Remove(filepath.Join(f, keyFile)) },
		"깨진 인증서": func(f string) error { return os.WriteFile(filepath.Join(f, certFile), []byte("?"), 0o600) },
		"남의 키": func(f string) error {
			key, _, err := newAuthority()
			return errors.Join(err, writePEM(filepath.Join(f, keyFile), "PRIVATE KEY", key, 0o600))
		},
		"폴더가 파일": func(f string) error { return errors.Join(os.RemoveAll(f), os.WriteFile(f, nil, 0o600)) },
	} {
		folder := filepath.Join(t.TempDir(), "authority")
		if _, err := openAuthority(folder); err != nil {
			t.Fatal(err)
		}
		if err := harm(folder); err != nil {
			t.Fatal(err)
		}
		if _, err := openAuthority(folder); err == nil || !strings.Contains(fmt.Sprint(err), folder+" 폴더를 지우면 새로 만듭니다") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// 서버의 인증서는 기간이 끝나 가거나 주소가 바뀌면 새로 만든다. 그대로이면 쓰던 것을 쓴다.
func TestLeafIsRenewed(t *testing.T) {
	a, err := openAuthority(filepath.Join(t.TempDir(), "authority"))
	if err != nil {
		t.Fatal(err)
	}
	l := &leaf{authority: a}
	first, err := l.get(nil)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := l.get(nil); again != first {
		t.Error("바뀐 것이 없는데 새로 만든다")
	}
	l.addresses = nil // 주소가 하나도 없던 때
	moved, _ := l.get(nil)
	if moved == first {
		t.Error("주소가 바뀌었는데 쓰던 것을 쓴다")
	}
	moved.Leaf.NotAfter = time.Now().Add(leafRenew / 2)
	if renewed, _ := l.get(nil); renewed == moved {
		t.Error("기간이 끝나 가는데 쓰던 것을 쓴다")
	}
}

// 십 년이 지난 인증 기관은 쓰지 않는다. 어떻게 새로 만드는지 알린다.
func TestExpiredAuthority(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "authority")
	synctest.Test(t, func(t *testing.T) {
		if _, err := openAuthority(folder); err != nil {
			t.Fatal(err)
		}
		time.Sleep(authorityLife - time.Minute) // 가짜 시계
		if _, err := openAuthority(folder); err != nil {
			t.Error(err)
		}
		time.Sleep(2 * time.Minute)
		if _, err := openAuthority(folder); err == nil || !strings.Contains(err.Error(), "기간이 끝났습니다") {
			t.Error(err)
		}
	})
}

// 폴더를 만들 수 없거나 읽을 수 없으면, 지우라고 하지 않고 무엇을 볼지 알린다.
func TestUnreadableAuthority(t *testing.T) {
	parent := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(parent, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := openAuthority(filepath.Join(parent, "authority")); err == nil || !strings.Contains(err.Error(), "폴더를 만들 수 있는지 보세요") {
		t.Errorf("설정 폴더가 파일: %v", err)
	}
	folder := filepath.Join(t.TempDir(), "authority")
	if _, err := openAuthority(folder); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(folder, 0); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(folder, 0o700)
	if _, err := os.ReadDir(folder); err == nil {
		t.Skip("이 사용자나 시스템은 권한이 없는 폴더도 읽는다")
	}
	if _, err := openAuthority(folder); err == nil || !strings.Contains(err.Error(), "읽을 수 있게 하세요") || strings.Contains(err.Error(), "지우면") {
		t.Errorf("읽을 수 없는 폴더: %v", err)
	}
}
