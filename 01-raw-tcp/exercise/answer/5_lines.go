package exercise

import (
	"bytes"
	"errors"
	"io"
)

// ErrLineTooLong은 한도보다 긴 줄의 오류이다.
var ErrLineTooLong = errors.New("줄이 너무 깁니다")

// 읽은 것에는 줄이 여럿일 수도, 반 줄일 수도 있다. 그래서 읽은 것을 모아 두고, 줄바꿈이 있으면 거기까지 꺼낸다.
// 버퍼는 한도보다 조금만 크다. 줄바꿈을 찾지 못한 채 버퍼가 차면 너무 긴 줄이다. 얼마나 보내오든 메모리는 늘지 않는다.
// Read는 바이트와 오류를 함께 줄 수 있다. 바이트를 먼저 다 꺼낸 다음에 오류를 알린다.

// Lines는 스트림에서 줄을 하나씩 꺼낸다.
type Lines struct {
	r   io.Reader
	max int // 바이트. 줄바꿈은 빼고 센다
	buf []byte
	err error // r이 준 오류. buf를 다 꺼낸 다음에 알린다
}

// NewLines는 r에서 줄을 꺼낼 Lines를 만든다. 줄은 max바이트까지이다.
func NewLines(r io.Reader, max int) *Lines {
	return &Lines{r: r, max: max, buf: make([]byte, 0, max+1)}
}

// Next는 다음 줄을 줄바꿈("\n") 없이 돌려준다.
//
//   - 줄이 다 왔으면 더 기다리지 않고 돌려준다. 떼는 것은 "\n" 하나뿐이다
//   - 줄바꿈 없이 스트림이 끝났으면, 남은 것이 마지막 줄이다. 남은 것이 없으면 io.EOF
//   - r이 준 다른 오류는, 먼저 온 줄을 다 돌려준 다음에 그대로. 그때 남은 반 줄은 돌려주어도 되고 버려도 된다
//   - 줄이 max바이트를 넘으면, 줄의 끝을 기다리지 않고 바로 ErrLineTooLong. 마지막 줄도 그렇다.
//     그다음에 Next가 무엇을 돌려주는지는 정하지 않는다. 줄바꿈이 끝내 오지 않아도 메모리는 늘지 않는다.
func (l *Lines) Next() (string, error) {
	for {
		if i := bytes.IndexByte(l.buf, '\n'); i >= 0 {
			return l.take(i, 1), nil
		}
		if len(l.buf) > l.max {
			return "", ErrLineTooLong
		}
		if l.err != nil && len(l.buf) > 0 {
			return l.take(len(l.buf), 0), nil
		}
		if l.err != nil {
			return "", l.err
		}
		var n int
		n, l.err = l.r.Read(l.buf[len(l.buf):cap(l.buf)])
		l.buf = l.buf[:len(l.buf)+n]
	}
}

// take는 앞의 n바이트를 꺼내고, 그 뒤의 skip바이트는 버린다.
func (l *Lines) take(n, skip int) string {
	line := string(l.buf[:n])
	rest := copy(l.buf, l.buf[n+skip:])
	l.buf = l.buf[:rest]
	return line
}
