package exercise

import (
	"bufio"
	"cmp"
	"io"
	"strconv"
	"strings"
	"time"
)

// Message는 흐름에서 꺼낸 이벤트 하나이다. 브라우저의 MessageEvent와 같다.
type Message struct {
	LastID string // 그때까지 받은 마지막 번호
	Type   string // event 칸. 없거나 비었으면 "message"
	Data   string // data 칸이 여럿이면 "\n"으로 잇는다
}

// 줄을 나누는 일(line)과 줄을 읽는 일(Next)을 나누면 둘 다 쉬워진다. line은 한 바이트씩 보고, CR을 보면 바로
// 줄을 끝낸다. 뒤에 LF가 올지 기다리지 않고, 오면 그때 건너뛴다. 기다리면 CR로 끝나는 이벤트가 다음 이벤트가 올 때까지
// 갇힌다. 한 바이트씩 보아도 느리지 않다. bufio가 한꺼번에 읽어 둔다.
// 받은 번호(LastID)와 읽고 있는 번호(id)는 다르다. 빈 줄이 와야 받은 것이 된다.
// data 칸이 있었는지는 글이 비었는지와 다르다. 그래서 nil인지 본다.

// Parser는 흐름에서 이벤트를 하나씩 꺼낸다.
type Parser struct {
	LastID string        // 다시 갈 때 Last-Event-ID에 적을 번호
	Retry  time.Duration // 서버가 정해 준 쉬는 시간. 정해 주지 않았으면 0
	r      *bufio.Reader
	bom    string // 첫 줄에서 뗄 것. 그다음에는 빈 글이다
	id     string // 아직 빈 줄이 오지 않은 번호
	cr     bool   // 앞 줄이 CR로 끝났다. 바로 뒤의 LF는 같은 줄바꿈이다
}

// NewParser는 r에서 이벤트를 꺼낼 Parser를 만든다.
func NewParser(r io.Reader) *Parser {
	return &Parser{r: bufio.NewReader(r), bom: "\ufeff"}
}

// Next는 다음 이벤트를 돌려준다. 빈 줄이 오면 다음 바이트를 기다리지 않고 바로 돌려준다.
// 흐름이 끝나면 io.EOF, 끊기면 r이 준 오류이다. HTML 표준 9.2.6절대로 한다.
//
//   - 줄은 LF, CR, CRLF로 끝난다. 섞여 있어도 되고, 어떤 조각으로 와도 된다.
//   - 흐름의 맨 앞에 BOM(U+FEFF)이 하나 있으면 뗀다. 다른 곳의 것은 보통 글자이다.
//   - 쌍점으로 시작하는 줄은 주석이다.
//   - 첫 쌍점 앞이 칸의 이름, 뒤가 값이다. 값이 빈칸으로 시작하면 하나만 뗀다. 쌍점이 없으면 값은 빈 글이다.
//   - 빈 줄이 오면 그때까지의 번호가 LastID가 된다. data 칸이 하나도 없었으면 이벤트는 없다.
//   - 번호는 다음 이벤트에도 남고, event와 data는 남지 않는다. NUL이 든 번호는 없던 것으로 한다.
//   - retry는 0부터 9까지의 숫자로만 되어 있을 때 밀리초로 읽는다. 모르는 칸은 버린다.
//   - 빈 줄이 오기 전에 흐름이 끝나면, 그 이벤트와 번호는 버린다.
//
// 생략: 줄과 이벤트의 길이의 한도. 여기서는 아무리 길어도 받는다.
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
		field, value, _ := strings.Cut(line, ":") // 주석은 칸의 이름이 빈 글이다. 모르는 칸처럼 버려진다.
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

// line은 다음 줄을 줄바꿈 없이 돌려준다. 줄바꿈이 오지 않은 채 끝난 줄은 버린다.
func (p *Parser) line() (string, error) {
	var text []byte
	for {
		c, err := p.r.ReadByte()
		if err != nil {
			return "", err
		}
		second := p.cr && c == '\n'
		p.cr = c == '\r'
		switch {
		case second: // CRLF의 LF이다.
		case c == '\n' || c == '\r':
			line := strings.TrimPrefix(string(text), p.bom)
			p.bom = ""
			return line, nil
		default:
			text = append(text, c)
		}
	}
}
