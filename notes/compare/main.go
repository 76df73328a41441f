// compare는 여섯 수업을 빌드해서 켜고, 같은 일을 시키고, 서버와 클라이언트 사이에서 바이트를 센다.
// 수업의 코드에는 재는 코드가 없다. 재는 것은 사이에 선 중계이다.
//
//	go run ./notes/compare
//	go run ./notes/compare -only SSE,WS -json
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"

	"socketworkbook/internal/lesson"
)

// job은 모든 방법에 똑같이 시키는 일이다.
type job struct {
	Messages int           // 보낼 메시지의 수
	Every    time.Duration // 보내는 간격
	Silence  time.Duration // 그 뒤에 말없이 지켜보는 시간
	Clients  int           // 메모리를 잴 때 붙는 말없는 클라이언트의 수
	Burst    int           // CPU를 잴 때 보낼 메시지의 수
	Rounds   int           // 되풀이하는 수. 말없이 지켜보는 것은 처음 한 번만 한다
}

func main() {
	only := flag.String("only", "", "잴 방법들. 쉼표로 잇는다. 예: SSE,WS")
	asJSON := flag.Bool("json", false, "표 대신 JSON으로 적는다")
	lesson.Main(func(ctx context.Context) error {
		chosen, err := choose(*only)
		if err != nil {
			return err
		}
		// 270ms는 묻는 간격(100ms, 1s)과 박자가 맞지 않는다. 맞으면 지연이 한쪽으로 쏠린다.
		work := job{Messages: 20, Every: 270 * time.Millisecond, Silence: 31 * time.Second, Clients: 1000, Burst: 500, Rounds: 3}
		rows, err := compare(ctx, chosen, work, os.Stderr)
		if err != nil || ctx.Err() != nil {
			return err
		}
		if *asJSON {
			encoder := json.NewEncoder(os.Stdout)
			encoder.SetIndent("", "  ")
			encoder.SetEscapeHTML(false)
			return encoder.Encode(map[string]any{"machine": machine(), "job": work, "rows": rows})
		}
		printTable(os.Stdout, work, rows)
		printMeaning(os.Stdout, rows)
		return nil
	})
}

// choose는 이름으로 방법을 고른다. 비어 있으면 모두이다.
func choose(names string) (chosen []way, err error) {
	if names == "" {
		return ways, nil
	}
	var known []string
	for _, w := range ways {
		known = append(known, w.Name)
	}
	for name := range strings.SplitSeq(names, ",") {
		found := false
		for _, w := range ways {
			if strings.EqualFold(w.Name, strings.TrimSpace(name)) {
				chosen, found = append(chosen, w), true
			}
		}
		if !found {
			return nil, fmt.Errorf("%q라는 방법은 없습니다. 있는 것: %s", name, strings.Join(known, ", "))
		}
	}
	return chosen, nil
}

// compare는 고른 방법을 모두 함께 돌린다. 하나가 실패해도 그 줄에만 적는다.
func compare(ctx context.Context, chosen []way, work job, diary io.Writer) ([]figures, error) {
	folder, err := os.MkdirTemp("", "compare")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	fmt.Fprintf(diary, "수업을 빌드합니다.\n")
	if err := build(ctx, chosen, folder); err != nil {
		return nil, err
	}
	once := time.Duration(work.Messages)*work.Every + time.Duration(work.Burst)*burstEvery
	length := time.Duration(work.Rounds)*once + work.Silence
	fmt.Fprintf(diary, "메시지 %d개를 %v마다 보내기를 %d번 하고, %v 동안 말없이 지켜봅니다. 모두 %d초 넘게 걸립니다.\n",
		work.Messages, work.Every, work.Rounds, work.Silence, int(length.Seconds())+1)

	rows := make([]figures, len(chosen))
	var all sync.WaitGroup
	for i, w := range chosen {
		all.Go(func() {
			// 서버가 멈추거나 클라이언트가 매달려도 이 줄만 포기한다.
			bounded, stop := context.WithTimeout(ctx, length+40*time.Second)
			defer stop()
			rows[i] = figures{Name: w.Name}
			if err := measureAll(bounded, w, work, folder, &rows[i]); err != nil {
				rows[i].Trouble = err.Error()
			}
			if ctx.Err() == nil {
				fmt.Fprintf(diary, "%s: 다 쟀습니다. %s\n", w.Name, rows[i].Trouble)
			}
		})
	}
	all.Wait()
	return rows, nil
}

// measureAll은 한 방법의 모든 값을 work.Rounds번 잰다.
func measureAll(ctx context.Context, w way, work job, folder string, row *figures) error {
	for range work.Rounds {
		if err := measure(ctx, w, work, folder, row); err != nil {
			return err
		}
		work.Silence = 0
		used, err := cpu(ctx, w, work, folder)
		if err != nil {
			return fmt.Errorf("CPU 재기: %w", err)
		}
		held, err := memory(ctx, w, work, folder)
		if err != nil {
			return fmt.Errorf("메모리 재기: %w", err)
		}
		row.CPU, row.Memory = append(row.CPU, used), append(row.Memory, float64(held))
	}
	return nil
}

func machine() string {
	return fmt.Sprintf("%s/%s, 코어 %d개, %s, 한 컴퓨터 안(loopback)", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
}

var errGone = errors.New("클라이언트가 먼저 끝났습니다")
