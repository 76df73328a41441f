package main

import (
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

const (
	cont, text, binaryData, closing, ping, pong = 0, 1, 2, 8, 9, 10

	fin, rsv1, rsv3 = 0x80, 0x40, 0x10
)

// frame은 클라이언트가 보내는 프레임 하나이다. 마스킹 키는 0이라서 페이로드가 그대로이다. RFC 6455 5.2절.
func frame(first byte, payload string) string {
	head := []byte{first}
	switch n := len(payload); {
	case n < 126:
		head = append(head, 0x80|byte(n))
	case n < 1<<16:
		head = binary.BigEndian.AppendUint16(append(head, 0x80|126), uint16(n))
	default:
		head = binary.BigEndian.AppendUint64(append(head, 0x80|127), uint64(n))
	}
	return string(append(head, 0, 0, 0, 0)) + payload
}

func closeFrame(code uint16, reason string) string {
	return frame(fin|closing, string(binary.BigEndian.AppendUint16(nil, code))+reason)
}

// open은 핸드셰이크를 마친 TCP 연결이다.
func open(t *testing.T, addr string) net.Conn {
	t.Helper()
	conn := mustDial(t, addr).NetConn()
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	return conn
}

// RFC 6455가 정한 틀린 프레임마다 정해진 코드로 끝낸다. 코드 0은 코드 없이 닫아도, 1002로 닫아도 된다는 뜻이다.
func TestBrokenFrames(t *testing.T) {
	addr, _ := start(t)
	for _, test := range []struct {
		name, section string
		send          string
		code          uint16
	}{
		{"마스킹하지 않은 프레임", "5.1", "\x81\x02hi", 1002},
		{"RSV1", "5.2", frame(fin|rsv1|text, "a"), 1002},
		{"RSV3", "5.2", frame(fin|rsv3|text, "a"), 1002},
		{"정의되지 않은 데이터 opcode 3", "5.2", frame(fin|3, "a"), 1002},
		{"정의되지 않은 제어 opcode 11", "5.2", frame(fin|11, "a"), 1002},
		{"나눈 핑", "5.5", frame(ping, "a"), 1002},
		{"126바이트인 핑", "5.5", frame(fin|ping, strings.Repeat("a", 126)), 1002},
		{"시작 없는 연속 프레임", "5.4", frame(fin|cont, "a"), 1002},
		{"끝나기 전에 새로 시작", "5.4", frame(text, "a") + frame(fin|text, "b"), 1002},
		{"UTF-8이 아닌 텍스트", "8.1", frame(fin|text, "\xff"), 1007},
		{"프래그먼트에 걸친 잘못된 UTF-8", "8.1", frame(text, "\xec") + frame(fin|cont, "a"), 1007},
		{"보통의 종료 프레임", "7.1.5", closeFrame(1000, "안녕"), 1000},
		{"코드 없는 종료 프레임", "7.1.5", frame(fin|closing, ""), 0},
		{"보내면 안 되는 코드 1005", "7.4.1", closeFrame(1005, ""), 1002},
		{"보내면 안 되는 코드 1006", "7.4.1", closeFrame(1006, ""), 1002},
		{"없는 코드 999", "7.4.2", closeFrame(999, ""), 1002},
		{"앱이 쓰는 코드 4000", "7.4.2", closeFrame(4000, ""), 4000},
		{"UTF-8이 아닌 이유", "8.1", closeFrame(1000, "\xff"), 1002}, // gorilla는 1007 대신 1002로 답한다.
		{"1MiB를 넘는 메시지 하나", "7.4.1", frame(fin|binaryData, strings.Repeat("a", maxMessage+1)), 1009},
		{"프래그먼트 천 개로 1MiB를 넘는 메시지", "7.4.1", frame(binaryData, "a") + strings.Repeat(frame(cont, strings.Repeat("a", 1100)), 1000), 1009},
		{"길이 1GiB", "7.4.1", "\x82\xff\x00\x00\x00\x00\x40\x00\x00\x00\x00\x00\x00\x00", 1009},
		// gorilla는 2^63-1을 한계를 넘는 길이로, 2^63은 읽을 수 없는 길이로 본다. 뒤의 것은 코드 없이 끊는다.
		{"길이 2^63-1", "5.2", "\x82\xff\x7f\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00", 1009},
		{"길이 2^63", "5.2", "\x82\xff\x80\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", 0},
		// 종료 프레임의 페이로드가 1바이트면 1002여야 한다(5.5.1절). gorilla는 코드 없는 것으로 본다.
		{"1바이트인 종료 프레임", "5.5.1", frame(fin|closing, "\x03"), 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			conn := open(t, addr)
			go io.WriteString(conn, test.send)
			got, err := io.ReadAll(conn)
			if err != nil {
				t.Fatalf("끝나지 않거나 갑자기 끊겼다(%s절): %v", test.section, err)
			}
			at := bytes.IndexByte(got, fin|closing)
			if at < 0 || len(got) < at+4 {
				t.Logf("종료 프레임 없이 끝남 (RFC 6455 %s절)", test.section)
				if test.code != 0 {
					t.Fatalf("종료 프레임이 없다(%s절): %x", test.section, got)
				}
				return
			}
			code := binary.BigEndian.Uint16(got[at+2:])
			t.Logf("종료 코드 %d (RFC 6455 %s절)", code, test.section)
			if code != test.code && (test.code != 0 || code != 1002) {
				t.Errorf("코드가 %d이다. %s절은 %d를 바란다", code, test.section, test.code)
			}
		})
	}
}

