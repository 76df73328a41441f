package push

import (
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"
)

const (
	tokenLife = 12 * time.Hour // 24시간을 넘으면 푸시 서비스가 거절한다(RFC 8292 2절)
	tokenHead = `{"typ":"JWT","alg":"ES256"}`

	// contact는 이 서버를 돌리는 사람에게 연락할 곳이다. 수업에는 그런 사람이 없어서 아무의 것도 아닌 주소를 적는다.
	// 진짜 서비스라면 제 주소를 적는다. 푸시 서비스는 말썽이 생기면 끊기 전에 여기로 연락한다.
	contact = "mailto:socket-workbook@example.com"
)

// claims는 서명하는 내용이다. 차례가 RFC 8292의 보기와 같다.
type claims struct {
	Audience string `json:"aud"` // 푸시 서비스의 오리진. 다른 푸시 서비스가 이 토큰을 훔쳐 쓰지 못한다
	Expires  int64  `json:"exp"` // 유닉스 시각, 초
	Subject  string `json:"sub"`
}

// authorization은 보내는 서버가 누구인지 밝히는 Authorization 헤더의 값이다(RFC 8292 3절).
func authorization(key *ecdsa.PrivateKey, s Subscription, now time.Time) (string, error) {
	origin, err := s.origin()
	if err != nil {
		return "", err
	}
	token, err := sign(key, claims{origin, now.Add(tokenLife).Unix(), contact})
	return "vapid t=" + token + ", k=" + PublicKey(key), err
}

// sign은 JWT를 만든다. 점으로 이은 base64url 셋이다: 헤더, 내용, 서명(RFC 7519 3절). ES256의 서명은 r과 s를
// 32바이트씩 이은 것이다(RFC 7518 3.4절). TLS의 인증서가 쓰는 DER이 아니다.
func sign(key *ecdsa.PrivateKey, c claims) (string, error) {
	body, err := json.Marshal(c)
	if err != nil {
		return "", fmt.Errorf("VAPID 토큰 만들기: %w", err)
	}
	token := encode([]byte(tokenHead)) + "." + encode(body)
	digest := sha256.Sum256([]byte(token))
	r, s, err := ecdsa.Sign(rand.Reader, key, digest[:])
	if err != nil {
		return "", fmt.Errorf("VAPID 토큰에 서명하기: %w", err)
	}
	signature := make([]byte, 64)
	r.FillBytes(signature[:32])
	s.FillBytes(signature[32:])
	return token + "." + encode(signature), nil
}

// PublicKey는 key의 공개 키이다. 브라우저의 applicationServerKey에 그대로 쓰는 base64url이다.
func PublicKey(key *ecdsa.PrivateKey) string {
	point, err := key.PublicKey.Bytes()
	if err != nil {
		panic(err) // 키는 읽을 때 살폈다.
	}
	return encode(point)
}

func encode(data []byte) string { return base64.RawURLEncoding.EncodeToString(data) }
