package main

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// stream은 손으로 연 스트림이다. 브라우저와 달리 스스로 돌아오지 않는다.
type stream struct {
	conn   net.Conn
	in     *bufio.Reader
	lastID string // 마지막으로 받은 번호
}

type event struct{ name, data string }

// dial은 마지막 번호를 들고 스트림을 연다. 응답의 헤더만 읽는다.
func dial(lastID string) (*stream, error) {
	conn, err := net.Dial("tcp", *server)
	if err != nil {
		return nil, err
	}
	conn.SetDeadline(time.Now().Add(5 * time.Second))
	defer conn.SetDeadline(time.Time{})
	fmt.Fprintf(conn, "GET /events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: %s\r\n\r\n", lastID)
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return nil, err
	}
	return &stream{conn, bufio.NewReader(response.Body), lastID}, nil
}

func open(lastID string) *stream {
	s, err := dial(lastID)
	if err != nil {
		log.Fatalf("스트림 열기: %v", err)
	}
	return s
}

// next는 다음 이벤트를 읽는다. data가 없는 것은 이벤트가 아니다.
func (s *stream) next() (e event) {
	for {
		line, err := s.in.ReadString('\n')
		if err != nil {
			log.Fatalf("스트림 읽기: %v", err)
		}
		if line == "\n" && e.data != "" {
			return e
		}
		switch field, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": "); field {
		case "id":
			s.lastID = value
		case "event":
			e.name = value
		case "data":
			e.data = strings.TrimPrefix(e.data+"\n"+value, "\n")
		}
	}
}

// until은 글이 text인 이벤트까지 읽고, 읽은 글을 모두 돌려준다.
func (s *stream) until(text string) (texts []string) {
	for {
		e := s.next()
		texts = append(texts, e.data)
		if e.data == text {
			return texts
		}
	}
}

// say는 메시지를 하나 적는다.
func say(text string) {
	response, err := http.PostForm("http://"+*server+"/messages", url.Values{"text": {text}})
	if err != nil {
		log.Fatalf("메시지 적기: %v", err)
	}
	io.Copy(io.Discard, response.Body)
	response.Body.Close()
}
