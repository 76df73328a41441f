package main

import (
	"bytes"
	"io"
	"net"
	"strings"
	"testing"
)

// 무엇을 어떤 토막으로 보내든, 한계를 넘지 않는 줄은 한 바이트도 다르지 않게 돌아온다.
func FuzzEcho(f *testing.F) {
	f.Add([]byte("안녕\n하세요"), 1)
	f.Add([]byte("\n\n\n"), 2)
	f.Add([]byte(strings.Repeat("가", 3000)+"\n끝"), 1000)
	f.Add(bytes.Repeat([]byte{0}, maxLine+1), 8191)
	f.Fuzz(func(t *testing.T, sent []byte, step int) {
		mine, theirs := net.Pipe()
		go func() {
			for at, step := 0, max(step, 1); at < len(sent); at += step {
				mine.Write(sent[at:min(at+step, len(sent))])
			}
			mine.Close() // net.Pipe에는 FIN이 없다. 닫으면 상대는 EOF를 읽지만 쓰지는 못한다.
		}()
		ended := make(chan error, 1)
		heard := &half{Conn: theirs}
		go func() { ended <- echo(heard) }()
		err := <-ended
		long := longest(sent) > maxLine
		if long != (err != nil && strings.Contains(err.Error(), errLineTooLong.Error())) {
			t.Fatalf("가장 긴 줄이 %d바이트인데 %v", longest(sent), err)
		}
		if !long && !bytes.Equal(heard.written, sent) {
			t.Errorf("%d바이트를 보냈는데 %d바이트가 돌아왔다", len(sent), len(heard.written))
		}
		io.Copy(io.Discard, theirs)
	})
}

// half는 쓴 것을 모으기만 하는 연결이다. 읽기는 진짜이다.
type half struct {
	net.Conn
	written []byte
}

func (h *half) Write(p []byte) (int, error) {
	h.written = append(h.written, p...)
	return len(p), nil
}

func longest(text []byte) (n int) {
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		n = max(n, len(line))
	}
	return n
}
