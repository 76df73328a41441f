// wiretap은 클라이언트와 서버 사이에 서서, 오가는 모든 바이트를 우리말로 풀어 보인다.
// Wireshark도 관리자 권한도 필요 없다. 수업이든 손수 만든 서버든 그 앞에 세우면 된다.
//
//	go run ./notes/wiretap -to localhost:8000
//	go run ./notes/wiretap -to localhost:8002 -udp
//	go run ./notes/wiretap -to localhost:8000 -hex -svg session.svg
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"sync/atomic"
	"time"

	"socketworkbook/internal/lesson"
	"socketworkbook/internal/relay"
)

type options struct {
	to, addr, svg string
	udp, hex      bool
	max           int
}

func main() {
	var o options
	flag.StringVar(&o.to, "to", "", "엿볼 서버의 주소. 예: localhost:8000")
	flag.StringVar(&o.addr, "addr", "localhost:9000", "클라이언트가 대신 붙을 주소")
	flag.BoolVar(&o.udp, "udp", false, "TCP 대신 UDP를 옮긴다")
	flag.BoolVar(&o.hex, "hex", false, "바이트를 16진수로도 보인다")
	flag.StringVar(&o.svg, "svg", "", "끝낼 때 순서도를 그려 둘 파일")
	flag.IntVar(&o.max, "max", 500, "순서도에 그릴 일의 수. 넘으면 더 간직하지 않는다")

	lesson.Main(func(ctx context.Context) error {
		if o.to == "" {
			return errors.New("엿볼 서버를 정해 주세요. 예: go run ./notes/wiretap -to localhost:8000")
		}
		return run(ctx, o, os.Stdout, os.Stderr)
	})
}

// run은 ctx가 닫힐 때까지 중계하며 out에 풀어 적고, 끝나면 순서도를 그린다.
func run(ctx context.Context, o options, out, diary io.Writer) error {
	var kept drawing
	printer := newPrinter(out, o.hex)
	defer printer.close()
	t := newTap(func(n note) {
		printer.print(n)
		if o.svg != "" {
			kept.add(n, o.max)
		}
	})

	var err error
	if o.udp {
		err = runUDP(ctx, o, t, diary)
	} else {
		err = runTCP(ctx, o, t, diary)
	}
	if err != nil || o.svg == "" {
		return err
	}
	if err := os.WriteFile(o.svg, kept.svg(o.to), 0o644); err != nil {
		return fmt.Errorf("순서도 쓰기: %w", err)
	}
	fmt.Fprintf(diary, "순서도를 %s 에 그렸습니다.\n", o.svg)
	return nil
}

func runTCP(ctx context.Context, o options, t *tap, diary io.Writer) error {
	ln, err := net.Listen("tcp", o.addr)
	if err != nil {
		return fmt.Errorf("포트 열기: %w", err)
	}
	announce(diary, ln.Addr(), o.to)
	return relay.TCP(ctx, ln, o.to, t.watch)
}

func runUDP(ctx context.Context, o options, t *tap, diary io.Writer) error {
	local, err := net.ResolveUDPAddr("udp", o.addr)
	if err != nil {
		return fmt.Errorf("주소 읽기: %w", err)
	}
	conn, err := net.ListenUDP("udp", local)
	if err != nil {
		return fmt.Errorf("포트 열기: %w", err)
	}
	announce(diary, conn.LocalAddr(), o.to)
	return relay.UDP(ctx, conn, o.to, t.watchUDP)
}

func announce(diary io.Writer, addr net.Addr, to string) {
	fmt.Fprintf(diary, "%[2]s에 붙으세요. %[1]s와 오가는 것을 모두 보여 드립니다. 멈추려면 Ctrl-C를 누르세요.\n", to, addr)
}

const (
	queued   = 4096            // 아직 적지 못한 note의 수. 넘으면 버리고 센다
	patience = 2 * time.Second // 멈출 때 느린 화면을 기다리는 시간
)

// printer는 note를 터미널에 적는다. 터미널이 느리거나 멈추어도 중계는 기다리지 않는다.
type printer struct {
	notes   chan note
	skipped atomic.Int64 // 버린 수
	done    chan struct{}
}

func newPrinter(out io.Writer, hex bool) *printer {
	p := &printer{notes: make(chan note, queued), done: make(chan struct{})}
	go func() {
		defer close(p.done)
		for n := range p.notes {
			if skipped := p.skipped.Swap(0); skipped > 0 {
				fmt.Fprintf(out, "%12s  화면이 느려서 %d가지를 적지 못했습니다.\n", "", skipped)
			}
			io.WriteString(out, format(n, hex))
		}
	}()
	return p
}

func (p *printer) print(n note) {
	select {
	case p.notes <- n:
	default:
		p.skipped.Add(1)
	}
}

// close는 남은 것을 적는다. 중계가 모두 끝난 뒤에 부른다.
func (p *printer) close() {
	close(p.notes)
	select {
	case <-p.done:
	case <-time.After(patience):
	}
}

// format은 note를 몇 줄의 글로 만든다.
func format(n note, hex bool) string {
	arrow, size := " ", ""
	if n.Arrow {
		arrow = map[relay.Direction]string{relay.Up: "→", relay.Down: "←"}[n.From]
	}
	if n.Size > 0 {
		size = fmt.Sprintf("%dB", n.Size)
	}
	const margin = "                                "
	text := fmt.Sprintf("%8.3fs  #%-3d %s %-4s %7s  %s\n", n.At.Seconds(), n.Conn, arrow, n.Protocol, size, n.Title)
	for _, line := range n.More {
		text += margin + line + "\n"
	}
	if hex {
		for _, line := range hexLines(n.Raw) {
			text += margin + line + "\n"
		}
		if n.Size > len(n.Raw) && len(n.Raw) > 0 {
			text += margin + fmt.Sprintf("… %d바이트 더\n", n.Size-len(n.Raw))
		}
	}
	return text
}
