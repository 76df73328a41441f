package main

import (
	"errors"
	"io"
	"net"
	"sync"

	"socketworkbook/internal/relay"
)

// sealedConn은 클라이언트와의 연결이다. 봉한 채로 오가는 바이트를 watch에 알린다.
type sealedConn struct {
	net.Conn
	watch  func(relay.Event)
	up     sync.Once // 클라이언트가 보내기를 마쳤다
	closed sync.Once
}

func (c *sealedConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if n > 0 {
		c.watch(relay.Event{Kind: relay.Data, From: relay.Up, Data: p[:n]})
	}
	if err != nil && !errors.Is(err, net.ErrClosed) {
		kind := relay.Reset
		if errors.Is(err, io.EOF) {
			kind = relay.Finish
		}
		c.up.Do(func() { c.watch(relay.Event{Kind: kind, From: relay.Up}) })
	}
	return n, err
}

func (c *sealedConn) Write(p []byte) (int, error) {
	c.watch(relay.Event{Kind: relay.Data, From: relay.Down, Data: p})
	return c.Conn.Write(p)
}

func (c *sealedConn) Close() error {
	c.closed.Do(func() { c.watch(relay.Event{Kind: relay.Finish, From: relay.Down}) })
	return c.Conn.Close()
}
