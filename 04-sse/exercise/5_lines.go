package exercise

import (
	"bufio"
	"io"
)

// Lines는 스트림을 줄로 나눈다.
type Lines struct {
	r *bufio.Reader
	// 필요한 필드(field)를 더한다.
}

// NewLines는 r을 줄로 나눌 Lines를 만든다.
func NewLines(r io.Reader) *Lines {
	return &Lines{r: bufio.NewReader(r)}
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
	return "", Todo // 여기를 고친다.
}
