package exercise

import (
	"context"
	"sync"
	"time"
)

// Board는 한 줄씩 적는 칠판이다. 여러 고루틴이 함께 써도 된다.
type Board struct {
	mu    sync.Mutex
	lines []string
	news  chan struct{} // 다음 Add가 닫는다
}

// 기다리는 사람의 명단을 두지 않는다. 채널을 닫으면 기다리던 모두가 깨어나고, 말없이 떠난 사람이 남기는 것도 없다.
// 셋을 함께 기다린다: 소식, 시간, 손님. 어느 하나를 빼면 늦거나, 끝나지 않거나, 자리가 남는다.
// 자물쇠를 놓기 전에 채널을 얻어 두므로, 보고 나서 기다리기 전에 적힌 소식을 놓치지 않는다.

// NewBoard는 빈 칠판을 만든다.
func NewBoard() *Board { return &Board{news: make(chan struct{})} }

// Add는 한 줄을 적고 그 번호를 준다. 번호는 1부터 하나씩 커진다.
func (b *Board) Add(text string) (id int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.lines = append(b.lines, text)
	close(b.news)
	b.news = make(chan struct{})
	return len(b.lines)
}

// Since는 after번 다음의 줄을 차례로 준다. 하나도 없으면 기다린다(롱폴링). RFC 6202 2절.
//
//   - 새 줄이 적히면 바로 준다.
//   - wait가 지나면 빈 답을 준다. 오류가 아니다.
//   - ctx가 닫히면(손님이 떠나면) 바로 ctx.Err()를 준다.
func (b *Board) Since(ctx context.Context, after int, wait time.Duration) ([]string, error) {
	timeout := time.After(wait)
	for {
		lines, news := b.read(after)
		if len(lines) > 0 {
			return lines, nil
		}
		select {
		case <-news:
		case <-timeout:
			return nil, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// read는 지금 있는 것과, 다음 소식에 닫힐 채널을 함께 준다.
func (b *Board) read(after int) (lines []string, news <-chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.lines[min(max(after, 0), len(b.lines)):], b.news
}
