package direct

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"time"
)

// pair는 진짜 소켓 한 쌍이다.
func pair(t *testing.T) (mine, theirs *net.TCPConn) {
	t.Helper()
	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	client, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	server, err := ln.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close(); server.Close() })
	return server.(*net.TCPConn), client.(*net.TCPConn)
}

// 송신 버퍼보다 훨씬 많이 써도 모두 가고, 상대가 끝내면 io.EOF가 온다.
func TestEverythingArrives(t *testing.T) {
	mine, theirs := pair(t)
	sent := bytes.Repeat([]byte("0123456789abcdef"), 1<<20)
	go func() {
		theirs.Write(sent)
		theirs.CloseWrite()
	}()
	socket := New(mine)
	got, err := io.ReadAll(socket)
	if err != nil || !bytes.Equal(got, sent) {
		t.Fatalf("%d바이트를 읽었다: %v", len(got), err)
	}
	go func() {
		if n, err := socket.Write(sent); n != len(sent) || err != nil {
			t.Errorf("%d바이트를 썼다: %v", n, err)
		}
		mine.CloseWrite()
	}()
	if got, err := io.ReadAll(theirs); err != nil || !bytes.Equal(got, sent) {
		t.Fatalf("%d바이트가 왔다: %v", len(got), err)
	}
}

// 데드라인은 기다리는 읽기와 쓰기를 깨운다. 그 전에 쓴 것은 센다.
func TestDeadlines(t *testing.T) {
	mine, _ := pair(t)
	socket, large := New(mine), make([]byte, 64<<20)
	mine.SetDeadline(time.Now().Add(50 * time.Millisecond))
	if n, err := socket.Read(make([]byte, 10)); n != 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("읽기: %d, %v", n, err)
	}
	mine.SetDeadline(time.Now().Add(200 * time.Millisecond))
	if n, err := socket.Write(large); n == 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("쓰기: %d, %v", n, err)
	}
}

// 상대가 부수면 오류이고, 우리가 닫으면 기다리던 읽기가 깨어난다.
func TestBroken(t *testing.T) {
	mine, theirs := pair(t)
	theirs.SetLinger(0)
	theirs.Close()
	if _, err := New(mine).Read(make([]byte, 1)); err == nil || err == io.EOF {
		t.Errorf("부순 연결을 읽었더니 %v", err)
	}
	mine, _ = pair(t)
	time.AfterFunc(10*time.Millisecond, func() { mine.Close() })
	if _, err := New(mine).Read(make([]byte, 1)); !errors.Is(err, net.ErrClosed) {
		t.Errorf("닫은 연결을 읽었더니 %v", err)
	}
}
