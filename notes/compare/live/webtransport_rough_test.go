package live

import (
	"context"
	"crypto/rand"
	"net"
	"testing"
	"time"

	"socketworkbook/internal/relay"
	"socketworkbook/notes/compare/loopback"
)

// 쓰레기를 받아도, 말없이 사라진 클라이언트가 있어도 다른 클라이언트는 받는다. 서버도 사라진 것을 기다리지 않고 끝난다.
func TestWebTransportOutlivesRoughClients(t *testing.T) {
	_, id, run, door := quicPage(t)
	throwGarbage(t, door.Addrs["wtstream"])

	// 프로세스가 죽으면 닫는다는 말도 못 한다. 가운데의 중계를 걷어서 똑같이 만든다.
	front, err := loopback.ListenUDP()
	if err != nil {
		t.Fatal(err)
	}
	ctx, kill := context.WithCancel(t.Context())
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		relay.UDP(ctx, front, door.Addrs["wtstream"], func(relay.Event) {})
	}()
	fragile := quicDoor{door.Hash, map[string]string{"wtstream": front.LocalAddr().String()}}
	_, dead, err := dialQUIC(t, fragile, id, "wtstream", "")
	if err != nil {
		t.Fatal(err)
	}
	run.emit(64)
	if _, err := dead.AcceptUniStream(t.Context()); err != nil {
		t.Fatal(err)
	}
	kill()
	<-gone

	_, alive, err := dialQUIC(t, door, id, "wtstream", "")
	if err != nil {
		t.Fatal(err)
	}
	run.emit(64)
	soon, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if _, err := alive.AcceptUniStream(soon); err != nil {
		t.Fatal("남은 클라이언트가 받지 못한다:", err)
	}
}

// throwGarbage는 QUIC이 아닌 것과, 첫 패킷처럼 생겼지만 속은 아무것도 아닌 것을 던진다.
func throwGarbage(t *testing.T, addr string) {
	t.Helper()
	conn, err := net.Dial("udp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for size := 1; size <= 1200; size += 109 {
		packet := make([]byte, size)
		rand.Read(packet)
		conn.Write(packet)
		packet[0] = 0xc0 // 긴 헤더의 Initial(RFC 9000 17.2.2절)
		conn.Write(packet)
	}
}
