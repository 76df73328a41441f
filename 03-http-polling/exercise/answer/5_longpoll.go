package exercise

import (
	"context"
	"sync"
	"time"
)

// 채널이 닫히면 기다리던 고루틴이 모두 깨어난다. 누가 기다리는지 목록을 두지 않으므로, 떠난 클라이언트가 남기는 것도 없다.
// 닫힌 채널은 다시 쓸 수 없다. 그래서 Add마다 새 채널로 바꾼다.
// 메시지를 살피는 일과 채널을 얻는 일은 락을 한 번 쥔 동안에 함께 한다. 따로 하면 그 사이에 적힌 메시지를 놓친다.
// 기다릴 때는 락을 놓는다. 쥐고 기다리면 아무도 메시지를 적지 못해서, 기다리는 일이 끝나지 않는다.

// Board는 메시지를 적는 게시판이다. 메시지의 번호는 1부터 하나씩 커진다.
// 여러 고루틴이 함께 써도 된다.
type Board struct {
	mu    sync.Mutex
	texts []string      // 번호는 자리에 1을 더한 것이다
	news  chan struct{} // 다음 Add가 닫는다
}

// NewBoard는 빈 게시판을 만든다.
func NewBoard() *Board {
	return &Board{news: make(chan struct{})}
}

// Add는 메시지를 하나 적고, 기다리던 모두를 깨운다.
func (b *Board) Add(text string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.texts = append(b.texts, text)
	close(b.news)
	b.news = make(chan struct{})
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
	texts, news := b.look(after)
	if len(texts) > 0 {
		return texts, nil
	}
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-time.After(wait):
		return nil, nil
	case <-news:
		texts, _ = b.look(after) // 깨우는 채널은 메시지를 나르지 않는다. 다시 본다.
		return texts, nil
	}
}

// look은 after번 다음의 메시지와, 그다음 메시지가 적힐 때 닫힐 채널을 함께 준다.
func (b *Board) look(after int) ([]string, <-chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	// 적힌 메시지는 바뀌지 않고 뒤에만 붙는다. 그래서 복사하지 않고 빌려준다.
	return b.texts[after:len(b.texts):len(b.texts)], b.news
}
