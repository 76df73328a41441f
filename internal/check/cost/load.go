package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

const patience = 60 * time.Second

// together는 n개의 고루틴으로 do를 하고, 첫 오류를 돌려준다.
func together(n int, do func(i int) error) error {
	all := make([]error, n)
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() { all[i] = do(i) })
	}
	wait.Wait()
	return errors.Join(all...)
}

func dial(addr string) (net.Conn, error) {
	conn, err := net.Dial("tcp", addr)
	if err == nil {
		conn.SetDeadline(time.Now().Add(patience))
	}
	return conn, err
}

// lines는 연결 열여섯으로 32바이트의 줄을 이백쉰여섯 개씩 이어 보내고, 되돌아온 것을 모두 읽는다.
func lines(addr string, messages int) error {
	const conns, batch = 16, 256
	burst := bytes.Repeat([]byte(strings.Repeat("a", 31)+"\n"), batch)
	return together(conns, func(int) error {
		conn, err := dial(addr)
		if err != nil {
			return err
		}
		defer conn.Close()
		back := make([]byte, len(burst))
		for range messages / conns / batch {
			if _, err := conn.Write(burst); err != nil {
				return err
			}
			if _, err := io.ReadFull(conn, back); err != nil {
				return err
			}
		}
		return nil
	})
}

