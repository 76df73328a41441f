// Package pushtest는 웹 푸시를 받는 쪽이다: 암호를 푸는 브라우저와, 서명을 살피는 푸시 서비스.
// 보내는 쪽(push)의 코드를 쓰지 않는다. 같은 코드로 암호화하고 풀면, 둘 다 틀려도 맞아 보인다.
package pushtest

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
)

// Browser는 푸시를 구독한 브라우저이다.
type Browser struct {
	Private *ecdh.PrivateKey
	Auth    []byte
}

// NewBrowser는 키를 새로 만든다.
func NewBrowser() Browser {
	private, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		panic(err)
	}
	auth := make([]byte, 16)
	rand.Read(auth)
	return Browser{private, auth}
}

// Subscription은 브라우저의 PushSubscription.toJSON()과 같은 모양의 JSON이다.
func (b Browser) Subscription(endpoint string) string {
	text, _ := json.Marshal(map[string]any{
		"endpoint":       endpoint,
		"expirationTime": nil,
		"keys":           map[string]string{"p256dh": Base64(b.Private.PublicKey().Bytes()), "auth": Base64(b.Auth)},
	})
	return string(text)
}

// Decrypt는 푸시의 본문을 푼다(RFC 8291 3.4절). 레코드는 하나여야 한다(4절).
func (b Browser) Decrypt(body []byte) ([]byte, error) {
	if len(body) < 21 || int(body[20]) != 65 || len(body) < 86 {
		return nil, errors.New("본문의 헤더가 짧거나, 키의 길이가 65가 아니다")
	}
	salt, size, point, sealed := body[:16], binary.BigEndian.Uint32(body[16:20]), body[21:86], body[86:]
	if len(sealed) > int(size) || len(body) > 4096 {
		return nil, errors.New("레코드가 하나가 아니거나, 본문이 4096바이트를 넘는다")
	}
	sender, err := ecdh.P256().NewPublicKey(point)
	if err != nil {
		return nil, err
	}
	shared, err := b.Private.ECDH(sender)
	if err != nil {
		return nil, err
	}
	mixed, _ := hkdf.Extract(sha256.New, shared, b.Auth)
	secret, _ := hkdf.Expand(sha256.New, mixed, "WebPush: info\x00"+string(b.Private.PublicKey().Bytes())+string(point), 32)
	text, err := open(secret, salt, sealed)
	if err != nil {
		return nil, err
	}
	text = bytes.TrimRight(text, "\x00") // 길이를 숨기려고 채운 것
	if len(text) == 0 || text[len(text)-1] != 2 {
		return nil, errors.New("마지막 레코드라는 표시(0x02)가 없다")
	}
	return text[:len(text)-1], nil
}

// open은 레코드 하나를 푼다(RFC 8188 2.2절, 2.3절).
func open(secret, salt, sealed []byte) ([]byte, error) {
	salted, _ := hkdf.Extract(sha256.New, secret, salt)
	key, _ := hkdf.Expand(sha256.New, salted, "Content-Encoding: aes128gcm\x00", 16)
	nonce, _ := hkdf.Expand(sha256.New, salted, "Content-Encoding: nonce\x00", 12)
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return gcm.Open(nil, nonce, sealed, nil)
}

// Base64는 채우지 않은 base64url이다.
func Base64(data []byte) string { return base64.RawURLEncoding.EncodeToString(data) }
