package exercise

import (
	"cmp"
	"strconv"
	"strings"
	"time"
)

// Message는 스트림에서 꺼낸 이벤트 하나이다. 브라우저의 MessageEvent와 같다.
type Message struct {
	LastID string // 그때까지 받은 마지막 번호
	Type   string // event 필드. 없거나 비었으면 "message"
	Data   string // data 필드가 여럿이면 "\n"으로 잇는다
}

// 받은 번호(LastID)와 읽고 있는 번호(id)는 다르다. 빈 줄이 와야 받은 것이 된다. 끊긴 뒤에 다시 갈 때는 받은
// 번호를 적어야, 반만 받은 이벤트를 처음부터 다시 받는다.
// data 필드가 있었는지는 내용이 비었는지와 다르다. 그래서 nil인지 본다. 주석과 모르는 필드는 따로 다루지 않는다.
// 아는 이름만 고르면 나머지는 저절로 버려진다.

// Parser는 줄들에서 이벤트를 하나씩 꺼낸다.
type Parser struct {
	LastID string        // 다시 갈 때 Last-Event-ID에 적을 번호
	Retry  time.Duration // 서버가 정해 준 쉬는 시간. 정해 주지 않았으면 0
	line   func() (string, error)
	id     string // 아직 빈 줄이 오지 않은 번호
}

// NewParser는 line이 주는 줄에서 이벤트를 꺼낼 Parser를 만든다. line은 5번의 NextLine과 같은 약속을 지킨다.
func NewParser(line func() (string, error)) *Parser {
	return &Parser{line: line}
}

// Next는 다음 이벤트를 돌려준다. 줄이 끝나면 io.EOF, 끊기면 line이 준 오류이다. HTML 표준 9.2.6절대로 한다.
//
//   - 쌍점으로 시작하는 줄은 주석이다.
//   - 첫 쌍점 앞이 필드의 이름, 뒤가 값이다. 값이 빈칸으로 시작하면 하나만 뗀다. 쌍점이 없으면 줄 전체가 이름이고 값은 빈 문자열이다.
//   - 빈 줄이 오면 그때까지의 번호가 LastID가 된다. data 필드가 하나도 없었으면 이벤트는 없다. 있었으면 다음 줄을 읽지 않고 돌려준다.
//   - id나 event가 여럿이면 마지막 것이 값이다. 번호는 다음 이벤트에도 남고, event와 data는 남지 않는다. NUL("\x00")이 든 번호는 없던 것으로 한다.
//   - retry는 0부터 9까지의 숫자로만 되어 있을 때 밀리초로 읽는다. 빈 줄을 기다리지 않는다. 다시 정할 때까지 남는다.
//   - 모르는 필드는 버린다. 대문자로 적은 이름도 모르는 필드이다.
//   - 빈 줄이 오기 전에 스트림이 끝나면, 그 이벤트와 번호는 버린다.
func (p *Parser) Next() (Message, error) {
	name, data := "", []string(nil)
	for {
		line, err := p.line()
		if err != nil {
			return Message{}, err
		}
		if line == "" {
			p.LastID = p.id
			if data != nil {
				return Message{p.LastID, cmp.Or(name, "message"), strings.Join(data, "\n")}, nil
			}
			name = ""
			continue
		}
		field, value, _ := strings.Cut(line, ":") // 주석은 필드의 이름이 빈 문자열이다. 모르는 필드처럼 버려진다.
		value = strings.TrimPrefix(value, " ")
		switch field {
		case "data":
			data = append(data, value)
		case "event":
			name = value
		case "id":
			if !strings.Contains(value, "\x00") {
				p.id = value
			}
		case "retry":
			// ParseUint는 부호도 받지 않는다. 숫자만 남는다.
			if ms, err := strconv.ParseUint(value, 10, 32); err == nil {
				p.Retry = time.Duration(ms) * time.Millisecond
			}
		}
	}
}
