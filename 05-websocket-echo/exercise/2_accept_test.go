//go:build exercise

package exercise_test

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"

	"socketworkbook/05-websocket-echo/exercise"
	"socketworkbook/internal/grader"
)

const (
	noGUID    = "정해진 글을 잇지 않음"
	guidFirst = "정해진 글을 키의 앞에 이음"
	guidLower = "정해진 글을 소문자로 적음"
	decodes   = "키를 base64에서 풀고 나서 이음"
	hexes     = "16진수로 적음"
	hexTwice  = "16진수로 적은 글을 또 base64로 적음"
	urlBase64 = "주소에 쓰는 base64로 적음"
	noPadding = "base64의 끝에 =를 붙이지 않음"
	otherHash = "SHA-1이 아닌 것으로 섞음"
	goesOn    = "앞의 키에 이어서 섞음"
)

var guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

func TestAccept(t *testing.T) {
	task := grader.Task{File: "05-websocket-echo/exercise/2_accept.go", Note: "notes/05-websocket-echo.md#업그레이드"}

	for _, test := range []struct{ name, key, want string }{
		{"RFC 6455 1.3절의 보기", "dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="},
		{"다른 키", "AAAAAAAAAAAAAAAAAAAAAA==", "ICX+Yqv66kxgM0FcWaLWlFLwTAI="},
		{"+와 /가 있는 키", "+/+/+/+/+/+/+/+/+/+/+w==", acceptOf("+/+/+/+/+/+/+/+/+/+/+w==")},
		{"보기의 키를 또", "dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="},
	} {
		task.Try(t, test.name, func(*testing.T) error {
			got := exercise.Accept(test.key)
			if got == "" {
				return grader.Todo
			}
			mistake := acceptMistakes(test.key)[got]
			if mistake == "" && got != exercise.Accept(test.key) {
				mistake = goesOn
			}
			return grader.Same(test.want, got, mistake)
		})
	}
}

func acceptOf(key string) string {
	sum := sha1.Sum([]byte(key + guid))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// acceptMistakes는 흔한 실수로 셈한 것들이다.
func acceptMistakes(key string) map[string]string {
	std := base64.StdEncoding.EncodeToString
	hash := func(text string) []byte { sum := sha1.Sum([]byte(text)); return sum[:] }
	raw, _ := base64.StdEncoding.DecodeString(key)
	right := hash(key + guid)
	md5Sum, sha256Sum := md5.Sum([]byte(key+guid)), sha256.Sum256([]byte(key+guid))
	return map[string]string{
		std(hash(key)):                              noGUID,
		std(hash(guid + key)):                       guidFirst,
		std(hash(key + strings.ToLower(guid))):      guidLower,
		std(hash(string(raw) + guid)):               decodes,
		hex.EncodeToString(right):                   hexes,
		strings.ToUpper(hex.EncodeToString(right)):  hexes,
		std([]byte(hex.EncodeToString(right))):      hexTwice,
		base64.URLEncoding.EncodeToString(right):    urlBase64,
		base64.RawStdEncoding.EncodeToString(right): noPadding,
		std(md5Sum[:]):                              otherHash,
		std(sha256Sum[:]):                           otherHash,
	}
}
