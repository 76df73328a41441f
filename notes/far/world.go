package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"sync"

	"socketworkbook/notes/far/link"
)

// world는 두 호스트와 그 사이의 선이다.
//
//	진짜 클라이언트 → 가까운 호스트 → 선 → 먼 호스트 → 진짜 서버
type world struct {
	to        string // 진짜 서버
	near, far *link.Host
	link      *link.Link
	book      *book
	log       io.Writer

	mu    sync.Mutex
	conns int // 지금까지 온 클라이언트의 수
}

// newWorld는 세상을 만든다. 다 쓰면 돌려받은 함수를 부른다.
func newWorld(to string, config link.Config, events, log io.Writer) (*world, func(), error) {
	w := &world{to: to, book: newBook(events), log: log}
	w.link = link.New(config, w.book.watch)
	var err error
	if w.near, err = link.NewHost(link.Near, func(p []byte) { w.link.Send(link.Up, p) }); err != nil {
		return nil, nil, fmt.Errorf("가까운 호스트 만들기: %w", err)
	}
	if w.far, err = link.NewHost(link.Far, func(p []byte) { w.link.Send(link.Down, p) }); err != nil {
		return nil, nil, fmt.Errorf("먼 호스트 만들기: %w", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); w.link.Run(ctx, w.far.Deliver, w.near.Deliver) }()
	return w, func() {
		stop()
		<-ended
		w.near.Close()
		w.far.Close()
	}, nil
}

// open은 새 클라이언트에 번호를 붙인다.
func (w *world) open(peer net.Addr) int {
	w.mu.Lock()
	w.conns++
	number := w.conns
	w.mu.Unlock()
	w.book.open(number, portOf(number), peer)
	return number
}

// tell은 number째 연결에 생긴 일을 적는다.
func (w *world) tell(number int, what string) { w.book.write(line{Kind: what, Conn: number}) }

func (w *world) complain(err error) { fmt.Fprintln(w.log, err) }
