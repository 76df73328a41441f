package main

import (
	"context"
	"fmt"
	"time"
)

const early = 10 // 메모리를 재기 전에 먼저 들어오는 사람의 수. 서버가 처음 한 번만 하는 일을 마치게 한다

// seat은 이번에 켜 둔 서버와 거기 들어간 사람들이다.
type seat struct {
	*row
	running
	crowd crowd
	told  int // 지금까지 말한 메시지의 수
}

// cost는 서버와 브로커가 쓴 CPU와, 서버가 보낸 바이트이다.
type cost struct {
	server, broker time.Duration
	bytes          int64
}

// open은 서버를 켜고 members명을 들여보내면서, 한 사람의 메모리와 들어오는 비용을 잰다.
func (s *seat) open(ctx context.Context, folder string, members int) (err error) {
	if s.running, err = s.start(ctx, folder); err != nil {
		return err
	}
	if _, _, err := s.admit(ctx, early); err != nil {
		return err
	}
	cpu, memory, err := s.admit(ctx, members-early)
	if err != nil {
		return err
	}
	s.enter = append(s.enter, cpu.Seconds()*1000/float64(members-early))
	s.memory = append(s.memory, memory/float64(members-early))
	return nil
}

// admit은 n명을 한 사람씩 들여보내고 서버가 조용해질 때까지 기다린다. 그동안 쓴 CPU와 늘어난 메모리(KiB)를 돌려준다.
func (s *seat) admit(ctx context.Context, n int) (cpu time.Duration, memory float64, err error) {
	before, err := s.Resident()
	if err != nil {
		return 0, 0, err
	}
	cpu, _, err = s.during(func() error {
		for range n {
			m, err := enter(ctx, s.Addr, s.dialect)
			if err != nil {
				return fmt.Errorf("%d번째 사람: %w", len(s.crowd)+1, err)
			}
			s.crowd = append(s.crowd, m)
		}
		return nil
	})
	if err != nil {
		return 0, 0, err
	}
	after, err := s.Resident()
	return cpu, after - before, err
}

// talk는 메시지를 burst개씩 times번 말한다. 모두에게 닿아야 다음 것을 말한다.
func (s *seat) talk(ctx context.Context, burst, times int) (used cost, err error) {
	before := s.crowd.received()
	used.server, used.broker, err = s.during(func() error {
		for range times {
			if err := s.crowd.tell(ctx, s.told+1, burst); err != nil {
				return fmt.Errorf("%d번째 메시지: %w", s.told+1, err)
			}
			s.told += burst
		}
		return nil
	})
	used.bytes = s.crowd.received() - before
	return used, err
}

// end는 서버를 먼저 끈다. 사람들이 먼저 나가면 남은 사람들에게 알리느라 오래 걸린다.
func (s *seat) end() {
	s.stop()
	s.crowd.leave()
}
