package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"

	"socketworkbook/internal/lesson"
)

// talk는 addr의 서버에 붙어 in의 줄을 하나씩 보내고, 돌아온 줄을 out에 적는다.
// in이 끝나면 보내는 쪽만 닫고(half-close), 서버가 닫을 때까지 마저 읽는다.
func talk(ctx context.Context, addr string, in io.Reader, out io.Writer) error {
	// Dial은 SYN, SYN-ACK, ACK가 오간 뒤에 돌아온다(3방향 핸드셰이크).
	// 듣는 프로그램이 없으면 SYN에 RST가 돌아와 바로 실패한다.
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("서버에 붙기: %w", err)
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })() // 막혀 있는 쓰기도 Ctrl-C로 깨운다.

	received := lesson.Lines(ctx, conn)
	lines := lesson.Lines(ctx, in)
	next := lines // nil이면 다음 줄을 아직 보내지 않는다.
	for {
		select {
		case line, ok := <-next:
			next = nil // 메아리가 온 뒤에 다음 줄을 보낸다.
			if !ok {
				lines = nil
				conn.(*net.TCPConn).CloseWrite() // FIN: 나는 다 보냈다.
				break
			}
			fmt.Fprintf(out, "→ %s\n", line)
			// 쓰기의 실패는 살피지 않는다. 끊겼는지는 아래에서 읽을 때 안다.
			fmt.Fprintf(conn, "%s\n", line)
		case line, ok := <-received:
			if !ok && lines != nil && ctx.Err() == nil {
				return errors.New("서버가 연결을 끊었습니다")
			}
			if !ok {
				return nil
			}
			fmt.Fprintf(out, "← %s\n", line)
			next = lines
		case <-ctx.Done():
			return nil
		}
	}
}
