package exercise

import "socketworkbook/internal/exercise"

// Event는 보낼 이벤트 하나이다. 빈 칸은 쓰지 않는다.
type Event struct {
	ID, Name string
	Data     string // 여러 줄일 수 있다
}

// Encode는 이벤트를 text/event-stream의 글로 만든다. HTML 표준 9.2.5절.
//
//   - 칸의 차례는 id, event, data이다. 빈 ID와 빈 Name은 쓰지 않는다. data는 비었어도 쓴다.
//   - Data의 줄마다 data 칸을 하나씩 쓴다. CR, LF, CRLF가 모두 줄바꿈이다.
//   - 빈 줄이 이벤트를 끝낸다.
//   - ID나 Name에 줄바꿈이 있거나, ID에 NUL이 있으면 오류를 돌려준다.
func Encode(e Event) (string, error) {
	return "", exercise.Todo // 여기를 고친다.
}
