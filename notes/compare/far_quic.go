package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"sync"

	"github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/http3"
	"github.com/quic-go/webtransport-go"

	"socketworkbook/notes/compare/loopback"
)

// quicWays는 WebTransport로 나르는 두 가지이다. 수업이 없으므로 서버도 클라이언트도 여기에 있고, 먼 네트워크에서만 잰다.
var quicWays = []way{
	{Name: "WT 데이터그램", udp: true, quic: datagrams},
	{Name: "WT 스트림", udp: true, quic: streams},
}

// quicWay는 세션으로 메시지 하나를 보내고 받는 법이다.
type quicWay struct {
	send    func(*webtransport.Session, []byte) error
	receive func(context.Context, *webtransport.Session) ([]byte, error)
}

// 데이터그램 하나가 메시지 하나이다. 잃으면 그만이다(RFC 9221 5.2절).
var datagrams = &quicWay{
	send:    (*webtransport.Session).SendDatagram,
	receive: func(ctx context.Context, s *webtransport.Session) ([]byte, error) { return s.ReceiveDatagram(ctx) },
}

// 한쪽으로만 흐르는 스트림 하나가 메시지 하나이다. 잃은 스트림만 늦는다(RFC 9000 2.2절).
var streams = &quicWay{
	send: func(s *webtransport.Session, text []byte) error {
		stream, err := s.OpenUniStream()
		if err != nil {
			return err
		}
		defer stream.Close()
		_, err = stream.Write(text)
		return err
	},
	receive: func(ctx context.Context, s *webtransport.Session) ([]byte, error) {
		stream, err := s.AcceptUniStream(ctx)
		if err != nil {
			return nil, err
		}
		return io.ReadAll(stream)
	},
}

// readers는 동시에 받는 고루틴의 수이다. 스트림 하나를 다 받기를 기다리는 동안에도 다른 스트림을 받아야 한다.
const readers = 64

// each는 세션이 끝날 때까지 받은 메시지마다 do를 부른다.
func (q *quicWay) each(ctx context.Context, s *webtransport.Session, do func([]byte)) {
	var all sync.WaitGroup
	for range readers {
		all.Go(func() {
			for {
				text, err := q.receive(ctx, s)
				if s.Context().Err() != nil || ctx.Err() != nil {
					return
				}
				if err == nil {
					do(text)
				}
			}
		})
	}
	all.Wait()
}

// startQUIC은 받은 메시지를 되돌려 주는 서버를 켠다.
func startQUIC(ctx context.Context, w way) (*server, error) {
	conn, certificate, err := loopback.ListenQUIC()
	if err != nil {
		return nil, err
	}
	wt := &webtransport.Server{H3: &http3.Server{
		TLSConfig: http3.ConfigureTLSConfig(&tls.Config{Certificates: []tls.Certificate{certificate}}),
	}}
	wt.H3.Handler = http.HandlerFunc(func(answer http.ResponseWriter, r *http.Request) {
		if session, err := wt.Upgrade(answer, r); err == nil {
			w.quic.each(ctx, session, func(text []byte) { w.quic.send(session, text) })
		}
	})
	s := &server{addr: conn.LocalAddr().String(), ended: make(chan struct{})}
	context.AfterFunc(ctx, func() { conn.Close() }) // 소켓이 닫히면 Serve가 돌아온다.
	go func() {
		defer close(s.ended)
		wt.Serve(conn)
		wt.Close()
	}()
	return s, nil
}

// dialQUIC은 세션을 연다. 여기서 재는 것은 왕복과 순서이므로, 인증서는 묻지 않는다.
func dialQUIC(ctx context.Context, w way, addr string, messages int) (io.Writer, <-chan arrival, error) {
	transport := &webtransport.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
		QUICConfig:      &quic.Config{EnableDatagrams: true, EnableStreamResetPartialDelivery: true},
	}
	_, session, err := transport.Dial(ctx, "https://"+addr+"/", nil)
	if err != nil {
		transport.Close()
		return nil, nil, fmt.Errorf("WebTransport 열기: %w", err)
	}
	arrived := make(chan arrival, messages*4)
	go func() {
		defer close(arrived)
		defer transport.Close()
		w.quic.each(ctx, session, func(text []byte) { hear(arrived, string(text)) })
	}()
	return sending(func(text []byte) error { return w.quic.send(session, text) }), arrived, nil
}

// sending은 쓰는 것마다 메시지 하나로 보낸다.
type sending func([]byte) error

func (s sending) Write(text []byte) (int, error) { return len(text), s(text) }
