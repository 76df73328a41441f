package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"

	"socketworkbook/internal/lesson"
)

const longestAnswer = 1024 * 1024 // 바이트. 줄바꿈을 보내지 않는 서버에게서 메모리를 지킨다

// talk는 addr의 서버에 붙어 in의 줄을 하나씩 보내고, 돌아온 줄을 out에 적는다.
// in이 끝나면 보내는 쪽만 닫고(half-close), 서버가 닫을 때까지 마저 읽는다.
// in은 키보드, out은 화면이다. 테스트는 다른 것을 넣는다.
func talk(ctx context.Context, addr string, in io.Reader, out io.Writer) error {
	// Dial은 SYN, SYN-ACK, ACK가 오간 뒤에 돌아온다(3방향 핸드셰이크).
	// 듣는 프로그램이 없으면 SYN에 RST가 돌아와 바로 실패한다.
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("서버에 붙기: %w", err)
	}
	defer conn.Close()
	cancel := context.AfterFunc(ctx, func() { conn.Close() }) // Ctrl-C를 누르면 막혀 있는 읽기와 쓰기를 깨운다.
	defer cancel()

	answers := bufio.NewScanner(conn)
	answers.Buffer(nil, longestAnswer)
	for line := range lesson.Lines(ctx, in) { // 한 줄이 들어올 때마다 돈다. Ctrl-C를 누르면 끝난다.
		fmt.Fprintf(out, "→ %s\n", line)
		fmt.Fprintf(conn, "%s\n", line) // 끊겼는지는 아래에서 읽을 때 안다.
		if !answers.Scan() {
			if ctx.Err() != nil {
				return nil
			}
			return errors.New("서버가 연결을 끊었습니다")
		}
		fmt.Fprintf(out, "← %s\n", answers.Text())
	}
	conn.(*net.TCPConn).CloseWrite() // FIN: 나는 다 보냈다. 보내는 쪽만 닫는 것은 TCP 연결만 할 수 있다.
	for answers.Scan() {
		fmt.Fprintf(out, "← %s\n", answers.Text())
	}
	return nil
}
