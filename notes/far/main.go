// far는 서버를 멀고 나쁜 네트워크 너머에 둔다. 관리자 권한이 없어도, 어느 컴퓨터에서나 된다.
// 클라이언트와 서버 사이에 진짜 TCP/IP 스택 둘을 두고, 그 사이의 선이 패킷을 늦추고 버린다.
//
//	go -C notes/far run . -to localhost:8001 -rtt 200ms -loss 2%
//	go -C notes/far run . -to localhost:8002 -udp -rtt 200ms -loss 2%
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"

	"socketworkbook/internal/lesson"
)

type options struct {
	to, listen           string
	udp, events, control bool
	settings
}

func main() {
	var o options
	flag.StringVar(&o.to, "to", "", "먼 곳에 둘 서버의 주소. 예: localhost:8001")
	flag.StringVar(&o.listen, "listen", "localhost:9001", "클라이언트가 대신 붙을 주소. 이 컴퓨터 안에서만 듣습니다")
	flag.BoolVar(&o.udp, "udp", false, "TCP 대신 UDP를 옮깁니다")
	flag.BoolVar(&o.events, "events", false, "패킷마다 생긴 일을 stdout에 JSON 한 줄씩 적습니다")
	flag.BoolVar(&o.control, "control", false, "stdin에서 JSON을 한 줄씩 읽어, 켜 둔 채로 선을 바꿉니다. stdin이 닫히면 끝납니다")
	o.flags(flag.CommandLine)

	lesson.Main(func(ctx context.Context) error {
		if err := o.check(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		return run(ctx, o, os.Stdin, os.Stdout, os.Stderr)
	})
}

// check는 주소를 본다. 듣는 곳은 루프백이어야 한다. 느린 선을 남에게 내줄 일은 없다.
func (o options) check() error {
	if err := lesson.CheckAddr(o.to); err != nil {
		return fmt.Errorf("-to에 서버를 적어 주세요. 예: go -C notes/far run . -to localhost:8001. %w", err)
	}
	local, err := net.ResolveTCPAddr("tcp", o.listen)
	if err != nil || !local.IP.IsLoopback() {
		return fmt.Errorf("-listen에는 localhost:9001이나 127.0.0.1:0처럼 이 컴퓨터 안의 주소를 적어 주세요: %q", o.listen)
	}
	return nil
}

// run은 ctx가 취소될 때까지, -control이면 in이 닫힐 때까지 나른다.
func run(ctx context.Context, o options, in io.Reader, out, log io.Writer) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var events io.Writer
	if o.events {
		diary := lesson.NewDiary(out) // 받는 쪽이 읽지 않아도 선은 기다리지 않는다. 넘치면 버리고 센다.
		defer diary.Close()
		events = diary
	}
	w, end, err := newWorld(o.to, o.config(), events, log)
	if err != nil {
		return err
	}
	defer end()
	serve, addr, err := w.listen(o.listen, o.udp)
	if err != nil {
		return err
	}
	fmt.Fprintf(log, "%[2]s에 붙으세요. 서버 %[1]s에서 왕복 %[3]v 떨어진 곳입니다. 멈추려면 Ctrl-C를 누르세요.\n", o.to, addr, o.rtt)
	w.book.write(line{Kind: "listening", Addr: addr.String()})
	if o.blackout.length > 0 {
		w.link.Blackout(o.blackout.length, o.blackout.after)
	}
	if o.control {
		go func() {
			defer stop()
			w.control(in, o.settings)
		}()
	}
	err = serve(ctx)
	fmt.Fprintln(log, w.book.summary())
	return err
}

// listen은 클라이언트가 붙을 소켓을 연다.
func (w *world) listen(addr string, udp bool) (serve func(context.Context) error, bound net.Addr, err error) {
	if !udp {
		ln, err := net.Listen("tcp", addr)
		if err != nil {
			return nil, nil, fmt.Errorf("포트 열기: %w", err)
		}
		return func(ctx context.Context) error { return w.serveTCP(ctx, ln) }, ln.Addr(), nil
	}
	conn, err := net.ListenPacket("udp", addr)
	if err != nil {
		return nil, nil, fmt.Errorf("포트 열기: %w", err)
	}
	socket, ok := conn.(*net.UDPConn)
	if !ok {
		return nil, nil, errors.New("UDP 소켓이 아닙니다")
	}
	return func(ctx context.Context) error { return w.serveUDP(ctx, socket) }, conn.LocalAddr(), nil
}
