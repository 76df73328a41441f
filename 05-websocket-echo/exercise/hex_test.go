//go:build exercise

package exercise_test

import (
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// separators는 16진수를 적은 글에서 바이트를 나누는 것들이다.
var separators = regexp.MustCompile(`0[xX]|\\x|[\s,:;.|\-_"'“”‘’「」{}\[\]]|` + "`")

// tidy는 16진수로 적은 예상의 모양을 고르게 한다. "0x81, 0x86"이나 "8186"이나 바이트 그대로도 "81 86"이 된다.
func tidy(guess any) any {
	text, is := guess.(string)
	switch {
	case !is: // []byte처럼 타입을 바꾸었다.
		text = fmt.Sprintf("%02x", guess)
	case !utf8.ValidString(text): // "\x81\x86"처럼 적어서 바이트 그대로이다.
		text = fmt.Sprintf("%x", text)
	}
	parts := strings.Fields(separators.ReplaceAllString(strings.TrimPrefix(text, "[]byte"), " "))
	for i, part := range parts {
		if len(part) == 1 { // "3"은 "03"이다.
			parts[i] = "0" + part
		}
	}
	bytes, err := hex.DecodeString(strings.Join(parts, ""))
	if err != nil || len(bytes) == 0 {
		return guess
	}
	return fmt.Sprintf("% x", bytes)
}
