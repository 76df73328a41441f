package main

import (
	"strings"
	"testing"
)

func TestDecodeHTTP(t *testing.T) {
	decodes(t, []decoded{
		{"청크", []part{up("GET / HTTP/1.1\r\n\r\n"), down("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;ext=1\r\nHello\r\n0\r\nX: 1\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n")}, []string{`← HTTP 16 청크 5바이트 (16진수 5) "Hello"`, "마지막 청크", "트레일러 X: 1", "본문이 끝남", "204"}},
		{"본문이 없는 응답", []part{up("HEAD / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n"), down("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n")}, []string{"요청 HEAD", "요청 GET", "응답 HTTP/1.1 200", "응답 HTTP/1.1 304"}},
		{"100 다음의 응답", []part{up("POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi"), down("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")}, []string{`본문 2바이트 "hi"`, "100 Continue", "200 OK"}},
		{"끝날 때까지가 본문", []part{up("GET / HTTP/1.0\r\n\r\n"), down("HTTP/1.0 200 OK\r\n\r\n그동안")}, []string{"응답 HTTP/1.0 200 OK", "본문의 일부"}},
		{"덜 온 본문", []part{up("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc")}, []string{`본문 10바이트 "abc" (7바이트가 덜 온 채 끝남)`}},
		{"본문이 오는 동안 엉뚱한 요청", []part{up(upgrade + "\x81\r\n"), down("HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\nno220")}, []string{"더 풀지 않고 그대로 보임: HTTP의 첫 줄이 아님", `← HTTP 2 본문 2바이트 "no"`, `← TCP 3 데이터 "220"`}},
		{"깨진 청크", []part{up("GET / HTTP/1.1\r\n\r\n"), down("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")}, []string{"더 풀지 않고 그대로 보임: 청크의 길이가 16진수가 아님"}},
		{"끝없는 헤더", []part{up("GET / HTTP/1.1\r\nX: " + strings.Repeat("a", 2*maxHead))}, []string{"더 풀지 않고 그대로 보임: 헤더가 65536바이트를 넘음"}},
	})
}
