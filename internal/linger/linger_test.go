package linger

import (
	"io"
	"net"
	"testing"
	"time"
)

// connect는 서로 이어진 소켓 둘을 준다.
func connect(t *testing.T) (client, server net.Conn) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	if client, err = net.Dial("tcp", ln.Addr().String()); err != nil {
		t.Fatal(err)
	}
	if server, err = ln.Accept(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close(); server.Close() })
	client.SetDeadline(time.Now().Add(10 * time.Second))
	return client, server
}

// 읽지 않은 바이트가 쌓여 있어도 마지막 말은 상대에게 닿는다.
func TestLastWordArrives(t *testing.T) {
	client, server := connect(t)
	sent := make(chan bool)
	go func() {
		defer close(sent)
		client.Write(make([]byte, 8<<20)) // 서버는 이것을 읽지 않고 할 말만 한다.
		client.(*net.TCPConn).CloseWrite()
	}()
	io.WriteString(server, "너무 깁니다")
	begin := time.Now()
	Close(server)
	if took := time.Since(begin); took > 2*Patience {
		t.Errorf("닫는 데 %v가 걸렸다", took)
	}
	if got, err := io.ReadAll(client); string(got) != "너무 깁니다" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	<-sent
}

// 상대가 닫지 않아도 Patience 안에 끝난다.
func TestPatienceEnds(t *testing.T) {
	client, server := connect(t)
	begin := time.Now()
	Close(server)
	if took := time.Since(begin); took < Patience || took > 2*Patience {
		t.Errorf("닫는 데 %v가 걸렸다", took)
	}
	if n, err := client.Read(make([]byte, 1)); n != 0 || err != io.EOF {
		t.Errorf("FIN을 기다렸는데 %d, %v", n, err)
	}
}
