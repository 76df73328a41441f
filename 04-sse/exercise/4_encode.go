package exercise

import (
	"errors"
	"time"
)

// ErrField는 번호나 이름에 적을 수 없는 글자가 든 이벤트의 오류이다.
var ErrField = errors.New("번호나 이름에 적을 수 없는 글자가 있습니다")

// Event는 스트림에 쓸 이벤트 하나이다.
type Event struct {
	ID    string        // id 필드. 비었으면 필드를 적지 않는다
	Name  string        // event 필드. 비었으면 필드를 적지 않는다
	Retry time.Duration // retry 필드. 0이면 필드를 적지 않는다. 선에서는 밀리초이다
	Data  string        // 내용. 비었거나 여러 줄이어도 이벤트 하나이다
}

// Encode는 e를 스트림에 쓸 글자로 바꾼다. HTML 표준 9.2.5절의 모양이다. 빈 줄은 맨 끝에 하나뿐이다.
// 브라우저가 읽으면 꼭 이벤트 하나가 되고, 필드의 값은 e에 적힌 그대로이다.
//
//   - Data의 줄바꿈은 CR("\r"), LF("\n"), CRLF("\r\n") 셋뿐이다. 무엇이든 브라우저에서는 "\n" 하나가 된다.
//   - ID나 Name에 CR이나 LF가 있으면 가짜 필드를 꾸밀 수 있다. 떼어 내지 않고 ErrField를 돌려준다.
//   - NUL("\x00")이 든 ID는 브라우저가 버린다. 이것도 ErrField이다.
//
// 테스트는 브라우저가 받은 이벤트를 {번호 이름 내용}로 보여 준다. 브라우저는 앞서 번호 3을 외웠다.
func Encode(e Event) (string, error) {
	return "", Todo // 여기를 고친다.
}
