package live

import (
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"testing"

	"socketworkbook/internal/relay"
)

// 중계가 센 것은 클라이언트가 센 것과 한 바이트도 다르지 않다. 같은 연결로 오간 다른 요청은 섞이지 않는다.
func TestCountsToTheByte(t *testing.T) {
	t.Parallel()
	addr, _ := start(t)
	l := newLab(t, addr)
	ws, wsIn := l.dial()
	opened := openWebSocket(t, l, ws, wsIn) // WebSocket은 지금부터의 이벤트만 나르므로 먼저 연다.
	l.send(flowing)
	l.until("이벤트 셋", func(r report) bool { return r.Last >= 3 })
	l.send(silent)
	l.send(`{"clock":1}`)
	l.until("멈춘 뒤", func(r report) bool { return true })
	last := int64(l.last.Last)
	opened.Down += readFrames(t, wsIn, last)
	ping := "\x89\x80\x00\x00\x00\x00" // 올라가는 프레임. 마스킹 키는 0이다
	io.WriteString(ws, ping)
	io.ReadFull(wsIn, make([]byte, 2))
	opened.Up, opened.Down = opened.Up+int64(len(ping)), opened.Down+2

	want := map[string]count{"tcp": {Down: last * 101}, "udp": {Up: 5, Down: last * 100}}
	add := func(way string, up, down int64, empty int) {
		sum := want[way]
		want[way] = count{sum.Requests + 1, sum.Empty + empty, sum.Up + up, sum.Down + down}
	}
	conn, in := l.dial()
	l.ask(conn, in, "/web/style.css")
	up, down, body := l.ask(conn, in, l.run+"/polling?after=0")
	add("polling", up, down, 0)
	if strings.Count(body, `"id":`) != int(last) {
		t.Errorf("폴링의 응답: %s", body)
	}
	l.ask(conn, in, "/nope")
	up, down, _ = l.ask(conn, in, l.run+"/ws") // WebSocket이 되지 못한 요청. 뒤의 것까지 WS의 것으로 치면 안 된다.
	add("ws", up+opened.Up, down+opened.Down, 0)
	up, down, body = l.ask(conn, in, fmt.Sprintf("%s/polling?after=%d", l.run, last))
	add("polling", up, down, 1)
	if body != "[]\n" {
		t.Errorf("빈 응답이 아니다: %s", body)
	}
	up, down, _ = l.ask(conn, in, l.run+"/longpolling?after=1")
	add("longpolling", up, down, 0)
	up, down = readStream(t, l, last)
	add("sse", up, down, 0)
	ws2 := want["ws"]
	ws2.Requests = 2
	want["ws"] = ws2

	l.until("마지막 셈", func(r report) bool {
		return l.seen["udp"] == int(last) && r.Counts["sse"].Down >= want["sse"].Down
	})
	for way, count := range want {
		if l.last.Counts[way] != count {
			t.Errorf("%s: 중계는 %+v, 클라이언트는 %+v", way, l.last.Counts[way], count)
		}
	}
	if l.seen["tcp"] != int(last) || l.seen["udp"] != int(last) {
		t.Errorf("이벤트 %d개 가운데 %v개를 받았다", last, l.seen)
	}
}

