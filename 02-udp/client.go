package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"socketworkbook/internal/lesson"
)

// patience는 데이터그램 하나의 메아리를 기다리는 시간이다. 오지 않으면 ×를 적고 다음으로 간다.
// UDP는 잃어버렸다고 알려 주지 않는다. 얼마나 기다릴지는 쓰는 사람이 정한다.
const patience = 300 * time.Millisecond

// talk는 in의 줄마다 번호를 붙여 한 통씩 보내고, 돌아온 것을 out에 적는다.
// in이 끝나면 늦게 오는 것을 한 번 더 기다렸다가 셈을 적는다.
func talk(ctx context.Context, addr string, in io.Reader, out io.Writer) error {
	// UDP의 Dial은 아무것도 보내지 않는다. 상대의 주소를 소켓에 적어 둘 뿐이다.
	// 그래서 듣는 이가 없어도 성공한다.
	// localhost가 IPv6와 IPv4 둘일 때, 서버의 listen과 같은 쪽을 골라야 한다.
	remote, err := net.ResolveUDPAddr("udp", addr)
	if err != nil {
		return fmt.Errorf("주소 읽기: %w", err)
	}
	conn, err := net.DialUDP("udp", nil, remote)
	if err != nil {
		return fmt.Errorf("주소 정하기: %w", err)
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	enlarge(conn)

	count := tally{seen: map[int]bool{}}
	defer func() { fmt.Fprintln(out, &count) }()
	lines := lesson.Lines(ctx, in)
	for {
		select {
		case line, ok := <-lines:
			if !ok {
				_, err := hear(conn, &count, 0, out)
				return err
			}
			count.sent++
			message := fmt.Sprintf("%d %s", count.sent, line)
			fmt.Fprintf(out, "→ %s\n", message)
			if _, err := conn.Write([]byte(message)); err != nil {
				count.sent-- // 떠나지 못했다.
				return fmt.Errorf("보내기 (한 통에 %d바이트까지 실립니다): %w", maxDatagram-20-8, err)
			}
			answered, err := hear(conn, &count, count.sent, out)
			if err != nil {
				return err
			}
			if !answered {
				fmt.Fprintf(out, "× %s\n", message)
			}
		case <-ctx.Done():
			return nil
		}
	}
}

// hear는 patience 동안 오는 것을 모두 적고 센다. want번의 메아리가 오면 바로 돌아온다.
func hear(conn net.Conn, count *tally, want int, out io.Writer) (answered bool, err error) {
	conn.SetReadDeadline(time.Now().Add(patience))
	buf := make([]byte, maxDatagram)
	for {
		n, err := conn.Read(buf)
		if errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, net.ErrClosed) {
			return false, nil
		}
		if err != nil {
			// 듣는 소켓이 없으면 상대의 커널이 ICMP로 "그런 포트는 없다"고 알린다. 그 소식은
			// 그 쓰기가 아니라 다음 호출에, 그것도 Dial로 상대를 정해 둔 소켓에만 전해진다.
			// Windows에서는 Go가 이 소식을 꺼 둔다. 거기서는 ×만 보인다.
			return false, fmt.Errorf("메아리 받기: %w", err)
		}
		message := string(buf[:n])
		digits, _, _ := strings.Cut(message, " ")
		number, err := strconv.Atoi(digits)
		if err != nil || number < 1 || number > count.sent {
			continue // 우리가 보낸 것의 메아리가 아니다.
		}
		fmt.Fprintf(out, "← %s%s\n", message, count.receive(number))
		if number == want {
			return true, nil
		}
	}
}

// tally는 번호로 알아낸 셈이다. 번호가 없으면 무엇을 잃었는지도 알 수 없다.
type tally struct {
	sent, received, duplicated, reordered int
	highest                               int
	seen                                  map[int]bool
}

// receive는 number번의 메아리를 세고, 눈여겨볼 점을 돌려준다.
func (t *tally) receive(number int) (remark string) {
	if t.seen[number] {
		t.duplicated++
		return " (중복)"
	}
	t.seen[number] = true
	t.received++
	if number < t.highest {
		t.reordered++
		return " (순서 바뀜)"
	}
	t.highest = number
	return ""
}

func (t *tally) String() string {
	return fmt.Sprintf("보냄 %d · 받음 %d · 잃음 %d · 중복 %d · 순서 바뀜 %d",
		t.sent, t.received, t.sent-t.received, t.duplicated, t.reordered)
}
