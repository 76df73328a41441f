// Package live는 비교 페이지이다. 같은 이벤트를 여러 방법으로 나르고, 방법마다 오간 바이트를 센다.
// 바이트는 사이에 선 중계(internal/relay)가 센다. 나르는 코드는 누가 세는 줄 모른다.
package live

import (
	"context"
	"fmt"
	"log"
	"net"
	"os"
	"sync"

	"socketworkbook/06-gin-routes/peer"
	"socketworkbook/internal/distance"
	"socketworkbook/internal/lesson"
	"socketworkbook/internal/relay"
	"socketworkbook/internal/web"
	"socketworkbook/notes/compare/loopback"
)

// Addr는 비교 페이지가 따로 정하지 않을 때 듣는 주소이다.
const Addr = "localhost:8800"

// Start는 비교 페이지를 다른 서버의 곁에 켠다. beside는 그 서버가 듣는 주소이다. 같은 호스트에서 듣는다.
// port는 열린 포트이다. 켜지 못해도 그 서버는 돌아야 하므로, 그때는 한 줄로 알리고 빈 문자열을 돌려준다.
// wait는 ctx가 닫힌 다음에, 비교 페이지가 끝나기를 기다린다.
func Start(ctx context.Context, beside string) (port string, wait func()) {
	asked := besideOf(beside)
	ln, err := net.Listen("tcp", asked)
	if err != nil {
		fmt.Fprintf(os.Stderr, "비교 페이지는 켜지 못했습니다: %v. 수업은 그대로 됩니다. 다른 포트에 켜려면: go run ./notes/compare -live -addr localhost:0\n", err)
		return "", func() {}
	}
	fmt.Fprintf(os.Stderr, "비교 페이지는 http://%s/ 주소에 있습니다.\n", lesson.Hosts(asked, ln.Addr())[0])
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := Serve(ctx, ln); err != nil {
			log.Printf("비교 페이지가 멈춤: %v", err)
		}
	}()
	_, port, _ = net.SplitHostPort(ln.Addr().String())
	return port, func() { <-ended }
}

// besideOf는 같은 호스트의 비교 페이지 주소이다. 빈 포트(0)를 청한 서버의 곁에서는 여기도 빈 포트를 쓴다.
func besideOf(beside string) string {
	host, port, _ := net.SplitHostPort(beside)
	if port != "0" {
		_, port, _ = net.SplitHostPort(Addr)
	}
	return net.JoinHostPort(host, port)
}

// Serve는 ctx가 취소될 때까지 ln에서 비교 페이지를 내준다. ln에는 중계가 서고, 서버는 그 뒤의 루프백에 있다.
func Serve(ctx context.Context, ln net.Listener) error { return serve(ctx, ln, nil) }

// ServeFar는 Serve와 같되, 페이지에서 왕복 시간과 손실을 바꿀 수 있게 한다.
func ServeFar(ctx context.Context, ln net.Listener, program distance.Program) error {
	return serve(ctx, ln, &distant{program, ln.Addr()})
}

func serve(ctx context.Context, ln net.Listener, far *distant) error {
	inner, err := loopback.Listen()
	if err != nil {
		return fmt.Errorf("중계 뒤의 서버 켜기: %w", err)
	}
	s := newSite(ctx)
	s.far, s.board.far = far, far
	if s.quic, err = newQUIC(s, ln.Addr()); err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { ln.Close() })
	defer stop()
	// 중계는 서버보다 늦게 끝난다. 먼저 끝나면 마지막 종료 프레임을 나를 것이 없다.
	relaying, cut := context.WithCancel(context.WithoutCancel(ctx))
	var all sync.WaitGroup
	all.Go(func() { relay.TCP(relaying, ln, inner.Addr().String(), newCounter(s.board).watch) })
	all.Go(func() { s.quic.serve(relaying) })
	err = web.Serve(ctx, fronted{inner, ln.Addr()}, s.handle())
	s.peers.Wait()
	cut()
	all.Wait()
	return err
}

// fronted는 중계 뒤의 리스너이다. 바깥에서 보이는 주소는 중계의 것이다.
type fronted struct {
	net.Listener
	front net.Addr
}

func (f fronted) Addr() net.Addr { return f.front }

// site는 비교 페이지의 서버이다.
type site struct {
	board *board
	peers *peer.Peers
	quic  *quicServer
	far   *distant
}

func newSite(ctx context.Context) *site { return &site{board: newBoard(), peers: peer.New(ctx)} }
