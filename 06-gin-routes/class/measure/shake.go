package measure

import (
	"bufio"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"strings"
)

// shake는 WebSocket의 요청 하나를 읽고 101로 응답한다(RFC 6455 4.2.2절). 그다음의 바이트는 conn에 남는다.
func shake(conn net.Conn) error {
	// 한 바이트씩 읽는다. 더 읽으면 프레임까지 버퍼에 들어간다.
	var head strings.Builder
	for one := make([]byte, 1); !strings.HasSuffix(head.String(), "\r\n\r\n"); head.Write(one) {
		if _, err := conn.Read(one); err != nil {
			return fmt.Errorf("요청 읽기: %w", err)
		}
	}
	request, err := http.ReadRequest(bufio.NewReader(strings.NewReader(head.String())))
	if err != nil {
		return fmt.Errorf("요청 읽기: %w", err)
	}
	sum := sha1.Sum([]byte(request.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	_, err = fmt.Fprintf(conn, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
		base64.StdEncoding.EncodeToString(sum[:]))
	return err
}
