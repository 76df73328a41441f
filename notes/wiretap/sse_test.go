package main

import (
	"fmt"
	"testing"
)

func events(body string) []part {
	return []part{
		up("GET /events HTTP/1.1\r\n\r\n"),
		down("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n" +
			fmt.Sprintf("%x\r\n%s\r\n", len(body), body)),
	}
}

func TestDecodeEvents(t *testing.T) {
	decodes(t, []decoded{
		// HTML 표준 9.2.6절의 예들
		{"이벤트", events("data: YHOO\ndata: +2\ndata: 10\n\n"), []string{`이벤트 message "YHOO\n+2\n10" (30바이트)`}},
		{"주석과 번호", events(": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n"), []string{`주석 "test stream"`, `이벤트 message, 번호 1 "first event"`, `이벤트 message "second event"`}},
		{"빈 data", events("data\n\ndata\ndata\n\ndata:\n"), []string{`이벤트 message ""`, `이벤트 message "\n"`}},
		{"쌍점 뒤의 빈칸", events("data:test\n\ndata: test\n\n"), []string{`이벤트 message "test" (11바이트)`, `이벤트 message "test" (12바이트)`}},
		{"CR과 CRLF와 BOM", events("\ufeffevent: 가\rdata: 나\r\n\r\n"), []string{`이벤트 가 "나"`}},
	})
}
