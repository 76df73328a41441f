package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

const socketIO = "06-gin-routes/socketio"

// 롱 폴링으로 들어와서 WebSocket으로 옮긴 대화를, Socket.IO 서버 앞에서 처음부터 끝까지 적는다.
func TestSocketIOSession(t *testing.T) {
	lessontest.Slow(t, "Socket.IO 서버를 빌드한다")
	server := running(t, socketIO)
	early := firstSpeaker(t, server)

	seen := newTranscript()
	addr, stop := between(t, options{to: server, addr: loopback(t)}, seen)
	c := &sio{t: t, addr: addr}
	c.sid = regexp.MustCompile(`^0\{.*"sid":"([^"]+)"`).FindStringSubmatch(c.get())[1]
	c.post(`40{"name":"바다"}`)
	// 라이브러리는 40을 보낸 다음에 그 소켓을 적어 둔다. 앞의 메시지까지 왔으면 적어 둔 것이다.
	for !strings.Contains(c.get(), "먼저 한 말") {
	}
	waiting := make(chan string, 1)
	go func() { waiting <- c.get() }()
	conn := c.dial()
	say(t, conn, "2probe")
	hear(t, conn, "3probe")
	if got := <-waiting; got != "6" {
		t.Errorf("미루어 둔 응답이 %q로 끝났다", got)
	}
	say(t, conn, "5")
	say(t, conn, `420["join","당번"]`)
	hear(t, conn, `430`)
	say(t, early, `42["message","안녕"]`)
	hear(t, conn, `42["news"`)
	say(t, conn, "41")
	conn.Close()
	c.http.CloseIdleConnections()
	<-seen.settled
	stop()

	said := seen.text.String()
	golden(t, filepath.Join("testdata", "socketio.txt"), steadySIO(said))
	for _, want := range []string{
		`"}` + "\"\n" + margin + "Engine.IO 4 메시지(message), Socket.IO 0 들어감(CONNECT)\n", // 요청의 본문
		margin + "Engine.IO 0 열림(open): 세션 ID와 핑의 간격을 알림\n",
		margin + `Engine.IO 4 메시지(message), Socket.IO 2 이벤트(EVENT) "news"`,
		`본문 1바이트 "6"` + "\n" + margin + "Engine.IO 6 빈 패킷(noop)",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q가 없다:\n%s", want, said)
		}
	}
}

// steadySIO는 WebSocket 연결(#2)의 것만 남긴다. 롱 폴링의 패킷이 몇 개씩 묶여 오는지는 돌릴 때마다 다르다.
func steadySIO(said string) string {
	var kept strings.Builder
	for _, block := range regexp.MustCompile(`(?m)^ *\d+\.\d{3}s  #2 .*\n(?:^ {20}.*\n)*`).FindAllString(said, -1) {
		kept.WriteString(block)
	}
	return regexp.MustCompile(`sid=[\w-]+`).ReplaceAllString(steady(kept.String()), "sid=…")
}
