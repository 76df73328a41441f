package exercise

import (
	"errors"
	"strings"
)

// Event는 보낼 이벤트 하나이다. 빈 칸은 쓰지 않는다.
type Event struct {
	ID, Name string
	Data     string // 여러 줄일 수 있다
}

// 이 형식에서는 줄바꿈이 칸을 가른다. 그래서 글의 줄바꿈은 칸을 나누어 옮기고, 번호와 이름의 줄바꿈은 받지 않는다.
// 그대로 쓰면 글쓴이가 가짜 칸이나 가짜 이벤트를 끼워 넣을 수 있다. 줄바꿈을 먼저 LF로 맞추면 나머지는 한 가지만 보면 된다.

// Encode는 이벤트를 text/event-stream의 글로 만든다. HTML 표준 9.2.5절.
//
//   - 칸의 차례는 id, event, data이다. 빈 ID와 빈 Name은 쓰지 않는다. data는 비었어도 쓴다.
//   - Data의 줄마다 data 칸을 하나씩 쓴다. CR, LF, CRLF가 모두 줄바꿈이다.
//   - 빈 줄이 이벤트를 끝낸다.
//   - ID나 Name에 줄바꿈이 있거나, ID에 NUL이 있으면 오류를 돌려준다.
func Encode(e Event) (string, error) {
	if strings.ContainsAny(e.ID, "\r\n\x00") || strings.ContainsAny(e.Name, "\r\n") {
		return "", errors.New("번호와 이름에는 줄바꿈을 넣을 수 없습니다")
	}
	var out strings.Builder
	if e.ID != "" {
		out.WriteString("id: " + e.ID + "\n")
	}
	if e.Name != "" {
		out.WriteString("event: " + e.Name + "\n")
	}
	lf := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(e.Data)
	for line := range strings.SplitSeq(lf, "\n") {
		out.WriteString("data: " + line + "\n")
	}
	out.WriteString("\n")
	return out.String(), nil
}
