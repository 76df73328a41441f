package main

import (
	"bufio"
	"encoding/json"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"socketworkbook/notes/far/link"
)

// child는 -events -control로 켠 프로그램이다. 다른 프로그램이 켤 때와 똑같이 stdin과 stdout으로만 이야기한다.
type child struct {
	t     *testing.T
	in    *io.PipeWriter
	lines *bufio.Scanner
	ended chan error
	log   strings.Builder
}

func start(t *testing.T, o options) *child {
	t.Helper()
	in, stdin := io.Pipe()
	stdout, out := io.Pipe()
	c := &child{t: t, in: stdin, lines: bufio.NewScanner(stdout), ended: make(chan error, 1)}
	o.listen, o.events, o.control = "127.0.0.1:0", true, true
	go func() {
		err := run(t.Context(), o, in, out, &c.log)
		out.Close()
		c.ended <- err
	}()
	return c
}

// until은 want가 참인 줄이 나올 때까지 읽는다.
func (c *child) until(want func(line) bool) line {
	c.t.Helper()
	for c.lines.Scan() {
		var l line
		if err := json.Unmarshal(c.lines.Bytes(), &l); err != nil {
			c.t.Fatalf("JSON이 아니다: %s", c.lines.Text())
		}
		if want(l) {
			return l
		}
	}
	c.t.Fatal("기다리던 줄이 없다")
	return line{}
}

// 첫 줄은 주소이다. 켠 채로 다 잃게 하면 다시 보내고, 되돌리면 닿는다. stdin이 닫히면 끝난다.
func TestParentDrivesTheLink(t *testing.T) {
	c := start(t, options{to: server(t, echo).String(), settings: settings{rtt: 20 * time.Millisecond, queue: 64}})
	first := c.until(func(line) bool { return true })
	if first.Kind != "listening" {
		t.Fatalf("첫 줄이 %+v", first)
	}
	conn, err := net.Dial("tcp", first.Addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	open := c.until(func(l line) bool { return l.Kind == "open" })
	if open.Conn != 1 || open.Addr != conn.LocalAddr().String() {
		t.Errorf("연 것이 %+v", open)
	}
	io.WriteString(conn, "1")
	c.until(func(l line) bool { return l.Kind == "delivered" && l.From == "down" && l.Length == 1 })

	io.WriteString(c.in, `{"loss": "100%"}`+"\n")
	io.WriteString(c.in, `{"loss": "아니"}`+"\n") // 틀린 줄이다. 이것을 가져갔으면 앞의 줄은 벌써 따랐다.
	io.WriteString(conn, "2")
	lost := c.until(func(l line) bool { return l.Kind == "dropped" && l.Length == 1 })
	if lost.Why != string(link.Loss) || lost.Conn != 1 || lost.From != "up" {
		t.Errorf("잃은 것이 %+v", lost)
	}
	again := c.until(func(l line) bool { return l.Kind == "sent" && l.From == "up" && l.Again })
	if again.Seq != lost.Seq {
		t.Errorf("%d번을 잃었는데 %d번을 다시 보냈다", lost.Seq, again.Seq)
	}
	io.WriteString(c.in, `{"loss": "0%"}`+"\n")
	c.until(func(l line) bool { return l.Kind == "delivered" && l.Seq == lost.Seq && l.Length == 1 })

	c.in.Close()
	go io.Copy(io.Discard, conn)
	for c.lines.Scan() { // 남은 것을 읽어 주어야 끝난다.
	}
	if err := <-c.ended; err != nil {
		t.Error(err)
	}
	if log := c.log.String(); !strings.Contains(log, "loss에 \"아니\"를 쓸 수 없습니다") || !strings.Contains(log, "다시 보낸 것은") {
		t.Errorf("stderr: %s", log)
	}
}

// 옵션은 사람이 적는 대로 읽고, 틀린 것은 바꾸지 않는다.
func TestSettings(t *testing.T) {
	start := settings{rtt: 7, queue: 64, seed: 1}
	for text, want := range map[string]settings{
		`{}`: start,
		`{"rtt": "200ms", "jitter": "50ms", "loss": "2%"}`:       {rtt: 200 * time.Millisecond, jitter: 50 * time.Millisecond, loss: 0.02, queue: 64, seed: 1},
		`{"loss": "0.02", "double": "100%", "late": "0"}`:        {rtt: 7, loss: 0.02, double: 1, queue: 64, seed: 1},
		`{"rate": "1.5Mbit", "queue": "9", "seed": "3"}`:         {rtt: 7, rate: 1_500_000, queue: 9, seed: 3},
		`{"rate": "500kbit", "blackout": "5s@10s", "rtt": "0s"}`: {rate: 500_000, blackout: blackout{5 * time.Second, 10 * time.Second}, queue: 64, seed: 1},
	} {
		if got, err := start.change([]byte(text)); got != want || err != nil {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{``, `1`, `{"rtt": 5}`, `{"rtt": "2m"}`, `{"rtt": "-1s"}`, `{"loss": "101%"}`, `{"loss": "NaN"}`, `{"loss": "2%%"}`,
		`{"rate": "5"}`, `{"rate": "1Mbps"}`, `{"rate": "-1Mbit"}`, `{"blackout": "5s@"}`, `{"to": "localhost:1"}`, `{"jitter": "1ms", "loss": "x"}`} {
		if got, err := start.change([]byte(text)); err == nil || got != start {
			t.Errorf("%s: %+v, 오류가 없거나 바뀌었다", text, got)
		}
	}
}

// 듣는 곳은 이 컴퓨터 안이다.
func TestListensOnlyHere(t *testing.T) {
	for addr, fine := range map[string]bool{"localhost:0": true, "127.0.0.1:9001": true, "[::1]:0": true, ":9001": false, "0.0.0.0:1": false, "9001": false} {
		if err := (options{to: "localhost:1", listen: addr}).check(); (err == nil) != fine {
			t.Errorf("%q: %v", addr, err)
		}
	}
	if err := (options{listen: "localhost:0"}).check(); err == nil || !strings.Contains(err.Error(), "-to에") {
		t.Errorf("-to가 없는데 %v", err)
	}
}