// datagrams는 손님 넷이 64바이트의 데이터그램을 열여섯 개씩 이어 보내고, 되돌아온 것을 모두 읽는다.
func datagrams(addr string, messages int) error {
	const clients, window = 4, 16
	return together(clients, func(int) error {
		conn, err := net.Dial("udp", addr)
		if err != nil {
			return err
		}
		defer conn.Close()
		packet := make([]byte, 64)
		for range messages / clients / window {
			for range window {
				conn.Write(packet)
			}
			conn.SetReadDeadline(time.Now().Add(time.Second))
			for range window {
				if _, err := conn.Read(packet); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// polls는 소식이 없는 방을 자꾸 묻는다. 응답은 비어 있다.
func polls(addr string, messages int) error {
	return together(4, func(int) error {
		conn, err := dial(addr)
		if err != nil {
			return err
		}
		defer conn.Close()
		in := bufio.NewReader(conn)
		for range messages / 4 {
			io.WriteString(conn, "GET /messages?after=0 HTTP/1.1\r\nHost: "+addr+"\r\n\r\n")
			response, err := http.ReadResponse(in, nil)
			if err != nil {
				return err
			}
			if response.StatusCode != 200 {
				return errors.New(response.Status)
			}
			io.Copy(io.Discard, response.Body)
		}
		return nil
	})
}

// listen은 흐름 n개를 열고, 저마다 mark가 times번 올 때까지 읽는다. open은 다 열린 뒤에 부른다.
func listen(addr, request string, n int, mark string, times int, open func() error) error {
	conns := make([]net.Conn, n)
	defer func() {
		for _, conn := range conns {
			if conn != nil {
				conn.Close()
			}
		}
	}()
	for i := range conns {
		var err error
		if conns[i], err = dial(addr); err != nil {
			return err
		}
		if _, err := io.WriteString(conns[i], request); err != nil {
			return err
		}
		if _, err := conns[i].Read(make([]byte, 4096)); err != nil {
			return err
		}
	}
	read := make(chan error)
	go func() {
		read <- together(n, func(i int) error {
			in := bufio.NewReaderSize(conns[i], 16<<10)
			for seen := 0; seen < times; {
				line, err := in.ReadSlice('\n')
				if err != nil {
					return fmt.Errorf("%d번 가운데 %d번: %w", times, seen, err)
				}
				seen += bytes.Count(line, []byte(mark))
			}
			return nil
		})
	}()
	if err := open(); err != nil {
		return err
	}
	return <-read
}

// events는 흐름 천 개에 사건을 여덟 개씩 몰아 보낸다. 사건은 32바이트이고, 메시지는 흐름에 닿은 사건이다.
func events(addr string, messages int) error {
	const listeners, burst = 1000, 8
	bursts := max(1, messages/listeners/burst)
	return listen(addr, "GET /events HTTP/1.1\r\nHost: "+addr+"\r\n\r\n", listeners, "data: bbbb", bursts*burst, func() error {
		conn, err := dial(addr)
		if err != nil {
			return err
		}
		defer conn.Close()
		in := bufio.NewReader(conn)
		body := "text=" + strings.Repeat("b", 32)
		post := fmt.Sprintf("POST /messages HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s", addr, len(body), body)
		for range bursts {
			io.WriteString(conn, strings.Repeat(post, burst)) // 여덟 개를 이어서 보낸다.
			for range burst {
				response, err := http.ReadResponse(in, nil)
				if err != nil {
					return err
				}
				io.Copy(io.Discard, response.Body)
				if response.StatusCode != http.StatusCreated {
					return errors.New(response.Status)
				}
			}
		}
		return nil
	})
}

// wsFrames는 가린 글 프레임 하나이다. 가리개는 0이라서 글이 그대로이다.
func wsFrame(size int) (up []byte, down int) {
	switch {
	case size < 126:
		up, down = []byte{0x81, 0x80 | byte(size)}, 2
	case size < 1<<16:
		up, down = []byte{0x81, 0x80 | 126, byte(size >> 8), byte(size)}, 4
	default:
		up, down = []byte{0x81, 0x80 | 127, 0, 0, 0, 0, byte(size >> 24), byte(size >> 16), byte(size >> 8), byte(size)}, 10
	}
	up = append(up, 0, 0, 0, 0)
	return append(up, bytes.Repeat([]byte("c"), size)...), down + size
}

const wsHandshake = "GET / HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
	"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: example-echo\r\n\r\n"

// wsOpen은 악수를 마친 연결이다.
func wsOpen(addr string) (net.Conn, *bufio.Reader, error) {
	conn, err := dial(addr)
	if err != nil {
		return nil, nil, err
	}
	fmt.Fprintf(conn, wsHandshake, addr)
	in := bufio.NewReaderSize(conn, 64<<10)
	response, err := http.ReadResponse(in, nil)
	if err == nil && response.StatusCode != 101 {
		err = errors.New(response.Status)
	}
	return conn, in, err
}

// echoes는 size바이트의 메시지를 window개씩 이어 보내고, 되돌아온 것을 읽는다.
func echoes(size, window int) func(addr string, messages int) error {
	return func(addr string, messages int) error {
		const conns = 4
		frame, back := wsFrame(size)
		burst := bytes.Repeat(frame, window)
		return together(conns, func(int) error {
			conn, in, err := wsOpen(addr)
			if err != nil {
				return err
			}
			defer conn.Close()
			for range messages / conns / window {
				if _, err := conn.Write(burst); err != nil {
					return err
				}
				if _, err := in.Discard(back * window); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// members는 WebSocket 손님 n명에게 size바이트의 사건을 여덟 개씩 몰아 보낸다. 모두가 받아야 다음 여덟 개를 보낸다.
// deaf이면 아무것도 읽지 않는 손님이 하나 더 있다. 메시지는 손님에게 닿은 사건이다.
func members(n, size int, deaf bool) func(addr string, messages int) error {
	return func(addr string, messages int) error {
		_, each := wsFrame(size)
		bursts := max(1, messages/n/8)
		conns := make([]net.Conn, n+1)
		readers := make([]*bufio.Reader, n+1)
		defer func() {
			for _, conn := range conns {
				if conn != nil {
					conn.Close()
				}
			}
		}()
		for i := range conns {
			if i == n && !deaf {
				break
			}
			conn, err := dial(addr)
			if err != nil {
				return err
			}
			conns[i] = conn
			fmt.Fprint(conn, strings.Replace(fmt.Sprintf(wsHandshake, addr), "GET / ", "GET /ws ", 1))
			readers[i] = bufio.NewReaderSize(conn, 32<<10)
			response, err := http.ReadResponse(readers[i], nil)
			if err != nil || response.StatusCode != 101 {
				return fmt.Errorf("악수: %v, %v", response, err)
			}
		}
		for range bursts {
			response, err := http.Post(fmt.Sprintf("http://%s/burst/%d", addr, size), "text/plain", nil)
			if err != nil {
				return err
			}
			response.Body.Close()
			if err := together(n, func(i int) error {
				_, err := readers[i].Discard(8 * each)
				return err
			}); err != nil {
				return err
			}
		}
		return nil
	}
}
