package exercise

import (
	"errors"
	"io"
)

// ErrLineTooLong은 한도보다 긴 줄의 오류이다.
var ErrLineTooLong = errors.New("줄이 너무 깁니다")

// Lines는 스트림에서 줄을 하나씩 꺼낸다.
type Lines struct {
	r   io.Reader
	max int // 바이트. 줄바꿈은 빼고 센다
	// 필요한 필드(field)를 더한다.
}

// NewLines는 r에서 줄을 꺼낼 Lines를 만든다. 줄은 max바이트까지이다.
func NewLines(r io.Reader, max int) *Lines {
	return &Lines{r: r, max: max}
}

// Next는 다음 줄을 줄바꿈("\n") 없이 돌려준다. bufio를 쓰지 않고 r.Read로 만들어 본다.
//
//   - 줄이 다 왔으면 더 기다리지 않고 돌려준다. 떼는 것은 "\n" 하나뿐이다
//   - 줄바꿈 없이 스트림이 끝났으면, 남은 것이 마지막 줄이다. 남은 것이 없으면 io.EOF
//   - r이 준 다른 오류는, 먼저 온 줄을 다 돌려준 다음에 그대로. 그때 남은 반 줄은 돌려주어도 되고 버려도 된다
//   - 줄이 max바이트를 넘으면, 줄의 끝을 기다리지 않고 바로 ErrLineTooLong. 마지막 줄도 그렇다.
//     그다음에 Next가 무엇을 돌려주는지는 정하지 않는다. 줄바꿈이 끝내 오지 않아도 메모리는 늘지 않는다.
func (l *Lines) Next() (string, error) {
	return "", Todo // 여기를 고친다.
}
