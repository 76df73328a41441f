package exercise

import (
	"context"
	"time"
)

// Board는 메시지를 적는 게시판이다. 메시지의 번호는 1부터 하나씩 커진다.
// 여러 고루틴이 함께 써도 된다.
type Board struct {
	// 필요한 필드(field)를 더한다.
}

// NewBoard는 빈 게시판을 만든다.
func NewBoard() *Board {
	return &Board{} // 필요하면 고친다.
}

// Add는 메시지를 하나 적고, 기다리던 모두를 깨운다.
func (b *Board) Add(text string) {
	// 여기를 고친다.
}

// Since는 after번보다 뒤의 메시지를 번호순으로 돌려준다. after는 0이거나, 게시판이 이미 준 번호이다.
// 그런 메시지가 있으면 바로, 없으면 기다린다(롱 폴링, RFC 6202 2절).
//
//   - 기다리는 사이에 메시지가 적히면, 그때 바로 그 메시지
//   - wait가 다 지나면 빈 슬라이스. 새 메시지가 없는 것은 오류가 아니다. wait가 0이면 기다리지 않는다
//   - 클라이언트가 떠나면(ctx가 취소되면) 바로 ctx.Err()
//
// wait가 몇 해이든 그만큼 기다리고, 기다리는 동안 깨어나 보지 않는다. 10밀리초마다 들여다보면 서버 안에서 폴링을 하는
// 것이다. 클라이언트가 만 개이면 아무 일이 없어도 서버는 1초에 백만 번 깨어나고, 그러고도 메시지를 늦게 준다.
// 돌아온 다음에 고루틴도, 기다린다고 적어 둔 것도 남기지 않는다. 게시판도 제 고루틴을 두지 않는다.
func (b *Board) Since(ctx context.Context, after int, wait time.Duration) ([]string, error) {
	return nil, Todo // 여기를 고친다.
}