// 옳은 것은 모두 받는다: 빈 메시지, 프래그먼트와 그 사이의 핑, 가장 긴 핑, 스스로 보낸 퐁, 글자 가운데에서 나눈 프래그먼트.
func TestUnusualButRight(t *testing.T) {
	addr, _ := start(t)
	for _, test := range []struct{ name, send, want string }{
		{"빈 메시지", frame(fin|text, ""), "\x81\x00"},
		{"프래그먼트 사이의 핑", frame(text, "a") + frame(fin|ping, "p") + frame(cont, "") + frame(fin|cont, "b"), "\x8a\x01p\x81\x02ab"},
		{"125바이트인 핑", frame(fin|ping, strings.Repeat("p", 125)), "\x8a\x7d" + strings.Repeat("p", 125)},
		{"묻지 않은 퐁", frame(fin|pong, "x") + frame(fin|text, "a"), "\x81\x01a"},
		{"글자 가운데에서 나눔", frame(text, "\xed\x95") + frame(fin|cont, "\x9c"), "\x81\x03한"},
		{"65,536바이트", frame(fin|binaryData, strings.Repeat("a", 1<<16)), "\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x00" + strings.Repeat("a", 1<<16)},
		{"종료 프레임 뒤의 데이터", closeFrame(1000, "") + frame(fin|text, "늦음"), "\x88\x02\x03\xe8"},
	} {
		t.Run(test.name, func(t *testing.T) {
			conn := open(t, addr)
			go io.WriteString(conn, test.send)
			got := make([]byte, len(test.want))
			if _, err := io.ReadFull(conn, got); err != nil || string(got) != test.want {
				t.Errorf("%.40x…, %v", got, err)
			}
		})
	}
}

// 핸드셰이크의 모든 헤더를 검사한다. RFC 6455 4.2.1절.
func TestBrokenHandshakes(t *testing.T) {
	addr, _ := start(t)
	fields := map[string]string{
		"Host": addr, "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
		"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol": subprotocol,
	}
	for _, test := range []struct {
		name, line   string
		field, value string
		status       string
	}{
		{"옳은 것", "GET / HTTP/1.1", "", "", "101"},
		{"POST", "POST / HTTP/1.1", "", "", "405"},
		{"HTTP/1.0", "GET / HTTP/1.0", "", "", "400"},
		{"버전 8", "GET / HTTP/1.1", "Sec-WebSocket-Version", "8", "400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nSec-Websocket-Version: 13\r\n"},
		{"짧은 키", "GET / HTTP/1.1", "Sec-WebSocket-Key", "dGhlIHNhbXBsZQ==", "400"},
		{"base64가 아닌 키", "GET / HTTP/1.1", "Sec-WebSocket-Key", "!!!", "400"},
		{"다른 서브프로토콜", "GET / HTTP/1.1", "Sec-WebSocket-Protocol", "chat", "400"},
		{"두 줄로 나눈 서브프로토콜", "GET / HTTP/1.1", "Sec-WebSocket-Protocol", "chat\r\nSec-WebSocket-Protocol: " + subprotocol, "101"},
		{"다른 이름의 Host", "GET / HTTP/1.1", "Host", "evil.example", "421"},
		{"다른 사이트의 페이지", "GET / HTTP/1.1", "Origin", "http://evil.example", "403"},
		{"이름이 비슷한 사이트의 페이지", "GET / HTTP/1.1", "Origin", "http://evil-" + addr, "403"},
	} {
		t.Run(test.name, func(t *testing.T) {
			request := test.line + "\r\n"
			for name, value := range fields {
				if name == test.field {
					value = test.value
				}
				request += name + ": " + value + "\r\n"
			}
			if fields[test.field] == "" && test.field != "" {
				request += test.field + ": " + test.value + "\r\n"
			}
			got := raw(t, addr, request+"\r\n")
			status, _, _ := strings.Cut(got, "\r\n")
			t.Logf("응답: %s", status)
			if !strings.HasPrefix(got, "HTTP/1.1 "+test.status) && !strings.HasPrefix(got, "HTTP/1.0 "+test.status) {
				t.Errorf("%.80q", got)
			}
		})
	}
}
