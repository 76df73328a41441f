package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"socketworkbook/internal/lesson"
)

// patience는 답을 기다리는 시간이다. 오지 않으면 ×를 적고 다음으로 간다.
// UDP는 잃어버렸다고 알려 주지 않는다. 얼마나 기다릴지는 쓰는 사람이 정한다.
const patience = 300 * time.Millisecond

// talk는 in의 줄마다 번호를 붙여 데이터그램 하나로 보내고, 돌아온 것을 out에 적는다.
// burst이면 답을 기다리지 않고 모두 보낸 다음에 읽는다. 끝나면 센 것을 적는다.
func talk(ctx context.Context, addr string, burst bool, in io.Reader, out io.Writer) error {
	// localhost가 IPv6와 IPv4 둘일 때, 서버의 ListenPacket과 같은 쪽을 골라야 한다.
	server, err := net.ResolveUDPAddr("udp", addr)
	if err != nil {
		return fmt.Errorf("주소 읽기: %w", err)
	}
	// UDP의 Dial은 아무것도 보내지 않는다. 상대의 주소를 소켓에 적어 둘 뿐이다.
	// 그래서 듣는 프로그램이 없어도 성공한다.
	conn, err := net.DialUDP("udp", nil, server)
	if err != nil {
		return fmt.Errorf("주소 정하기: %w", err)
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.Close() }) // 막혀 있는 읽기를 Ctrl-C로 깨운다.
	defer stop()
	enlarge(conn)

	count := newTally()
	err = converse(conn, lesson.Lines(ctx, in), burst, out, count)
	fmt.Fprintln(out, count)
	if ctx.Err() != nil {
		return nil // 닫힌 소켓의 오류는 Ctrl-C 때문이다.
	}
	return err
}

// converse는 줄마다 보내고, burst가 아니면 답을 기다린다.
func converse(conn *net.UDPConn, lines <-chan string, burst bool, out io.Writer, count *tally) error {
	for line := range lines {
		message := count.next(line)
		if err := send(conn, message); err != nil {
			return err
		}
		fmt.Fprintf(out, "→ %s\n", message)
		count.sent = append(count.sent, message)
		if burst {
			continue
		}
		if err := hear(conn, len(count.sent), out, count); err != nil {
			return err
		}
	}
	return hear(conn, 0, out, count) // 늦게 오는 것을 한 번 더 기다린다.
}

// send는 message를 데이터그램 하나로 보낸다.
func send(conn *net.UDPConn, message string) error {
	_, err := conn.Write([]byte(message))
	if most := longest(conn); err != nil && len(message) > most {
		return fmt.Errorf("보내기 (데이터그램 하나에 %d바이트까지 실립니다): %w", most, err)
	}
	if err != nil {
		return fmt.Errorf("보내기: %w", err)
	}
	return nil
}

// longest는 데이터그램 하나에 실리는 바이트의 수이다. 65,535에서 UDP의 헤더 8바이트를 빼고,
// 헤더까지 세는 IPv4에서는 IP의 헤더 20바이트도 뺀다. RFC 768, RFC 791, RFC 8200.
func longest(conn *net.UDPConn) int {
	if conn.RemoteAddr().(*net.UDPAddr).IP.To4() != nil {
		return maxDatagram - 8 - 20
	}
	return maxDatagram - 8
}

// hear는 patience 동안 오는 것을 적고 센다. want번의 답이 오면 바로 돌아온다. 0번은 없으므로 0이면 끝까지 듣는다.
// 기다려도 오지 않은 것에는 ×를 적는다.
func hear(conn *net.UDPConn, want int, out io.Writer, count *tally) error {
	conn.SetReadDeadline(time.Now().Add(patience))
	buffer := make([]byte, maxDatagram)
	for !count.seen[want] {
		n, err := conn.Read(buffer)
		if errors.Is(err, os.ErrDeadlineExceeded) {
			for _, message := range count.giveUp() {
				fmt.Fprintf(out, "× %s\n", message)
			}
			return nil
		}
		if err != nil {
			// 듣는 소켓이 없으면 상대의 커널이 ICMP로 "그런 포트는 없다"고 알린다. 그것은 보낼 때가
			// 아니라 다음 호출에서, 그것도 Dial로 상대를 정해 둔 소켓에서만 안다. 방화벽이 막으면
			// 모르고, Windows에서는 Go가 이 알림을 꺼 둔다. 그때는 ×만 보인다.
			return fmt.Errorf("답 받기: %w", err)
		}
		message := string(buffer[:n])
		if remark, ours := count.receive(message); ours {
			fmt.Fprintf(out, "← %s%s\n", message, remark)
		}
	}
	return nil
}
