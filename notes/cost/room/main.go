// room은 천 명이 있는 방 하나를 여러 서버로 켜 두고, 메시지 하나가 한 사람에게 닿는 비용을 번갈아 잰다.
//
//	go run -C notes/cost ./room
//	go run -C notes/cost ./room -only centrifuge -members 100 -rounds 1
//
// 리눅스에서만 잰다. Node.js와 npm이 없으면 Socket.IO만 건너뛴다.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime"
	"strings"

	"socketworkbook/internal/lesson"
)

// plan은 얼마나 잴지이다.
type plan struct{ members, messages, rounds int }

func main() {
	only := flag.String("only", "", "이름이 이렇게 시작하는 서버만 잰다. 예: 06")
	members := flag.Int("members", 1000, fmt.Sprintf("방에 있는 사람의 수. %d보다 많아야 한다", early))
	messages := flag.Int("messages", 120, "한 번에 재는 메시지의 수")
	rounds := flag.Int("rounds", 5, "번갈아 재는 수")

	lesson.Main(func(ctx context.Context) error {
		if runtime.GOOS != "linux" {
			return fmt.Errorf("다른 프로세스가 쓴 CPU를 읽는 방법이 시스템마다 달라서, 리눅스에서만 잽니다. 표는 notes/cost.md에 있습니다")
		}
		err := measure(ctx, *only, plan{max(early+1, *members), max(1, *messages), max(1, *rounds)})
		if ctx.Err() != nil {
			return nil // Ctrl-C는 실패가 아니다.
		}
		return err
	})
}

// measure는 이름이 only로 시작하는 서버들을 임시 폴더에 빌드하고, 재서 적는다.
func measure(ctx context.Context, only string, p plan) error {
	var rows []*row
	for _, s := range servers {
		if strings.HasPrefix(s.name, only) {
			rows = append(rows, &row{server: s})
		}
	}
	if len(rows) == 0 {
		return fmt.Errorf("%q로 시작하는 서버가 없습니다", only)
	}
	folder, err := os.MkdirTemp("", "room")
	if err != nil {
		return fmt.Errorf("임시 폴더 만들기: %w", err)
	}
	defer os.RemoveAll(folder)
	fmt.Fprintln(os.Stderr, "빌드합니다.")
	for _, r := range rows {
		r.trouble = r.build(ctx, folder)
	}
	for round := range p.rounds {
		p.takeTurns(ctx, folder, rows, round)
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	p.print(os.Stdout, rows)
	return nil
}
