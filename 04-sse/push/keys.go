package push

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

const keyFile = "vapid-key.pem" // 개인 키. 가진 사람은 이 서버인 척 푸시를 보낼 수 있다

// configFolder는 키와 구독을 두는 폴더이다. 사용자의 설정 폴더 안에 있다.
func configFolder() (string, error) {
	config, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("설정 폴더 찾기: %w", err)
	}
	return filepath.Join(config, "socket-workbook", "push"), nil
}

// openKey는 folder의 VAPID 키를 연다. 폴더가 없으면 만든다. 브라우저는 이 키의 서버만 보낼 수 있게 구독하므로,
// 켤 때마다 새로 만들면 그때까지의 구독이 모두 쓸모없어진다.
func openKey(folder string) (*ecdsa.PrivateKey, error) {
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		if err := makeKey(folder); err != nil {
			return nil, fmt.Errorf("푸시의 키 만들기: %w", err)
		}
	}
	key, err := readKey(filepath.Join(folder, keyFile))
	if err != nil {
		return nil, fmt.Errorf("푸시의 키 읽기: %w. %s 폴더를 지우면 새로 만듭니다. 브라우저도 다시 구독해야 합니다", err, folder)
	}
	return key, nil
}

func readKey(name string) (*ecdsa.PrivateKey, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("PEM이 아닙니다")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	key, ok := parsed.(*ecdsa.PrivateKey)
	if err != nil || !ok || key.Curve != elliptic.P256() {
		return nil, errors.New("P-256의 개인 키가 아닙니다")
	}
	return key, nil
}

// makeKey는 다른 폴더에 다 적은 다음 이름을 바꾼다. 두 서버가 한꺼번에 만들어도 한쪽의 것만 남는다.
func makeKey(folder string) error {
	if err := os.MkdirAll(filepath.Dir(folder), 0o700); err != nil {
		return err
	}
	fresh, err := os.MkdirTemp(filepath.Dir(folder), "push-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(fresh)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
	if err := os.WriteFile(filepath.Join(fresh, keyFile), text, 0o600); err != nil {
		return err
	}
	err = os.Rename(fresh, folder)
	if _, exists := os.Stat(folder); exists == nil {
		return nil // 다른 서버가 먼저 만들었다면 이름을 바꾸지 못한다. 그것을 쓴다.
	}
	return err
}
