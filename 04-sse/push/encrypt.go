package push

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

const (
	publicKeySize = 65 // 바이트. 압축하지 않은 P-256의 점: 0x04, x, y
	authSize      = 16
	saltSize      = 16
	recordSize    = 4096 // 푸시 서비스는 본문을 4096바이트까지 받는다(RFC 8030 7.2절)
	headerSize    = saltSize + 4 + 1 + publicKeySize
	lastRecord    = 0x02 // 내용의 끝을 알리는 바이트. 레코드가 이것 하나뿐이라는 뜻이기도 하다

	// LongestPayload는 메시지 하나의 내용이다. 단위는 바이트이다. 헤더와 끝 바이트와 인증값(16)을 빼고 남은 것이다.
	LongestPayload = recordSize - headerSize - 1 - 16
)

// Encrypt는 s의 브라우저만 읽을 수 있게 payload를 암호화한다(RFC 8291 3절). 돌려주는 것이 POST의 본문이다.
func Encrypt(s Subscription, payload []byte) ([]byte, error) {
	// 키 한 쌍과 소금(salt)을 메시지마다 새로 만든다. 같은 키로 다시 암호화하면 AES-GCM이 풀린다.
	once, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("푸시의 키 만들기: %w", err)
	}
	salt := make([]byte, saltSize)
	rand.Read(salt)
	return seal(s, payload, once, salt)
}

// seal은 once와 salt로 암호화한다. 같은 것을 주면 늘 같은 본문이 된다.
func seal(s Subscription, payload []byte, once *ecdh.PrivateKey, salt []byte) ([]byte, error) {
	if len(payload) > LongestPayload {
		return nil, fmt.Errorf("푸시 하나에는 %d바이트까지 담을 수 있는데 %d바이트입니다", LongestPayload, len(payload))
	}
	theirs, auth, err := s.secrets()
	if err != nil {
		return nil, err
	}
	shared, err := once.ECDH(theirs)
	if err != nil {
		return nil, fmt.Errorf("푸시의 비밀 나누기: %w", err)
	}
	ours := once.PublicKey().Bytes()
	// 두 공개 키를 섞어 넣는다. 그래야 이 비밀이 이 둘의 것임이 정해진다.
	secret := derive(shared, auth, "WebPush: info\x00"+string(theirs.Bytes())+string(ours), 32)
	key := derive(secret, salt, "Content-Encoding: aes128gcm\x00", 16)
	nonce := derive(secret, salt, "Content-Encoding: nonce\x00", 12)

	// 본문의 헤더에는 푸는 데 필요한 것이 차례로 있다: salt, 레코드의 크기, 키의 길이, 키(RFC 8188 2.1절).
	body := append(make([]byte, 0, recordSize), salt...)
	body = binary.BigEndian.AppendUint32(body, recordSize)
	body = append(body, publicKeySize)
	body = append(body, ours...)
	return sealer(key).Seal(body, nonce, append(payload[:len(payload):len(payload)], lastRecord), nil), nil
}

// derive는 HKDF-SHA256으로 secret에서 size바이트를 뽑는다(RFC 5869).
func derive(secret, salt []byte, info string, size int) []byte {
	key, err := hkdf.Key(sha256.New, secret, salt, info, size)
	if err != nil {
		panic(err) // 너무 긴 것을 청했을 때뿐이다.
	}
	return key
}

// sealer는 AES-GCM이다. 암호화하면서, 누가 고치면 풀 때 알게 한다.
func sealer(key []byte) cipher.AEAD {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err) // 키의 길이는 derive가 정했다.
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		panic(err)
	}
	return gcm
}
