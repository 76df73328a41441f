package main

import (
	"bytes"
	"errors"
	"net"
	"os"
	"time"

	"socketworkbook/notes/cost/fast/direct"
)

const buffer = 8 << 10 // 클라이언트 하나에게 내주는 버퍼. 바이트

// echo는 conn이 끝날 때까지 줄을 되돌려 쓰고, 끝난 이유를 돌려준다. 상대가 FIN으로 끝내면 io.EOF이다.
//
// 줄을 하나씩 보지 않는다. 온전한 줄들의 끝만 찾아, 읽은 버퍼 그대로 Write 한 번으로 돌려준다.
// 줄이 256개 와도 시스템 호출은 읽기와 쓰기 하나씩이고, 옮겨 담는 것은 다 오지 않은 줄뿐이다.
func echo(conn net.Conn) error {
	buf := make([]byte, buffer)
	filled, sent := 0, 0 // buf에 찬 길이와, 지금 줄에서 이미 돌려준 길이
	socket, until := direct.New(conn), deadlines{conn: conn}
	until.extend(true)
	for {
		n, err := socket.Read(buf[filled:])
		if errors.Is(err, os.ErrDeadlineExceeded) {
			return errSilent
		}
		got := buf[:filled+n]
		whole := bytes.LastIndexByte(got, '\n') + 1 // 온전한 줄들의 끝
		until.extend(whole > 0)                     // 바이트마다 미루면 끝없이 미룰 수 있다. 줄마다 미룬다.
		if sent+firstLine(got) > maxLine {
			socket.Write([]byte("\n"))
			return errLineTooLong
		}
		switch {
		case whole > 0:
			sent = 0
		case err != nil || len(got) == len(buf): // 줄바꿈 없는 마지막 줄이거나, 버퍼보다 긴 줄의 앞부분이다.
			whole = len(got)
			sent += whole
		}
		if whole > 0 {
			if _, err := socket.Write(got[:whole]); err != nil {
				return err
			}
		}
		if err != nil {
			return err
		}
		filled = copy(buf, got[whole:])
	}
}

// firstLine은 줄바꿈까지 센 첫 줄의 길이이다. 줄이 다 오지 않았으면 지금까지의 길이이다.
func firstLine(got []byte) int {
	if n := bytes.IndexByte(got, '\n'); n >= 0 {
		return n + 1
	}
	return len(got)
}

// deadlines는 conn의 데드라인이다. 고치는 것도 비용이 드니 1초에 한 번만 미룬다.
type deadlines struct {
	conn        net.Conn
	read, write time.Time // 마지막으로 미룬 때
}

// extend는 쓰는 데드라인을 미룬다. 줄이 끝났으면 읽는 데드라인도 미룬다.
func (d *deadlines) extend(lineEnded bool) {
	now := time.Now()
	if now.Sub(d.write) > time.Second {
		d.write = now
		d.conn.SetWriteDeadline(now.Add(writeTimeout))
	}
	if lineEnded && now.Sub(d.read) > time.Second {
		d.read = now
		d.conn.SetReadDeadline(now.Add(idleTimeout))
	}
}
