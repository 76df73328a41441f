package live

import (
	"context"
	"crypto/tls"
	"encoding/binary"
	"io"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/quic-go/quic-go"

	"socketworkbook/notes/compare/loopback"
)

// loopbackQUIC은 클라이언트가 청한 대로 10ms마다 때를 적어 보내는 서버이다.
func loopbackQUIC(t *testing.T, messages int) (addr string) {
	t.Helper()
	conn, certificate, err := loopback.ListenQUIC()
	if err != nil {
		t.Fatal(err)
	}
	config := &tls.Config{Certificates: []tls.Certificate{certificate}, NextProtos: []string{"late"}}
	ln, err := quic.Listen(conn, config, &quic.Config{EnableDatagrams: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close(); conn.Close() })
	go func() {
		for {
			peer, err := ln.Accept(context.Background())
			if err != nil {
				return
			}
			go send(peer, messages)
		}
	}()
	return conn.LocalAddr().String()
}

func send(peer *quic.Conn, messages int) {
	ask, err := peer.AcceptUniStream(context.Background())
	if err != nil {
		return
	}
	way, _ := io.ReadAll(ask)
	var one *quic.SendStream
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for range messages {
		<-tick.C
		text := binary.BigEndian.AppendUint64(nil, uint64(time.Now().UnixMicro()))
		switch string(way) {
		case "데이터그램":
			peer.SendDatagram(text)
		case "스트림 하나":
			if one == nil {
				one, _ = peer.OpenUniStream()
			}
			one.Write(text)
		default:
			if stream, err := peer.OpenUniStreamSync(peer.Context()); err == nil {
				stream.Write(text)
				stream.Close()
			}
		}
	}
	if one != nil {
		one.Close()
	}
}

// receive는 way로 보내 달라고 하고, 온 것이 떠난 뒤 얼마 만에 왔는지를 작은 것부터 돌려준다.
func receive(t *testing.T, addr, way string, messages int) (delays []time.Duration) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Duration(messages)*10*time.Millisecond+3*time.Second)
	defer stop()
	peer, err := quic.DialAddr(ctx, addr, &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"late"}}, &quic.Config{EnableDatagrams: true})
	if err != nil {
		t.Fatal(err)
	}
	defer peer.CloseWithError(0, "")
	ask, err := peer.OpenUniStream()
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(ask, way)
	ask.Close()
	var mu sync.Mutex
	var all sync.WaitGroup
	arrive := func(text []byte) {
		mu.Lock()
		defer mu.Unlock()
		delays = append(delays, time.Since(time.UnixMicro(int64(binary.BigEndian.Uint64(text)))))
	}
	read := func(from io.Reader) {
		for text := make([]byte, 8); ; {
			if _, err := io.ReadFull(from, text); err != nil {
				return
			}
			arrive(text)
		}
	}
	enough := func() bool { mu.Lock(); defer mu.Unlock(); return len(delays) == messages }
	for ctx.Err() == nil && !enough() {
		if way == "데이터그램" {
			if text, err := peer.ReceiveDatagram(ctx); err == nil {
				arrive(text)
			}
		} else if stream, err := peer.AcceptUniStream(ctx); err == nil {
			all.Go(func() { read(stream) })
			if way == "스트림 하나" {
				break
			}
		}
	}
	all.Wait()
	slices.Sort(delays)
	return delays
}
