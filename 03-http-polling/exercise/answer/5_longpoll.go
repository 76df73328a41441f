package exercise

import (
	"context"
	"sync"
	"time"
)

// 닫힌 채널은 기다리던 모두를 한꺼번에 깨운다. 누가 기다리는지 명단을 두지 않으므로, 떠난 손님이 남기는 것도 없다.
// 닫힌 채널은 다시 쓸 수 없다. 그래서 Add마다 새 채널로 바꾼다.
// 글을 살피는 일과 채널을 얻는 일은 자물쇠를 한 번 쥔 동안에 함께 한다. 따로 하면 그 사이에 적힌 글을 놓친다.
// 기다릴 때는 자물쇠를 놓는다. 쥐고 기다리면 아무도 글을 적지 못해서, 기다리는 일이 끝나지 않는다.

// Board는 글을 적는 판이다. 글의 번호는 1부터 하나씩 커진다.
// 여러 고루틴이 함께 써도 된다.
type Board struct {
	mu    sync.Mutex
	texts []string      // 번호는 자리에 1을 더한 것이다
	news  chan struct{} // 다음 Add가 닫는다
}

// NewBoard는 빈 판을 만든다.
func NewBoard() *Board {
	return &Board{news: make(chan struct{})}
}

// Add는 글을 하나 적고, 기다리던 모두를 깨운다.
func (b *Board) Add(text string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.texts = append(b.texts, text)
	close(b.news)
	b.news = make(chan struct{})
}

// Since는 after번보다 뒤의 글을 번호순으로 돌려준다. after는 0이거나, 판이 이미 준 번호이다.
// 그런 글이 있으면 바로, 없으면 기다린다(롱폴링, RFC 6202 2절).
//
//   - 기다리는 사이에 글이 적히면, 그때 바로 그 글
//   - wait가 다 지나면 빈 답. 소식이 없는 것은 오류가 아니다. wait가 0이면 기다리지 않는다
//   - 손님이 떠나면(ctx가 끝나면) 바로 ctx.Err()
//
// 돌아온 다음에 고루틴을 남기지 않는다. 판도 제 고루틴을 두지 않는다.
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
		texts, _ = b.look(after) // 깨우는 채널은 글을 나르지 않는다. 다시 본다.
		return texts, nil
	}
}

// look은 after번 다음의 글과, 그다음 글이 적힐 때 닫힐 채널을 함께 준다.
func (b *Board) look(after int) ([]string, <-chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	// 적힌 글은 바뀌지 않고 뒤에만 붙는다. 그래서 베끼지 않고 빌려준다.
	return b.texts[after:len(b.texts):len(b.texts)], b.news
}
