//go:build exercise

package exercise

import (
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"testing"

	"socketworkbook/internal/grader"
)

const (
	noGUID    = "정해진 글을 잇지 않음"
	decodes   = "키를 base64에서 풀고 나서 이음"
	hexes     = "16진수로 적음"
	urlBase64 = "주소에 쓰는 base64로 적음"
)

func TestAccept(t *testing.T) {
	task := grader.Task{File: "05-websocket-echo/exercise/2_accept.go", Note: "notes/05-websocket-echo.md#업그레이드"}

	for _, test := range []struct{ name, key, want string }{
		{"RFC 6455 1.3절의 보기", "dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="},
		{"다른 키", "AAAAAAAAAAAAAAAAAAAAAA==", "ICX+Yqv66kxgM0FcWaLWlFLwTAI="},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			got := Accept(test.key)
			if got == "" {
				return grader.Todo
			}
			return grader.Same(test.want, got, recognize(test.key, test.want, got))
		})
	}
}

// recognize는 흔한 실수로 셈한 값인지 알아본다.
func recognize(key, want, got string) string {
	sum := sha1.Sum([]byte(key))
	plain := base64.StdEncoding.EncodeToString(sum[:])
	raw, _ := base64.StdEncoding.DecodeString(key)
	sum = sha1.Sum(append(raw, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"...))
	decoded := base64.StdEncoding.EncodeToString(sum[:])
	right, _ := base64.StdEncoding.DecodeString(want)
	switch got {
	case plain:
		return noGUID
	case decoded:
		return decodes
	case hex.EncodeToString(right):
		return hexes
	case base64.URLEncoding.EncodeToString(right):
		return urlBase64
	}
	return ""
}
