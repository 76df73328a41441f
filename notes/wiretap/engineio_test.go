package main

import (
	"strings"
	"testing"
)

func TestEnginePackets(t *testing.T) {
	message := "Engine.IO 4 메시지(message), Socket.IO "
	for packet, want := range map[string]string{
		`0{"sid":"abc"}`:                   "Engine.IO 0 열림(open): 세션 ID와 핑의 간격을 알림",
		"1":                                "Engine.IO 1 닫힘(close)",
		"2":                                "Engine.IO 2 핑(ping)",
		"3":                                "Engine.IO 3 퐁(pong)",
		"2probe":                           "Engine.IO 2 핑(ping) probe: WebSocket으로도 오가는지 물음",
		"3probe":                           "Engine.IO 3 퐁(pong) probe: 오감",
		"5":                                "Engine.IO 5 업그레이드(upgrade): 이제부터 WebSocket으로만 보냄",
		"6":                                "Engine.IO 6 빈 패킷(noop): 미루어 둔 롱 폴링의 응답을 끝냄",
		"bAQID":                            "Engine.IO b 바이너리 메시지. 첨부를 Base64로 적음",
		`40{"name":"바다"}`:                  message + "0 들어감(CONNECT)",
		`40/admin,{"name":"바다"}`:           message + "0 들어감(CONNECT), 네임스페이스 /admin",
		"40/admin":                         message + "0 들어감(CONNECT), 네임스페이스 /admin",
		"41":                               message + "1 나감(DISCONNECT)",
		`42["news",{"id":1}]`:              message + `2 이벤트(EVENT) "news"`,
		`420["message","안녕"]`:              message + `2 이벤트(EVENT) "message", 확인 번호 0`,
		`42/admin,12["새 글"]`:               message + `2 이벤트(EVENT) "새 글", 네임스페이스 /admin, 확인 번호 12`,
		`42["잘린 이벤트",{"te`:                 message + `2 이벤트(EVENT) "잘린 이벤트"`,
		`42{"a":1}`:                        message + "2 이벤트(EVENT)",
		`430[{"id":1}]`:                    message + "3 확인(ACK), 확인 번호 0",
		`44{"message":"no"}`:               message + "4 들어가지 못함(CONNECT_ERROR)",
		`452-["그림",{"_placeholder":true}]`: message + `5 바이너리 이벤트(BINARY_EVENT) "그림", 뒤따를 첨부 2개`,
		`461-/admin,13[{}]`:                message + "6 바이너리 확인(BINARY_ACK), 네임스페이스 /admin, 확인 번호 13, 뒤따를 첨부 1개",
		"4":                                "Engine.IO 4 메시지(message), Socket.IO의 패킷이 아님",
		"4z":                               "Engine.IO 4 메시지(message), Socket.IO의 패킷이 아님",
		"":                                 "Engine.IO의 패킷이 아님",
		"2번":                               "Engine.IO의 패킷이 아님",
		"7":                                "Engine.IO의 패킷이 아님",
		"안녕":                               "Engine.IO의 패킷이 아님",
	} {
		if got := strings.Join(enginePackets([]byte(packet), int64(len(packet))), "\n"); got != want {
			t.Errorf("%q는 %q인데 %q", packet, want, got)
		}
	}
}

// 본문 하나에 여러 패킷이 담긴다. 길면 앞부분만 푼다.
func TestManyEnginePackets(t *testing.T) {
	body := "2" + packetEnd + `40{"sid":"a"}` + packetEnd + `42["news"]`
	if got := enginePackets([]byte(body), int64(len(body))); len(got) != 3 || !strings.HasSuffix(got[2], `"news"`) {
		t.Errorf("%q", got)
	}
	if got := enginePackets([]byte(body), 1000); len(got) != 4 || got[3] != "… 그 뒤는 풀지 않음" {
		t.Errorf("앞부분만 있는데 %q", got)
	}
	flood := strings.Repeat("2"+packetEnd, 100)
	if got := enginePackets([]byte(flood), int64(len(flood))); len(got) != maxPackets+1 {
		t.Errorf("%d줄", len(got))
	}
}

