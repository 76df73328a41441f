// Package push는 웹 푸시를 보내는 쪽이다. 표준 라이브러리만 쓴다.
//
// 브라우저가 준 구독(Subscription)에 메시지를 암호화해서(encrypt.go, RFC 8291) 보내는 서버가 누구인지
// 서명하고(vapid.go, RFC 8292), 브라우저 회사의 푸시 서비스에 POST로 건넨다(send.go, RFC 8030).
package push

import (
	"crypto/ecdh"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

const longestEndpoint = 1024 // 바이트

// Subscription은 브라우저의 PushSubscription.toJSON()이 주는 것이다. 값은 채우지 않은(padding 없는) base64url이다.
type Subscription struct {
	Endpoint string `json:"endpoint"` // 푸시 서비스의 주소. 아는 사람은 누구나 보낼 수 있으므로 비밀이다
	Keys     struct {
		P256dh string `json:"p256dh"` // 브라우저의 공개 키. 이것으로 암호화하면 푸시 서비스는 읽지 못한다
		Auth   string `json:"auth"`   // 브라우저와 이 서버만 아는 16바이트
	} `json:"keys"`
}

// ReadSubscription은 JSON으로 된 구독을 읽고, 쓸 수 있는 것인지 본다.
func ReadSubscription(text string) (s Subscription, err error) {
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return s, errors.New("구독을 JSON으로 읽을 수 없습니다")
	}
	if _, err := s.origin(); err != nil {
		return s, err
	}
	_, _, err = s.secrets()
	return s, err
}

// origin은 푸시 서비스의 오리진이다.
func (s Subscription) origin() (string, error) {
	endpoint, err := url.Parse(s.Endpoint)
	if err != nil || endpoint.Scheme != "https" || endpoint.Hostname() == "" || endpoint.User != nil || len(s.Endpoint) > longestEndpoint {
		return "", fmt.Errorf("구독의 endpoint는 %d바이트까지의 https 주소여야 합니다", longestEndpoint)
	}
	return "https://" + strings.ToLower(endpoint.Host), nil
}

// secrets는 브라우저의 공개 키와 auth이다.
func (s Subscription) secrets() (public *ecdh.PublicKey, auth []byte, err error) {
	point, err := decode(s.Keys.P256dh)
	if err != nil || len(point) != publicKeySize {
		return nil, nil, fmt.Errorf("구독의 p256dh는 base64url로 적은 %d바이트여야 합니다", publicKeySize)
	}
	// 곡선 위에 있지 않은 점을 그대로 쓰면 보내는 쪽의 개인 키가 샐 수 있다(RFC 8291 7절). NewPublicKey가 살핀다.
	if public, err = ecdh.P256().NewPublicKey(point); err != nil {
		return nil, nil, errors.New("구독의 p256dh는 P-256 곡선 위의 점이 아닙니다")
	}
	if auth, err = decode(s.Keys.Auth); err != nil || len(auth) != authSize {
		return nil, nil, fmt.Errorf("구독의 auth는 base64url로 적은 %d바이트여야 합니다", authSize)
	}
	return public, auth, nil
}

// decode는 base64url을 읽는다. 채운 글자(=)가 있어도 된다.
func decode(text string) ([]byte, error) {
	return base64.RawURLEncoding.Strict().DecodeString(strings.TrimRight(text, "="))
}
