package main

import (
	"context"
	"runtime"
	"strconv"
	"sync"
	"time"

	"socketworkbook/internal/room"
)

const gather = 20 * time.Millisecond // 방금 보낸 클라이언트에게는 이만큼 모았다가 보낸다

// follow는 last번 다음의 메시지를 차례로 보내고, 새것이 적히기를 기다린다. 끝난 이유를 돌려준다.
func (s *server) follow(ctx context.Context, stream *stream, last uint64, again bool) error {
	defer stream.extend() // 마지막 조각을 쓸 시간이다. 조용하던 스트림은 데드라인이 이미 지났다.
	cut, beat := s.cutting(), time.Tick(heartbeat)
	var sent time.Time // 메시지를 마지막으로 내보낸 때
	for {
		stream.extend()
		messages, missed := s.room.Since(last)
		if again && missed > 0 {
			stream.event("missed", strconv.FormatUint(missed, 10))
		}
		if len(messages) > 0 {
			stream.w.Write(s.shared.encode(last, messages))
			last, again = messages[len(messages)-1].ID, true
			sent = time.Now()
		}
		if err := stream.flush(); err != nil {
			return err
		}
		select {
		case <-s.room.News(last):
			// 메시지는 몰려온다. 첫 메시지는 바로 보내고, 곧이어 온 것은 조금 모아 한 번에 보낸다. 늦어도 20ms이다.
			// 바로 보낼 때도 한 번은 양보한다. 메시지를 적던 고루틴이 그 사이에 몇 개를 더 적는다.
			// 천 명에게 여덟 번씩 쓰는 대신 한두 번씩 쓴다.
			runtime.Gosched()
			time.Sleep(time.Until(sent.Add(gather)))
		case <-beat: // 조용한 연결은 중간의 프록시가 끊을 수 있다.
			stream.comment("아직 여기 있습니다")
		case <-cut:
			return errCut
		case <-ctx.Done(): // 클라이언트가 떠났거나 서버가 멈춘다.
			return ctx.Err()
		}
	}
}

// shared는 방금 이벤트로 적어 둔 메시지들이다. 모두가 같은 것을 기다리다 함께 깨어난다.
// 그래서 처음 깨어난 고루틴이 적은 것을 나머지가 그대로 쓴다. 천 번 적을 것을 한 번 적는다.
type shared struct {
	mu          sync.Mutex
	after, last uint64
	events      []byte // 적은 뒤에는 바뀌지 않는다
}

// encode는 after번 다음의 메시지들을 이벤트로 적는다. messages는 비어 있지 않다.
func (s *shared) encode(after uint64, messages []room.Message) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	if last := messages[len(messages)-1].ID; s.events == nil || s.after != after || s.last != last {
		s.after, s.last, s.events = after, last, nil
		for _, m := range messages {
			s.events = appendMessage(s.events, m.ID, m.Text)
		}
	}
	return s.events
}
