package exercise

import (
	"crypto/sha1"
	"encoding/base64"
)

// 암호가 아니라 증거이다. 이 글을 아는 서버만 답할 수 있으므로, 우연히 101로 답하는 보통의 HTTP 서버를 가려낸다.
// 키는 base64에서 풀지 않고 적힌 글자 그대로 잇는다. 그래서 서버는 키의 뜻을 몰라도 된다.

const guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

// Accept는 클라이언트의 Sec-WebSocket-Key에 답할 Sec-WebSocket-Accept이다.
// 키에 정해진 글 "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"을 이어 SHA-1로 섞고 base64로 적는다. RFC 6455 4.2.2절.
func Accept(key string) string {
	sum := sha1.Sum([]byte(key + guid))
	return base64.StdEncoding.EncodeToString(sum[:])
}
