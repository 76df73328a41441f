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

// load는 addr의 서버에 메시지 messages개를 시킨다. 값은 measured에 넘긴 일만 잰다.
// 손님 천 명이 들어오고 나가는 값은 메시지의 값이 아니다.
type load func(addr string, messages int, measured func(do func() error) error) error

// whole은 준비할 것이 없는 일이다. 처음부터 끝까지 잰다.
func whole(do func(addr string, messages int) error) load {
	return func(addr string, messages int, measured func(func() error) error) error {
		return measured(func() error { return do(addr, messages) })
	}
}

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

// events는 흐름 천 개에 사건을 여덟 개씩 몰아 보낸다. 모두가 받아야 다음 여덟 개를 보낸다.
// 사건은 32바이트이고, 메시지는 흐름에 닿은 사건이다.
func events(addr string, messages int, measured func(func() error) error) error {
	const listeners, burst = 1000, 8
	streams := make([]*bufio.Scanner, listeners)
	for i := range streams {
		conn, err := dial(addr)
		if err != nil {
			return err
		}
		defer conn.Close()
		fmt.Fprintf(conn, "GET /events HTTP/1.1\r\nHost: %s\r\n\r\n", addr)
		response, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			return err
		}
		streams[i] = bufio.NewScanner(response.Body)
	}
	speaker, err := dial(addr)
	if err != nil {
		return err
	}
	defer speaker.Close()
	answers := bufio.NewReader(speaker)
	return measured(func() error {
		for n := range max(1, messages/listeners/burst) {
			// 지난번에 방이 기억한 것과 헷갈리지 않게, 이번에 몇 번째로 몰아 보낸 것인지 적는다.
			mark := fmt.Sprintf("%p-%d-", &streams[0], n)
			if err := say(speaker, answers, addr, mark+strings.Repeat("b", 32-len(mark)), burst); err != nil {
				return err
			}
			err := together(listeners, func(i int) error {
				for seen := 0; seen < burst; {
					if !streams[i].Scan() {
						return fmt.Errorf("%d개 가운데 %d개: %w", burst, seen, streams[i].Err())
					}
					if strings.Contains(streams[i].Text(), mark) {
						seen++
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// say는 같은 글을 times번 이어서 보내고, 모두 201인지 본다.
func say(conn net.Conn, answers *bufio.Reader, addr, text string, times int) error {
	body := "text=" + text
	post := fmt.Sprintf("POST /messages HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s", addr, len(body), body)
	if _, err := io.WriteString(conn, strings.Repeat(post, times)); err != nil {
		return err
	}
	for range times {
		response, err := http.ReadResponse(answers, nil)
		if err != nil {
			return err
		}
		io.Copy(io.Discard, response.Body)
		if response.StatusCode != http.StatusCreated {
			return errors.New(response.Status)
		}
	}
	return nil
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
func echoes(size, window int) load {
	return whole(func(addr string, messages int) error {
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
	})
}

// members는 WebSocket 손님 n명에게 size바이트의 사건을 여덟 개씩 몰아 보낸다. 모두가 받아야 다음 여덟 개를 보낸다.
// deaf이면 아무것도 읽지 않는 손님이 하나 더 있다. 메시지는 손님에게 닿은 사건이다.
func members(n, size int, deaf bool) load {
	return func(addr string, messages int, measured func(func() error) error) error {
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
		return measured(func() error {
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
		})
	}
}
