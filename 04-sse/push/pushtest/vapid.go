package pushtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"time"
)

var vapid = regexp.MustCompile(`^vapid t=([\w-]+\.[\w-]+\.[\w-]+), ?k=([\w-]+)$`)

// CheckVAPID는 푸시 서비스가 하듯 Authorization 헤더를 살핀다(RFC 8292). origin은 그 푸시 서비스의 것이다.
// 서명한 서버의 공개 키를 돌려준다.
func CheckVAPID(header, origin string, now time.Time) (key string, err error) {
	match := vapid.FindStringSubmatch(header)
	if match == nil {
		return "", fmt.Errorf("헤더 Authorization이 vapid의 꼴이 아니다: %q", header)
	}
	token, key := strings.Split(match[1], "."), match[2]
	if err := verify(token, key); err != nil {
		return "", err
	}
	var head struct{ Typ, Alg string }
	var said struct {
		Aud, Sub string
		Exp      int64
	}
	if err := errors.Join(part(token[0], &head), part(token[1], &said)); err != nil || head.Alg != "ES256" || head.Typ != "JWT" {
		return "", fmt.Errorf("토큰을 읽을 수 없다: %v, %v", head, err)
	}
	left := time.Unix(said.Exp, 0).Sub(now)
	if said.Aud != origin || left <= 0 || left > 24*time.Hour || !strings.HasPrefix(said.Sub, "mailto:") {
		return "", fmt.Errorf("%s에 보내는 토큰이 아니거나 때가 맞지 않는다: %+v", origin, said)
	}
	return key, nil
}

// verify는 서명을 살핀다.
func verify(token []string, key string) error {
	point, err := base64.RawURLEncoding.DecodeString(key)
	if err != nil {
		return err
	}
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil {
		return err
	}
	signature, err := base64.RawURLEncoding.DecodeString(token[2])
	if err != nil || len(signature) != 64 {
		return fmt.Errorf("서명이 64바이트가 아니라 %d바이트이다", len(signature))
	}
	digest := sha256.Sum256([]byte(token[0] + "." + token[1]))
	if !ecdsa.Verify(public, digest[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])) {
		return errors.New("서명이 틀렸다")
	}
	return nil
}

// part는 토큰의 한 부분을 JSON으로 읽는다.
func part(text string, into any) error {
	data, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, into)
}
