package main

import (
	"crypto/tls"
	"strings"
)

// cursor는 핸드셰이크 메시지를 앞에서부터 읽는다. 바이트가 모자라면 short가 되고, 그 뒤로는 빈 것만 준다.
// 그래서 읽는 쪽은 하나하나 살피지 않고, 다 읽은 다음에 한 번만 본다.
type cursor struct {
	rest  []byte
	short bool
}

func (c *cursor) take(n int) []byte {
	if n > len(c.rest) {
		c.rest, c.short = nil, true
		return nil
	}
	p := c.rest[:n]
	c.rest = c.rest[n:]
	return p
}

// number는 size바이트로 적은 수이다. 큰 자리부터 적는다.
func (c *cursor) number(size int) (n int) {
	for _, b := range c.take(size) {
		n = n<<8 | int(b)
	}
	return n
}

// vector는 길이를 size바이트로 적고 그만큼 이어 적은 것이다. RFC 8446 3.4절.
func (c *cursor) vector(size int) *cursor {
	return &cursor{rest: c.take(c.number(size))}
}

// extensions는 메시지의 끝에 있는 확장들이다. 종류 2바이트 다음에 내용이 있다. RFC 8446 4.2절.
func (c *cursor) extensions() map[int]*cursor {
	found := map[int]*cursor{}
	for list := c.vector(2); len(list.rest) > 0; {
		kind := list.number(2)
		found[kind] = list.vector(2)
	}
	return found
}

// protocolNames는 ALPN의 이름들이다. RFC 7301 3.1절.
func protocolNames(e *cursor) string {
	var names []string
	for list := e.vector(2); len(list.rest) > 0; {
		if name := string(list.vector(1).rest); !isGrease([]byte(name)) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

func versionNames(list *cursor) string {
	var names []string
	for len(list.rest) > 1 {
		if version := list.take(2); !isGrease(version) {
			names = append(names, tls.VersionName(uint16(version[0])<<8|uint16(version[1])))
		}
	}
	return strings.Join(names, ", ")
}

// isGrease는 아무 뜻이 없는 값인지 본다. 서버가 모르는 값을 견디는지 보려고 브라우저가 섞는다. RFC 8701.
func isGrease(p []byte) bool { return len(p) == 2 && p[0] == p[1] && p[0]&0x0f == 0x0a }
