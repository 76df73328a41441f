package exercise

import "socketworkbook/internal/exercise"

// Received는 흐름에서 꺼낸 이벤트 하나이다.
type Received struct {
	Name string // 없으면 "message"
	Data string // 여러 data 칸은 LF로 잇는다
	ID   string // 그때까지의 마지막 번호
}

// Parse는 끝난 흐름 하나에서 이벤트를 모두 꺼낸다. lastID는 다음에 올 때 Last-Event-ID에 적을 번호이다. HTML 표준 9.2.6절.
//
//   - 첫머리의 BOM(U+FEFF) 하나는 버린다.
//   - 줄은 CR, LF, CRLF로 끝난다. 빈 줄이 이벤트를 끝낸다. 끝나지 않은 마지막 이벤트는 버린다.
//   - 쌍점으로 시작하는 줄은 주석이다. 쌍점 다음의 빈칸은 하나만 버린다. 쌍점이 없는 줄은 이름뿐인 칸이다.
//   - data 칸이 없거나 모두 비어서 글이 빈 이벤트는 나오지 않는다. 그래도 번호는 기억한다.
//   - NUL이 든 id는 없는 것으로 친다. 빈 id는 번호를 지운다.
//   - 이름은 이벤트마다 새로 정한다. 번호는 바뀔 때까지 이어진다.
func Parse(stream string) (events []Received, lastID string, err error) {
	return nil, "", exercise.Todo // 여기를 고친다.
}
