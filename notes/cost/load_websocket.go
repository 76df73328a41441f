package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"net/http"
)

const wsHandshake = "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
	"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: example-echo\r\n\r\n"

// wsOpen은 conn에서 핸드셰이크를 마친다.
func wsOpen(conn net.Conn, path string) (*bufio.Reader, error) {
	fmt.Fprintf(conn, wsHandshake, path, conn.RemoteAddr())
	in := bufio.NewReaderSize(conn, 64<<10)
	response, err := http.ReadResponse(in, nil)
	if err == nil && response.StatusCode != http.StatusSwitchingProtocols {
		err = errors.New(response.Status)
	}
	return in, err
}

// wsFrame은 size바이트의 텍스트를 담은, 마스킹된 프레임이다. down은 돌아올 프레임의 길이이다.
func wsFrame(size int) (up []byte, down int) {
	switch {
	case size < 126:
		up = []byte{0x81, 0x80 | byte(size)}
	case size < 1<<16:
		up = binary.BigEndian.AppendUint16([]byte{0x81, 0x80 | 126}, uint16(size))
	default:
		up = binary.BigEndian.AppendUint64([]byte{0x81, 0x80 | 127}, uint64(size))
	}
	down = len(up) + size
	key := []byte{1, 2, 3, 4}
	up = append(up, key...)
	for i := range size {
		up = append(up, 'c'^key[i%4])
	}
	return up, down
}

// echoes는 연결 넷으로 size바이트의 메시지를 window개씩 이어 보내고, 되돌아온 것을 모두 읽는다.
func echoes(size, window int) load {
	frame, back := wsFrame(size)
	frames := bytes.Repeat(frame, window)
	return func(addr string) (do func(int) error, end func(), err error) {
		conns, err := gather("tcp", addr, 4)
		if err != nil {
			return nil, conns.leave, err
		}
		readers := make([]*bufio.Reader, len(conns))
		for i := range readers {
			if readers[i], err = wsOpen(conns[i], "/"); err != nil {
				return nil, conns.leave, err
			}
		}
		do = func(times int) error {
			return together(len(conns), func(i int) error {
				for range times {
					if _, err := conns[i].Write(frames); err != nil {
						return err
					}
					if _, err := readers[i].Discard(back * window); err != nil {
						return err
					}
				}
				return nil
			})
		}
		return do, conns.leave, nil
	}
}
