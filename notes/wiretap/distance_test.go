package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"socketworkbook/internal/distance"
	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/relay"
)

// 먼 서버와 이야기하면, 잃은 패킷과 다시 보낸 세그먼트가 메시지 사이에 보인다. 순서도에도 그린다.
func TestLossIsShownBetweenMessages(t *testing.T) {
	lessontest.Slow(t, "notes/far를 빌드한다")
	picture := filepath.Join(t.TempDir(), "session.svg")
	seen := newTranscript()
	addr, stop := between(t, options{to: echoTCP(t), addr: loopback(t), svg: picture, max: 200,
		far: distance.Options{Args: []string{"-rtt", "20ms", "-loss", "20%", "-seed", "2"}}}, seen)
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(time.Minute))
	for i := range 20 { // seed 2는 이 안에서 여러 번 잃는다.
		says := fmt.Sprintf("%d번째 메시지\n", i)
		io.WriteString(conn, says)
		back := make([]byte, len(says))
		if _, err := io.ReadFull(conn, back); err != nil || string(back) != says {
			t.Fatalf("%q를 보내고 %q를 받았다: %v", says, back, err)
		}
	}
	stop()
	said := seen.text.String()
	lost := regexp.MustCompile(`#1   ↛ TCP .*사라짐: PSH ACK, \d+바이트, seq (\d+)\. 가다가 잃음`).FindStringSubmatch(said)
	if lost == nil {
		t.Fatalf("클라이언트가 보낸 것을 잃은 줄이 없다\n%s", said)
	}
	again := "다시 보냄: PSH ACK"
	if _, after, _ := strings.Cut(said, lost[0]); !strings.Contains(after, again) || !strings.Contains(after, "번째 메시지") {
		t.Errorf("잃은 뒤에 다시 보낸 줄이나 메시지가 없다\n%s", said)
	}
	if drawn, err := os.ReadFile(picture); err != nil || !strings.Contains(string(drawn), "✕") || !strings.Contains(string(drawn), again) {
		t.Errorf("순서도에 없다: %v", err)
	}
}

// UDP도 같은 선을 지난다. 잃은 것은 돌아오지 않는다.
func TestLostDatagramIsShown(t *testing.T) {
	lessontest.Slow(t, "notes/far를 빌드한다")
	seen := wanted{text: "사라짐: 6바이트. 가다가 잃음", seen: make(chan struct{})}
	addr, stop := between(t, options{to: echoUDP(t), addr: loopback(t), udp: true,
		far: distance.Options{Args: []string{"-loss", "100%"}}}, &seen)
	conn, err := net.Dial("udp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	io.WriteString(conn, "안녕")
	select {
	case <-seen.seen:
	case <-time.After(20 * time.Second):
		t.Error("잃었다는 줄이 없다")
	}
	stop()
}

// wanted는 기다리던 글이 적히면 알린다.
type wanted struct {
	text string
	seen chan struct{}
	once sync.Once
}

func (w *wanted) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte(w.text)) {
		w.once.Do(func() { close(w.seen) })
	}
	return len(p), nil
}

// 틀린 옵션은 먼 네트워크가 말한 한 줄로 알린다.
func TestBadDistance(t *testing.T) {
	lessontest.Slow(t, "notes/far를 빌드한다")
	_, stderr, code := lessontest.Run(t, "", "-to", "127.0.0.1:1", "-addr", loopback(t), "-loss", "많이")
	if code != 1 || !strings.Contains(stderr, "먼 네트워크 켜기: 옵션 읽기: 값이 틀림") {
		t.Errorf("상태 %d, %s", code, stderr)
	}
}

// 사라진 것의 화살표는 가운데에서 끝난다.
func TestLostArrowEndsInTheMiddle(t *testing.T) {
	var out bytes.Buffer
	row(&out, note{Arrow: true, Lost: true, From: relay.Down, Protocol: "TCP", Title: "사라짐"}, 100)
	if drawn := out.String(); !strings.Contains(drawn, `x1="810" y1="100" x2="480" y2="100"`) || strings.Contains(drawn, "<path") {
		t.Errorf("%s", drawn)
	}
	if line := format(note{Arrow: true, Lost: true, From: relay.Down, Protocol: "TCP"}, false); !strings.Contains(line, "↚") {
		t.Errorf("%q", line)
	}
}
