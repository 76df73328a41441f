package exercise

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
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

// 글자로 된 형식에서는 줄바꿈이 곧 필드의 경계이다. 남이 적은 값에 경계가 들어 있으면 값이 필드가 된다.
// 내용에는 줄바꿈이 있을 수 있으므로 줄마다 필드를 주고, 번호와 이름에는 있을 이유가 없으므로 거절한다. 몰래 떼어 내면
// 서버가 아는 번호와 브라우저가 외운 번호가 달라진다. 쌍점 뒤의 빈칸은 하나가 버려지므로 늘 하나를 적는다.
// 빈 필드의 뜻은 필드마다 다르다. 빈 data는 빈 문자열이고, 빈 id는 외운 번호를 지우고, retry 0은 쉬지 말고 오라는 말이다.

// Encode는 e를 스트림에 쓸 글자로 바꾼다. HTML 표준 9.2.5절의 모양이다. 빈 줄은 맨 끝에 하나뿐이다.
// 브라우저가 읽으면 꼭 이벤트 하나가 되고, 필드의 값은 e에 적힌 그대로이다.
//
//   - Data의 줄바꿈은 CR("\r"), LF("\n"), CRLF("\r\n") 셋뿐이다. 무엇이든 브라우저에서는 "\n" 하나가 된다.
//   - ID나 Name에 CR이나 LF가 있으면 가짜 필드를 꾸밀 수 있다. 떼어 내지 않고 ErrField를 돌려준다.
//   - NUL("\x00")이 든 ID는 브라우저가 버린다. 이것도 ErrField이다.
func Encode(e Event) (string, error) {
	if strings.ContainsAny(e.ID, "\r\n\x00") || strings.ContainsAny(e.Name, "\r\n") {
		return "", ErrField
	}
	var text strings.Builder
	field := func(name, value string) { fmt.Fprintf(&text, "%s: %s\n", name, value) }
	if e.ID != "" {
		field("id", e.ID)
	}
	if e.Name != "" {
		field("event", e.Name)
	}
	if e.Retry > 0 {
		field("retry", strconv.FormatInt(e.Retry.Milliseconds(), 10))
	}
	for line := range strings.SplitSeq(lineBreaks.Replace(e.Data), "\n") {
		field("data", line)
	}
	text.WriteString("\n")
	return text.String(), nil
}

// lineBreaks는 줄바꿈을 LF로 맞춘다. 앞에 적은 짝을 먼저 찾으므로 CRLF가 둘이 되지 않는다.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")
