package main

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"time"
)

const (
	shortestWait = 10 * time.Millisecond // 서버가 정해 준 시간이라도 이 안에서 따른다
	longestWait  = time.Minute
	maxEvent     = 1 << 20 // 바이트. 빈 줄을 보내지 않는 서버에게서 메모리를 지킨다
)

// event는 스트림에서 꺼낸 이벤트 하나이다.
type event struct{ id, name, data string }

// parser는 스트림의 줄을 모아 이벤트로 만든다. 스트림이 바뀌어도 번호와 쉬는 시간은 기억한다.
type parser struct {
	lines  *bufio.Scanner
	lastID string        // 마지막으로 받은 번호
	wait   time.Duration // 다시 갈 때까지 쉬는 시간. 서버가 retry로 정해 준다
}

// read는 이제부터 body를 읽는다.
func (p *parser) read(body io.Reader) {
	p.lines = bufio.NewScanner(body)
	p.lines.Buffer(nil, maxEvent)
}

// next는 다음 이벤트를 준다. 스트림이 끝나면 false이다.
// 생략: 첫머리의 BOM, CR만으로 끝나는 줄, NUL이 든 번호.
func (p *parser) next() (event, bool) {
	e, size := event{id: p.lastID}, 0
	var data []string
	for p.lines.Scan() && size <= maxEvent {
		line := p.lines.Text()
		size += len(line)
		if line == "" { // 빈 줄이 이벤트를 끝낸다. 끝나지 않은 이벤트의 번호는 받은 번호가 아니다.
			p.lastID = e.id
			if data != nil {
				e.data = strings.Join(data, "\n")
				return e, true
			}
			e.name, size = "", 0
			continue
		}
		field, value, _ := strings.Cut(line, ":") // 쌍점으로 시작하는 줄(주석)은 필드의 이름이 없다.
		value = strings.TrimPrefix(value, " ")
		switch field {
		case "id":
			e.id = value
		case "event":
			e.name = value
		case "data":
			data = append(data, value)
		case "retry":
			p.rest(value)
		}
	}
	return event{}, false
}

// rest는 서버가 정해 준 쉬는 시간(밀리초)을 읽는다. 수가 아니면 듣지 않는다.
func (p *parser) rest(value string) {
	if ms, err := strconv.ParseUint(value, 10, 32); err == nil {
		p.wait = min(max(time.Duration(ms)*time.Millisecond, shortestWait), longestWait)
	}
}
