package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
)

const (
	listeners = 1000
	burst     = 8 // 이벤트를 한 번에 몰아 보내는 수
)

// events는 스트림 천 개에 32바이트의 이벤트를 여덟 개씩 몰아 보낸다. 모두가 받아야 다음 여덟 개를 보낸다.
// 메시지는 스트림 하나에 닿은 이벤트 하나이다.
func events(addr string) (do func(int) error, end func(), err error) {
	conns, err := gather("tcp", addr, listeners+1)
	if err != nil {
		return nil, conns.leave, err
	}
	streams := make([]*bufio.Scanner, listeners)
	for i := range streams {
		fmt.Fprintf(conns[i], "GET /events HTTP/1.1\r\nHost: %s\r\n\r\n", addr)
		response, err := http.ReadResponse(bufio.NewReader(conns[i]), nil)
		if err != nil {
			return nil, conns.leave, err
		}
		streams[i] = bufio.NewScanner(response.Body)
	}
	speaker := conns[listeners]
	answers := bufio.NewReader(speaker)
	said := 0
	do = func(times int) error {
		for range times {
			// 앞에서 몰아 보낸 것과 헷갈리지 않게, 몇 번째인지 적는다. 다른 때의 연결과도 겹치지 않는다.
			said++
			mark := fmt.Sprintf("%p-%d-", answers, said)
			if err := say(speaker, answers, addr, mark+strings.Repeat("b", max(0, 32-len(mark)))); err != nil {
				return err
			}
			err := together(listeners, func(i int) error { return heard(streams[i], []byte(mark)) })
			if err != nil {
				return err
			}
		}
		return nil
	}
	return do, conns.leave, nil
}

// say는 같은 글을 여덟 번 이어 보내고, 모두 201로 답하는지 본다.
func say(speaker io.Writer, answers *bufio.Reader, addr, text string) error {
	body := "text=" + text
	post := fmt.Sprintf("POST /messages HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s", addr, len(body), body)
	if _, err := io.WriteString(speaker, strings.Repeat(post, burst)); err != nil {
		return err
	}
	for range burst {
		if err := answered(answers, http.StatusCreated); err != nil {
			return err
		}
	}
	return nil
}

// heard는 mark가 적힌 이벤트 여덟 개가 올 때까지 읽는다.
func heard(stream *bufio.Scanner, mark []byte) error {
	for seen := 0; seen < burst; {
		if !stream.Scan() {
			return fmt.Errorf("이벤트 %d개 가운데 %d개가 오고 끝났습니다: %v", burst, seen, stream.Err())
		}
		if bytes.Contains(stream.Bytes(), mark) {
			seen++
		}
	}
	return nil
}

// members는 WebSocket 클라이언트 n명에게 size바이트의 이벤트를 여덟 개씩 몰아 보낸다. 모두가 받아야 다음 여덟 개를 보낸다.
// deaf이면 아무것도 읽지 않는 클라이언트가 하나 더 있다. 메시지는 클라이언트 하나에 닿은 이벤트 하나이다.
func members(n, size int, deaf bool) load {
	_, each := wsFrame(size)
	return func(addr string) (do func(int) error, end func(), err error) {
		total := n
		if deaf {
			total++
		}
		conns, err := gather("tcp", addr, total)
		if err != nil {
			return nil, conns.leave, err
		}
		readers := make([]*bufio.Reader, total)
		for i := range readers {
			if readers[i], err = wsOpen(conns[i], "/ws"); err != nil {
				return nil, conns.leave, err
			}
		}
		do = func(times int) error {
			for range times {
				if err := emit(addr, size); err != nil {
					return err
				}
				err := together(n, func(i int) error {
					_, err := readers[i].Discard(burst * each)
					return err
				})
				if err != nil {
					return err
				}
			}
			return nil
		}
		return do, conns.leave, nil
	}
}

// emit은 서버에 size바이트의 이벤트 여덟 개를 내게 한다.
func emit(addr string, size int) error {
	response, err := http.Post(fmt.Sprintf("http://%s/burst/%d", addr, size), "text/plain", nil)
	if err != nil {
		return err
	}
	return response.Body.Close()
}
