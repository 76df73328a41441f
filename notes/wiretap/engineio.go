package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
)

const maxPackets = 20 // 한 본문에서 이보다 많은 패킷은 풀지 않는다

// packetEnd는 롱 폴링의 본문 하나에 담은 패킷들을 나누는 글자이다(Record Separator). Engine.IO 프로토콜 4.
const packetEnd = "\x1e"

var engineKinds = []string{
	"열림(open): 세션 ID와 핑의 간격을 알림", "닫힘(close)", "핑(ping)", "퐁(pong)", "메시지(message)",
	"업그레이드(upgrade): 이제부터 WebSocket으로만 보냄", "빈 패킷(noop): 미루어 둔 롱 폴링의 응답을 끝냄",
}

var socketKinds = []string{
	"들어감(CONNECT)", "나감(DISCONNECT)", "이벤트(EVENT)", "확인(ACK)",
	"들어가지 못함(CONNECT_ERROR)", "바이너리 이벤트(BINARY_EVENT)", "바이너리 확인(BINARY_ACK)",
}

// speaksEngineIO는 요청의 대상(target)을 보고 Engine.IO의 연결인지 안다. 글만 보아서는 알 수 없다.
// 보통의 채팅에서도 "2"라는 글은 오간다. 프로토콜 3은 본문을 다르게 나누므로 풀지 않는다.
func speaksEngineIO(target string) bool {
	u, err := url.ParseRequestURI(target)
	if err != nil {
		return false
	}
	if version, given := u.Query()["EIO"]; given {
		return version[0] == "4"
	}
	return strings.HasPrefix(u.Path, "/socket.io/")
}

// enginePackets는 text에 든 패킷을 한 줄에 하나씩 푼다. text가 모두 size바이트인 것의 앞부분이면 그렇다고 적는다.
func enginePackets(text []byte, size int64) (lines []string) {
	rest, more := string(text), true
	for more && len(lines) < maxPackets {
		var packet string
		packet, rest, more = strings.Cut(rest, packetEnd)
		lines = append(lines, enginePacket(packet))
	}
	if more || int64(len(text)) < size {
		lines = append(lines, "… 그 뒤는 풀지 않음")
	}
	return lines
}

// enginePacket은 패킷 하나이다. 첫 글자가 종류이다.
func enginePacket(packet string) string {
	if packet == "" {
		return "Engine.IO의 패킷이 아님"
	}
	kind, data := packet[0], packet[1:]
	switch {
	case kind == 'b': // 글만 담는 롱 폴링의 본문에서
		return "Engine.IO b 바이너리 메시지. 첨부를 Base64로 적음"
	case kind == '2' && data == "probe":
		return "Engine.IO 2 핑(ping) probe: WebSocket으로도 오가는지 물음"
	case kind == '3' && data == "probe":
		return "Engine.IO 3 퐁(pong) probe: 오감"
	case kind < '0' || kind > '6', kind != '0' && kind != '4' && data != "":
		return "Engine.IO의 패킷이 아님"
	}
	line := fmt.Sprintf("Engine.IO %c %s", kind, engineKinds[kind-'0'])
	if kind == '4' {
		line += ", " + socketPacket(data)
	}
	return line
}

// socketPacket은 Engine.IO의 메시지에 담긴 Socket.IO의 패킷이다. Socket.IO 프로토콜 5:
// 종류, 첨부의 수와 -, 네임스페이스와 쉼표, 확인의 번호, JSON. 종류 말고는 없을 수 있다.
func socketPacket(packet string) string {
	if packet == "" || packet[0] < '0' || packet[0] > '6' {
		return "Socket.IO의 패킷이 아님"
	}
	kind, rest := packet[0], packet[1:]
	line := fmt.Sprintf("Socket.IO %c %s", kind, socketKinds[kind-'0'])
	attached, after := number(rest)
	binary := kind >= '5' && attached != "" && strings.HasPrefix(after, "-")
	if binary {
		rest = after[1:]
	}
	namespace := ""
	if strings.HasPrefix(rest, "/") {
		namespace, rest, _ = strings.Cut(rest, ",")
	}
	id, data := number(rest)
	if name, named := eventName(data); named && (kind == '2' || kind == '5') {
		line += " " + preview([]byte(name))
	}
	if namespace != "" {
		line += ", 네임스페이스 " + clip(namespace, maxShown)
	}
	if id != "" {
		line += ", 확인 번호 " + id
	}
	if binary {
		line += ", 뒤따를 첨부 " + attached + "개"
	}
	return line
}

// number는 s의 앞에 있는 숫자들과 나머지이다.
func number(s string) (digits, rest string) {
	rest = strings.TrimLeft(s, "0123456789")
	return s[:len(s)-len(rest)], rest
}

// eventName은 이벤트의 이름이다. JSON 배열의 첫째 글이다. 뒤가 잘린 배열에서도 찾는다.
func eventName(data string) (name string, ok bool) {
	in := json.NewDecoder(strings.NewReader(data))
	if open, err := in.Token(); err != nil || open != json.Delim('[') {
		return "", false
	}
	first, _ := in.Token()
	name, ok = first.(string)
	return name, ok
}
