// cost는 같은 일을 하는 서버들을 번갈아 재고, 코드가 몇 줄인지와 나란히 적는다.
// 번갈아 재므로, 컴퓨터가 바쁜 것은 모두에게 똑같이 미친다.
//
//	go run -C notes/cost .
//	go run -C notes/cost . -only 05 -rounds 3
//	go run -C notes/cost . -without
//
// 리눅스에서만 잰다. C 컴파일러나 Node.js가 없으면 그 서버만 건너뛴다.
package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"os"
	"runtime"
	"strings"

	"socketworkbook/internal/lesson"
	"socketworkbook/notes/cost/plain"
	"socketworkbook/notes/cost/verdict"
)

func main() {
	only := flag.String("only", "", "이름이 이렇게 시작하는 표만 잰다. 예: 05")
	rounds := flag.Int("rounds", 9, "번갈아 재는 수")
	without := flag.Bool("without", false, "fast에서 하나씩 빼 보고, CPU를 몇 배 쓰는지 잰다")
	server := flag.String("plain", "", "가장 흔한 모양의 서버가 된다: "+strings.Join(plain.Names(), ", "))

	lesson.Main(func(ctx context.Context) error {
		if *server != "" {
			return serve(*server)
		}
		if runtime.GOOS != "linux" {
			return fmt.Errorf("다른 프로세스가 쓴 CPU를 읽는 방법이 시스템마다 달라서, 리눅스에서만 잽니다. 표는 notes/cost.md에 있습니다")
		}
		err := measureAll(ctx, *only, *without, max(1, *rounds))
		if ctx.Err() != nil {
			return nil // Ctrl-C는 실패가 아니다.
		}
		return err
	})
}

// serve는 name의 서버를 빈 포트에 켠다. 첫 줄에 주소를 적는다.
func serve(name string) error {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("포트 열기: %w", err)
	}
	fmt.Fprintln(os.Stderr, ln.Addr())
	return plain.Serve(name, ln)
}

// measureAll은 임시 폴더에 모두 빌드하고, 표를 하나씩 재서 적는다.
func measureAll(ctx context.Context, only string, without bool, rounds int) error {
	var chosen []job
	for _, j := range jobs {
		if strings.HasPrefix(j.name, only) {
			chosen = append(chosen, j)
		}
	}
	if len(chosen) == 0 {
		return fmt.Errorf("%q로 시작하는 표가 없습니다", only)
	}
	folder, err := os.MkdirTemp("", "cost")
	if err != nil {
		return fmt.Errorf("임시 폴더 만들기: %w", err)
	}
	defer os.RemoveAll(folder)
	fmt.Fprintln(os.Stderr, "빌드합니다.")
	if without {
		return measureWithout(ctx, only, folder, rounds)
	}
	if err := build(ctx, chosen, folder); err != nil {
		return err
	}

	fmt.Printf("조건: %s. 번갈아 %d번.\n", machine(), rounds)
	var verdicts []verdict.Goal
	for _, j := range chosen {
		r, err := j.measure(ctx, folder, rounds)
		if err != nil {
			return fmt.Errorf("%s 재기: %w", j.name, err)
		}
		r.print(os.Stdout)
		verdicts = append(verdicts, r.verdicts()...)
	}
	verdict.Print(os.Stdout, verdicts)
	return nil
}

func machine() string {
	return fmt.Sprintf("%s/%s, 코어 %d개, %s, 한 컴퓨터 안(loopback)", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
}
