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

// load는 addr의 서버에 일을 시킬 연결을 마련한다. do는 그 일을 times번 시키고 모두 끝나기를 기다린다.
// 재는 것은 do뿐이다. 연결하고 끊는 비용은 메시지의 비용이 아니다. end는 연결을 닫는다.
type load func(addr string) (do func(times int) error, end func(), err error)

// together는 n개의 고루틴으로 do를 하고, 오류를 모아 돌려준다.
func together(n int, do func(i int) error) error {
	all := make([]error, n)
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() { all[i] = do(i) })
	}
	wait.Wait()
	return errors.Join(all...)
}

// crowd는 함께 열고 함께 닫는 연결들이다.
type crowd []net.Conn

// gather는 network로 addr에 붙은 연결 n개를 만든다.
func gather(network, addr string, n int) (c crowd, err error) {
	for range n {
		conn, err := net.Dial(network, addr)
		if err != nil {
			c.leave()
			return nil, err
		}
		conn.SetDeadline(time.Now().Add(patience))
		c = append(c, conn)
	}
	return c, nil
}

func (c crowd) leave() {
	for _, conn := range c {
		conn.Close()
	}
}

// lines는 연결 열여섯으로 32바이트의 줄을 batch개씩 이어 보내고, 되돌아온 것을 모두 읽는다.
func lines(batch int) load {
	burst := bytes.Repeat([]byte(strings.Repeat("a", 31)+"\n"), batch)
	return func(addr string) (func(int) error, func(), error) {
		conns, err := gather("tcp", addr, 16)
		do := func(times int) error {
			return together(len(conns), func(i int) error {
				back := make([]byte, len(burst))
				for range times {
					if _, err := conns[i].Write(burst); err != nil {
						return err
					}
					if _, err := io.ReadFull(conns[i], back); err != nil {
						return err
					}
				}
				return nil
			})
		}
		return do, conns.leave, err
	}
}

// datagrams는 64바이트의 데이터그램을 열여섯 개씩 이어 보내고, 되돌아온 것을 모두 읽는다. 넷이 함께 한다.
// 02는 한 주소에 1초에 300번까지만 답한다. 그래서 소켓을 여럿 두고 돌아가며 쓴다.
func datagrams(addr string) (func(int) error, func(), error) {
	const senders, each, window = 4, 250, 16
	conns, err := gather("udp", addr, senders*each)
	used := 0
	do := func(times int) error {
		used += times
		return together(senders, func(i int) error {
			packet := make([]byte, 64)
			for n := used - times; n < used; n++ {
				conn := conns[i*each+n%each]
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
	return do, conns.leave, err
}

// polls는 새 메시지가 없는 방을 연결 넷으로 자꾸 묻는다. 응답은 비어 있다.
func polls(addr string) (func(int) error, func(), error) {
	conns, err := gather("tcp", addr, 4)
	do := func(times int) error {
		return together(len(conns), func(i int) error {
			in := bufio.NewReader(conns[i])
			for range times {
				fmt.Fprintf(conns[i], "GET /messages?after=0 HTTP/1.1\r\nHost: %s\r\n\r\n", addr)
				if err := answered(in, http.StatusOK); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return do, conns.leave, err
}

// answered는 응답 하나를 본문까지 읽고, 상태 코드를 확인한다.
func answered(in *bufio.Reader, status int) error {
	response, err := http.ReadResponse(in, nil)
	if err != nil {
		return err
	}
	io.Copy(io.Discard, response.Body)
	if response.StatusCode != status {
		return errors.New(response.Status)
	}
	return nil
}
