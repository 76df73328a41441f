package main

import (
	"bytes"
	"context"
	"net"
	"testing"
	"unicode/utf8"
)

// 어떤 길이를 어떤 간격으로 앞으로 옮겨도, 한 바이트씩 푼 것과 같다.
func TestUnmask(t *testing.T) {
	key := [4]byte{0x12, 0x9a, 0xff, 0x01}
	for length := range 200 {
		for _, gap := range []int{0, 4, 8, 100} {
			buf := bytes.Repeat([]byte("안녕 hello "), 40)
			src := buf[gap : gap+length]
			want := make([]byte, length)
			for i, c := range src {
				want[i] = c ^ key[i%4]
			}
			ascii := unmask(buf[:length], src, 0x01ff9a12)
			if !bytes.Equal(buf[:length], want) {
				t.Fatalf("길이 %d, 간격 %d", length, gap)
			}
			if plain := bytes.IndexFunc(want, func(r rune) bool { return r >= utf8.RuneSelf }) < 0; ascii != plain {
				t.Fatalf("길이 %d, 간격 %d: ASCII인지를 %v라고 했다", length, gap, ascii)
			}
		}
	}
}

// 이어 온 메시지의 답은 모두 한 번의 Write로, 온 버퍼 안에서 만들어진다. 메모리를 새로 쓰지 않는다.
func TestAnswersAreGathered(t *testing.T) {
	mine, theirs := net.Pipe()
	defer theirs.Close()
	p := &peer{ctx: context.Background(), conn: mine}
	in := []byte("\x81\x81\x00\x00\x00\x000" + "\x89\x81\x00\x00\x00\x001" + "\x82\xfe\x00\x01\x00\x00\x00\x002" + "\x81\x85\x00\x00")
	answer, used, need, err := p.echo(in)
	if string(answer) != "\x81\x010"+"\x8a\x011"+"\x82\x012" || used != len(in)-4 || need != 0 || err != nil {
		t.Errorf("%q, %d, %d, %v", answer, used, need, err)
	}
	frames := bytes.Repeat([]byte("\x82\x81\x00\x00\x00\x000"), 64)
	work := make([]byte, len(frames))
	if n := testing.AllocsPerRun(100, func() { copy(work, frames); p.echo(work) }); n != 0 {
		t.Errorf("메시지 64개에 메모리를 %v번 새로 썼다", n)
	}
}

// 길이만 적고 보내지 않는 상대에게 그 길이만큼 내주지 않는다. 정말로 차면 늘린다.
func TestClaimsAreNotBelieved(t *testing.T) {
	in := newInput()
	for in.filled = 14; len(in.buf) < maxMessage+14; in.filled = len(in.buf) {
		in.drop(0, maxMessage+14)
		if len(in.buf) > max(bigBuffer, 2*in.filled) {
			t.Fatalf("%d바이트가 왔는데 %d바이트를 내주었다", in.filled, len(in.buf))
		}
	}
	if in.drop(in.filled, 0); len(in.buf) != readBuffer {
		t.Errorf("끝난 뒤에도 %d바이트를 쥐고 있다", len(in.buf))
	}
}