// openWebSocket은 손으로 핸드셰이크를 하고, 오간 바이트를 센다.
func openWebSocket(t *testing.T, l *lab, ws io.Writer, in interface{ ReadString(byte) (string, error) }) (c count) {
	t.Helper()
	request := "GET " + l.run + "/ws HTTP/1.1\r\nHost: " + l.addr + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
	io.WriteString(ws, request)
	c.Up = int64(len(request))
	for line := ""; line != "\r\n"; c.Down += int64(len(line)) {
		var err error
		if line, err = in.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// readFrames는 100바이트짜리 텍스트 프레임 n개를 읽는다: FIN과 텍스트(0x81), 마스킹 없이 길이 100.
func readFrames(t *testing.T, in io.Reader, n int64) (bytes int64) {
	t.Helper()
	for range n {
		frame := make([]byte, 2+100)
		if _, err := io.ReadFull(in, frame); err != nil || binary.BigEndian.Uint16(frame) != 0x8164 {
			t.Fatalf("프레임이 %x, %v", frame[:2], err)
		}
		bytes += 102
	}
	return bytes
}

// readStream은 SSE로 마지막 이벤트 하나를 받는다.
func readStream(t *testing.T, l *lab, last int64) (up, down int64) {
	t.Helper()
	conn, in := l.dial()
	request := fmt.Sprintf("GET %s/sse HTTP/1.1\r\nHost: %s\r\nLast-Event-ID: %d\r\n\r\n", l.run, l.addr, last-1)
	io.WriteString(conn, request)
	var stream strings.Builder
	for !strings.Contains(stream.String(), fmt.Sprintf("id: %d\n", last)) || !strings.HasSuffix(stream.String(), "\n\n\r\n") {
		line, err := in.ReadString('\n')
		stream.WriteString(line)
		if err != nil {
			t.Fatalf("%q, %v", stream.String(), err)
		}
	}
	return int64(len(request)), int64(stream.Len())
}

// 헤더가 한 바이트씩 나뉘어 와도, 둘이 붙어 와도 누구의 것인지 안다. 끝없는 헤더는 쌓아 두지 않는다.
func TestCounterReadsHeadsInPieces(t *testing.T) {
	b := newBoard()
	b.runs["R"] = newRun()
	head := "GET /run/R/polling?after=1 HTTP/1.1\r\nHost: x\r\n\r\n"
	for _, size := range []int{1, 7, len(head), 2 * len(head)} {
		c, before := newCounter(b), b.runs["R"].tallies["polling"].read()
		c.watch(relay.Event{Conn: 1, Kind: relay.Open})
		for text := head + head; text != ""; {
			n := min(size, len(text))
			c.watch(relay.Event{Conn: 1, Kind: relay.Data, From: relay.Up, Data: []byte(text[:n])})
			text = text[n:]
		}
		after := b.runs["R"].tallies["polling"].read()
		if after.Requests-before.Requests != 2 || after.Up-before.Up != int64(2*len(head)) {
			t.Errorf("%d바이트씩: %+v", size, after)
		}
		c.watch(relay.Event{Conn: 1, Kind: relay.Close})
		if len(c.flows) != 0 {
			t.Error("끝난 연결을 기억하고 있다")
		}
	}
	c := newCounter(b)
	c.watch(relay.Event{Conn: 1, Kind: relay.Open})
	for range 1000 {
		c.watch(relay.Event{Conn: 1, Kind: relay.Data, From: relay.Up, Data: make([]byte, 1000)})
	}
	if n := len(c.flows[1].head); n > maxHeader {
		t.Errorf("헤더를 %d바이트나 쌓았다", n)
	}
}

// 페이지가 아닌 클라이언트가 무엇을 보내도 죽지 않는다.
func FuzzCounter(f *testing.F) {
	f.Add([]byte("GET /run/R/ws HTTP/1.1\r\n\r\n"), []byte("HTTP/1.1 101 S\r\n\r\n"))
	f.Add([]byte("GET /run/R/ HTTP/1.1\r\n\r\n\r\n\r\n"), []byte(""))
	f.Add([]byte("GET /run/ /\r\n\r\n"), []byte("x"))
	f.Fuzz(func(t *testing.T, up, down []byte) {
		b := newBoard()
		b.runs["R"] = newRun()
		c := newCounter(b)
		c.watch(relay.Event{Conn: 1, Kind: relay.Open})
		c.watch(relay.Event{Conn: 1, Kind: relay.Data, From: relay.Up, Data: up})
		c.watch(relay.Event{Conn: 1, Kind: relay.Data, From: relay.Down, Data: down})
		c.watch(relay.Event{Conn: 1, Kind: relay.Data, From: relay.Up, Data: up})
	})
}
