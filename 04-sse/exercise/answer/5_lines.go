package exercise

import (
	"bufio"
	"io"
	"strings"
)

// 한 바이트씩 보고, CR을 보면 바로 줄을 끝낸다. 뒤에 LF가 올지 기다리지 않고, 오면 그때 건너뛴다. 기다리면
// CR로 끝나는 이벤트가 다음 이벤트가 올 때까지 갇힌다. 기억할 것은 둘뿐이다: 앞 줄이 CR로 끝났는지, 첫 줄인지.
// 한 바이트씩 보아도 느리지 않다. bufio가 한꺼번에 읽어 둔다. 바이트는 모았다가 줄이 끝날 때 문자열로 바꾼다.
// 바이트 하나를 글자 하나로 바꾸면 한글이 깨진다.

// Lines는 스트림을 줄로 나눈다.
type Lines struct {
	r   *bufio.Reader
	bom string // 첫 줄에서 뗄 것. 그다음에는 빈 문자열이다
	cr  bool   // 앞 줄이 CR로 끝났다. 바로 뒤의 LF는 같은 줄바꿈이다
}

// NewLines는 r을 줄로 나눌 Lines를 만든다.
func NewLines(r io.Reader) *Lines {
	return &Lines{r: bufio.NewReader(r), bom: "\ufeff"}
}

// NextLine은 다음 줄을 줄바꿈 없이 돌려준다. HTML 표준 9.2.6절의 줄 나누기이다.
//
//   - 줄은 LF("\n"), CR("\r"), CRLF("\r\n")로 끝난다. 섞여 있어도 되고, 어떻게 나뉘어 와도 된다.
//   - 줄이 끝나면 다음 바이트를 기다리지 않고 바로 돌려준다. CR 뒤에 LF가 올지 기다리지 않는다.
//   - 스트림의 맨 앞에 BOM("\ufeff")이 하나 있으면 뗀다. 다른 곳의 것은 보통 글자이다.
//   - 줄바꿈이 오지 않은 채 끝난 줄은 버리고 io.EOF를 돌려준다. r이 준 다른 오류는 그대로 돌려준다.
//
// 생략: 줄의 길이의 한도. 여기서는 아무리 길어도 받는다.
func (l *Lines) NextLine() (string, error) {
	var text []byte
	for {
		c, err := l.r.ReadByte()
		if err != nil {
			return "", err
		}
		second := l.cr && c == '\n'
		l.cr = c == '\r'
		switch {
		case second: // CRLF의 LF이다.
		case c == '\n' || c == '\r':
			line := strings.TrimPrefix(string(text), l.bom)
			l.bom = ""
			return line, nil
		default:
			text = append(text, c)
		}
	}
}
