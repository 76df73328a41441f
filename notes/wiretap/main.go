// wiretap은 클라이언트와 서버 사이에 서서, 오가는 모든 바이트를 우리말로 풀어 보인다.
// Wireshark도 관리자 권한도 필요 없다. 수업이든 손수 만든 서버든 그 앞에 세우면 된다.
//
//	go run ./notes/wiretap -to localhost:8000
//	go run ./notes/wiretap -to localhost:8002 -udp
//	go run ./notes/wiretap -to localhost:8000 -hex -svg session.svg
//	go run ./notes/wiretap -to localhost:8000 -open
//	go run ./notes/wiretap -to localhost:8000 -rtt 200ms -loss 2%
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"

	"socketworkbook/internal/distance"
	"socketworkbook/internal/lesson"
	"socketworkbook/internal/relay"
)

type options struct {
	to, addr, svg  string
	udp, hex, open bool
	max            int
	far            distance.Options
	gate           string // 서버를 먼 곳에 두었을 때 그 입구의 주소. 아니면 비어 있다
}

// target은 중계가 붙을 주소이다. 서버를 먼 곳에 두었으면 그리로 가는 입구이다.
func (o options) target() string { return cmp.Or(o.gate, o.to) }

func main() {
	var o options
	flag.StringVar(&o.to, "to", "", "엿볼 서버의 주소. 예: localhost:8000")
	flag.StringVar(&o.addr, "addr", "localhost:9000", "클라이언트가 대신 붙을 주소")
	flag.BoolVar(&o.udp, "udp", false, "TCP 대신 UDP를 옮깁니다")
	flag.BoolVar(&o.hex, "hex", false, "바이트를 16진수로도 보입니다")
	flag.BoolVar(&o.open, "open", false, "TLS를 중간에서 열어 속의 것도 보입니다. -tls로 켠 이 컴퓨터의 서버에만 됩니다")
	flag.StringVar(&o.svg, "svg", "", "끝낼 때 순서도를 그려 둘 파일")
	flag.IntVar(&o.max, "max", 500, "순서도에 그릴 일의 수. 넘으면 더 간직하지 않습니다")

	o.far.Flags(flag.CommandLine)

	lesson.Main(func(ctx context.Context) error {
		if err := lesson.CheckAddr(o.to); err != nil {
			return fmt.Errorf("-to에 엿볼 서버를 적어 주세요. 예: go run ./notes/wiretap -to localhost:8000. %w", err)
		}
		return run(ctx, o, os.Stdout, os.Stderr)
	})
}

// run은 ctx가 취소될 때까지 중계하며 out에 풀어 적고, 끝나면 순서도를 그린다.
func run(ctx context.Context, o options, out, log io.Writer) error {
	var kept drawing
	screen := lesson.NewDiary(out) // 화면이 느리거나 멈추어도 중계는 기다리지 않는다.
	defer screen.Close()
	t := newTap(func(n note) {
		io.WriteString(screen, format(n, o.hex))
		if o.svg != "" {
			kept.add(n, o.max)
		}
	})

	end, err := o.begin(ctx, t, log)
	if err != nil {
		return err
	}
	defer end()
	carry := runTCP
	if o.udp {
		carry = runUDP
	}
	err = carry(ctx, o, t, log)
	if err != nil || o.svg == "" {
		return err
	}
	if err := os.WriteFile(o.svg, kept.svg(o.to), 0o644); err != nil {
		return fmt.Errorf("순서도 쓰기: %w", err)
	}
	fmt.Fprintf(log, "순서도를 %s 에 그렸습니다.\n", o.svg)
	return nil
}

func runTCP(ctx context.Context, o options, t *tap, log io.Writer) error {
	ln, err := net.Listen("tcp", o.addr)
	if err != nil {
		return fmt.Errorf("포트 열기: %w", err)
	}
	if err := notItself(ctx, ln.Addr(), o.to); err != nil {
		ln.Close()
		return err
	}
	if o.open {
		return runOpen(ctx, ln, o, t, log)
	}
	announce(log, ln.Addr(), o.to)
	return relay.TCP(ctx, ln, o.target(), t.watch)
}

// runOpen은 ln에 오는 TLS 연결을 연다.
func runOpen(ctx context.Context, ln net.Listener, o options, t *tap, log io.Writer) error {
	defer ln.Close()
	opener, err := newOpener(ctx, t, o.to)
	if err != nil {
		return err
	}
	announce(log, ln.Addr(), o.to)
	fmt.Fprintln(log, "TLS를 중간에서 엽니다. 이 컴퓨터의 인증 기관을 믿는 클라이언트만 붙습니다. ALPN으로는 http/1.1만 받습니다. HTTP/2는 풀지 못합니다.")
	return opener.serve(ctx, ln)
}

func runUDP(ctx context.Context, o options, t *tap, log io.Writer) error {
	if o.open {
		return errors.New("-open은 TCP의 TLS만 엽니다. -udp와 함께 쓸 수 없습니다")
	}
	local, err := net.ResolveUDPAddr("udp", o.addr)
	if err != nil {
		return fmt.Errorf("주소 읽기: %w", err)
	}
	conn, err := net.ListenUDP("udp", local)
	if err != nil {
		return fmt.Errorf("포트 열기: %w", err)
	}
	if err := notItself(ctx, conn.LocalAddr(), o.to); err != nil {
		conn.Close()
		return err
	}
	announce(log, conn.LocalAddr(), o.to)
	return relay.UDP(ctx, conn, o.target(), t.watchUDP)
}

func announce(log io.Writer, addr net.Addr, to string) {
	fmt.Fprintf(log, "%[2]s에 붙으세요. 서버 %[1]s의 것을 모두 보여 드립니다. 멈추려면 Ctrl-C를 누르세요.\n", to, addr)
}
