package exercise

// Accept는 클라이언트의 Sec-WebSocket-Key에 답할 Sec-WebSocket-Accept이다.
// 키에 정해진 글 "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"을 이어 SHA-1로 섞고 base64로 적는다. RFC 6455 4.2.2절.
func Accept(key string) string {
	return "" // 여기를 고친다.
}
