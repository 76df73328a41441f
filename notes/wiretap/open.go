package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"

	"socketworkbook/internal/relay"
	"socketworkbook/internal/web"
)

// opener는 TLS의 중간자(man in the middle)이다. 클라이언트에게는 서버로서, 서버에게는 클라이언트로서 따로 핸드셰이크를 한다.
// 그래서 두 연결의 키를 다 안다. 이 컴퓨터의 인증 기관이 서명한 인증서를 내밀므로, 그 인증 기관을 믿는 클라이언트만 속는다.
type opener struct {
	tap    *tap
	target string
	server *tls.Config // 클라이언트에게 내밀 것
	dialer tls.Dialer  // 서버에 붙을 것
}

// newOpener는 target(HOST:PORT)으로 가는 TLS를 열 준비를 한다. 이 컴퓨터의 서버가 아니면 오류이다.
func newOpener(ctx context.Context, t *tap, target string) (*opener, error) {
	target, err := onlyHere(ctx, target)
	if err != nil {
		return nil, err
	}
	authority, err := web.OpenAuthority()
	if err != nil {
		return nil, err
	}
	// 두 쪽 모두 HTTP/1.1로 말하게 한다. 우리가 풀 줄 아는 것이기 때문이다.
	const alpn = "http/1.1"
	return &opener{t, target, authority.Config(alpn), tls.Dialer{
		NetDialer: &net.Dialer{Control: refuseOthers},
		Config:    &tls.Config{RootCAs: authority.Pool(), NextProtos: []string{alpn}},
	}}, nil
}

// serve는 ctx가 취소될 때까지 ln에 오는 연결을 연다.
func (o *opener) serve(ctx context.Context, ln net.Listener) error {
	defer context.AfterFunc(ctx, func() { ln.Close() })()
	var conns sync.WaitGroup
	defer conns.Wait()
	for number := 1; ; number++ {
		conn, err := ln.Accept()
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil { // 파일 디스크립터가 모자란 때. 다른 연결이 끝나기를 기다린다.
			select {
			case <-ctx.Done():
			case <-time.After(100 * time.Millisecond):
			}
			continue
		}
		conns.Go(func() { o.join(ctx, number, conn) })
	}
}

// join은 연결 하나를 맡는다.
func (o *opener) join(ctx context.Context, number int, conn net.Conn) {
	seal, letter := newConversation(o.tap, number), newConversation(o.tap, number) // 봉한 것과 그 속의 것
	seal.watch(relay.Event{Kind: relay.Open, Peer: conn.RemoteAddr()})
	defer seal.watch(relay.Event{Kind: relay.Close})
	sealed := &sealedConn{Conn: conn, watch: seal.watch}
	defer sealed.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()

	client := tls.Server(sealed, o.server)
	if err := client.HandshakeContext(ctx); err != nil {
		letter.say("TLS", clientRefusal(err, seal.streams[relay.Up].tls.alert))
		return
	}
	letter.say("TLS", "클라이언트와 핸드셰이크를 마침. 키를 나누었으므로, 봉한 것 다음에 그 속의 것도 보임")
	dialed, err := o.dialer.DialContext(ctx, "tcp", o.target)
	if err != nil {
		letter.say("TLS", serverRefusal(err))
		return
	}
	server := dialed.(*tls.Conn)
	defer server.Close()
	defer context.AfterFunc(ctx, func() { server.NetConn().Close() })()

	var both sync.WaitGroup
	both.Go(func() { letter.carry(client, server, relay.Up) })
	both.Go(func() { letter.carry(server, client, relay.Down) })
	both.Wait()
	client.Close()
}

// carry는 한쪽에서 푼 것을 적고, 다른 쪽으로 다시 봉해 보낸다.
func (c *conversation) carry(from, to *tls.Conn, direction relay.Direction) {
	buf := make([]byte, maxRecord)
	for {
		n, err := from.Read(buf)
		if n > 0 {
			c.locked(func() { c.feed(direction, buf[:n]) })
			if _, err := to.Write(buf[:n]); err != nil {
				from.NetConn().Close() // 받을 쪽이 부서졌다. 보내는 쪽도 알아야 한다.
				return
			}
		}
		switch {
		case err == nil:
		case errors.Is(err, io.EOF):
			c.locked(func() { c.finish(direction, "TLS", "close_notify: 더 보낼 것이 없음") })
			to.CloseWrite()
			return
		default:
			c.locked(func() { c.finish(direction, "TLS", fmt.Sprintf("끊김: %v", err)) })
			to.NetConn().Close()
			return
		}
	}
}

func (c *conversation) locked(do func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	do()
}