func TestSpeaksEngineIO(t *testing.T) {
	for target, want := range map[string]bool{
		"/socket.io/?EIO=4&transport=polling": true, "/socket.io/": true, "/engine.io/?EIO=4": true,
		"/socket.io/?EIO=3&transport=polling": false, "/": false, "/chat?text=EIO": false, "/a/socket.io/": false, "*": false, "%zz": false,
		"http://localhost:8016/socket.io/?EIO=4": true,
	} {
		if got := speaksEngineIO(target); got != want {
			t.Errorf("%s: %v", target, got)
		}
	}
}

func TestDecodeEngineIO(t *testing.T) {
	at := func(target string, more ...part) []part {
		return append([]part{up(strings.Replace(upgrade, "GET / ", "GET "+target+" ", 1)), down(switched)}, more...)
	}
	const get, post = "GET /socket.io/?EIO=4 HTTP/1.1\r\n\r\n", "POST /socket.io/?EIO=4 HTTP/1.1\r\nContent-Length: 2\r\n\r\n40"
	decodes(t, []decoded{
		{"WebSocket", at("/socket.io/?EIO=4", up("\x81\x86\x00\x00\x00\x002probe"), down("\x81\x063probe")), []string{`→ WS 12 텍스트`, `"2probe"`, "    Engine.IO 2 핑(ping) probe", "← WS 8 텍스트", "    Engine.IO 3 퐁(pong) probe"}},
		{"마스킹", at("/socket.io/", up("\x81\x81\x01\x02\x03\x043")), []string{`"2"`, "    Engine.IO 2 핑(ping)"}},
		{"롱 폴링", []part{up(get + post), down("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n2" + packetEnd + "41HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")}, []string{
			`→ HTTP 2 본문 2바이트 "40"`, "    Engine.IO 4 메시지(message), Socket.IO 0 들어감(CONNECT)",
			`← HTTP 4 본문 4바이트 "2\x1e41"`, "    Engine.IO 2 핑(ping)\n    Engine.IO 4 메시지(message), Socket.IO 1 나감(DISCONNECT)\n← HTTP", `"ok"` + "\n",
		}},
	})
	for name, parts := range map[string][]part{
		"보통의 채팅":    webSocket(down("\x81\x012")),
		"나뉜 메시지":    at("/socket.io/", down("\x01\x012\x80\x05probe")),
		"바이너리":      at("/socket.io/", down("\x82\x012")),
		"압축한 본문":    {up(get), down("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\n2")},
		"거절":        {up(get), down("HTTP/1.1 400 Bad Request\r\nContent-Length: 1\r\n\r\n2")},
		"패킷이 아닌 응답": {up("GET / HTTP/1.1\r\n\r\n"), down("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n2")},
	} {
		if got := text(tapped(1, parts...)); strings.Contains(got, "Engine.IO") {
			t.Errorf("%s인데 풀었다:\n%s", name, got)
		}
	}
}

// 어떤 글이 와도 멈추지 않고, 한 번에 정해진 만큼만 적는다.
func FuzzEnginePackets(f *testing.F) {
	for _, seed := range []string{"0{}", "2probe" + packetEnd + "5", `452-/a,1["x",{}]`, `42["\u0000`, "4\xff", "42[" + strings.Repeat("[", 300)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		body = body[:min(len(body), maxPreview+4)] // body.text와 같다.
		lines := enginePackets(body, int64(len(body)))
		if len(lines) == 0 || len(lines) > maxPackets+1 {
			t.Errorf("%d줄", len(lines))
		}
		if size := len(strings.Join(lines, "")); size > maxPackets*200+10*maxPreview {
			t.Errorf("%d바이트에서 %d바이트를 적는다", len(body), size)
		}
	})
}
