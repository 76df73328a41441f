package main

import (
	"context"
	"fmt"

	"socketworkbook/internal/relay"
	"socketworkbook/notes/compare/loopback"
)

// session은 켜져 있는 서버와, 그 앞의 중계에 붙은 수업의 클라이언트이다.
type session struct {
	way    way
	server *server
	client *client
	count  *counter
}

// with는 서버를 켜고, 그 앞에 중계를 세우고, 수업의 클라이언트를 중계에 붙인다. 시작하면 do를 하고 모두 끝낸다.
func (w way) with(ctx context.Context, folder string, messages int, do func(context.Context, *session) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s, err := startServer(ctx, w, folder)
	if err != nil {
		return err
	}
	defer s.wait()
	count := newCounter()
	between, err := intercept(ctx, w, s.addr, count.watch)
	if err != nil {
		return err
	}
	c, err := startClient(ctx, w, folder, between, messages)
	if err != nil {
		return err
	}
	defer c.wait()
	defer stop() // 먼저 죽이고, 끝나기를 기다린다.
	if err := w.awaitStart(ctx, count, c); err != nil {
		return err
	}
	return do(ctx, &session{w, s, c, count})
}

// awaitStart는 방법이 시작하기를 기다린다: TCP는 연결이 열리면, HTTP에서 시작하는 것은 첫 응답이 오면.
// UDP는 시작이랄 것이 없다.
func (w way) awaitStart(ctx context.Context, count *counter, c *client) error {
	started := count.start
	switch {
	case w.udp:
		return nil
	case w.plain:
		started = count.ready
	}
	select {
	case <-started:
		return nil
	case <-c.arrived: // 아직 아무것도 보내지 않았다. 무엇이 온다면 끝났다는 것뿐이다.
		return errGone
	case <-ctx.Done():
		return fmt.Errorf("시작하지 못했습니다: %w", ctx.Err())
	}
}

// weigh는 메시지를 보내며 바이트를 세고, 그다음 말없이 지켜본다. 잃은 것은 time이 센다.
func (s *session) weigh(ctx context.Context, work job, row *figures) error {
	_, setup := s.count.read()
	send, messages := s.way.sender(ctx, s.server.addr, s.client.typed), work.Messages
	if work.FromSecond {
		send, messages = beforeSecond(send, func() { setup, _ = s.count.read() }), messages-1
	}
	if _, err := work.run(ctx, send, s.client.arrived); err != nil {
		return err
	}
	busy, _ := s.count.read()
	if !s.way.udp { // 중계는 클라이언트의 주소를 셀 뿐, UDP에는 연결이 없다.
		row.Connections = busy.Connections
	}
	row.Requests = busy.Requests
	if busy.Requests > 0 {
		row.EmptyShare = float64(busy.Empty) / float64(busy.Requests)
	}
	row.Setup = setup.Bytes
	for i := range row.PerMessage {
		row.PerMessage[i] = float64(busy.Bytes[i]-setup.Bytes[i]) / float64(messages)
	}
	bytes, cpu, err := s.count.listen(ctx, work.Silence, s.server.cpu)
	row.SilentMinute = bytes
	if seesCPU {
		row.SilentCPU = rounds{cpu}
	}
	return err
}

// beforeSecond는 send처럼 보내되, 둘째 메시지를 보내기 직전에 look을 부른다.
func beforeSecond(send func(string) error, look func()) func(string) error {
	sent := 0
	return func(text string) error {
		if sent++; sent == 2 {
			look()
		}
		return send(text)
	}
}

// time은 메시지마다 보내고 보일 때까지를 잰다. 값이 많아야 p95가 가장 긴 값과 다르다.
func (s *session) time(ctx context.Context, work job, row *figures) error {
	sampling := job{Messages: work.Samples, Every: work.Every}
	delays, err := sampling.run(ctx, s.way.sender(ctx, s.server.addr, s.client.typed), s.client.arrived)
	if err != nil {
		return err
	}
	row.addDelays(delays, work.Samples)
	return nil
}

// intercept는 server 앞에 watch가 지켜보는 중계를 세우고, 클라이언트가 붙을 주소를 돌려준다.
func intercept(ctx context.Context, w way, server string, watch func(relay.Event)) (addr string, err error) {
	if w.udp {
		conn, err := loopback.ListenUDP()
		if err != nil {
			return "", err
		}
		go relay.UDP(ctx, conn, server, watch)
		return conn.LocalAddr().String(), nil
	}
	ln, err := loopback.Listen()
	if err != nil {
		return "", err
	}
	go relay.TCP(ctx, ln, server, watch)
	return ln.Addr().String(), nil
}
