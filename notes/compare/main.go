// compare는 수업들을 빌드해서 켜고, 같은 일을 시키고, 서버와 클라이언트 사이에서 바이트를 센다.
// 수업의 코드에는 재는 코드가 없다. 재는 것은 사이에 선 중계이다.
//
//	go run ./notes/compare
//	go run ./notes/compare -only SSE,WS -json
//	go run ./notes/compare -tls
//	go run ./notes/compare -rtt 200ms -loss 2%
//	go run ./notes/compare -far -svg far.svg
//	go run ./notes/compare -live
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"strings"
	"time"

	"socketworkbook/internal/distance"
	"socketworkbook/internal/lesson"
	"socketworkbook/internal/web"
	"socketworkbook/notes/compare/live"
)

// ordinary는 표를 만드는 일이다. 270ms는 묻는 간격(100ms, 1s)과 박자가 맞지 않는다. 맞으면 지연이 한쪽으로 쏠린다.
var ordinary = job{Messages: 20, Every: 270 * time.Millisecond, Silence: 65 * time.Second, Samples: 220, Clients: 1000, Burst: 500, Rounds: 3}

func main() {
	only := flag.String("only", "", "잴 방법들. 쉼표로 잇는다. 예: SSE,WS")
	wide := flag.Bool("wide", false, "모든 값을 넓은 Markdown 표 하나로 적는다")
	asJSON := flag.Bool("json", false, "표 대신 JSON으로 적는다")
	sealed := flag.Bool("tls", false, "TLS를 쓸 때와 쓰지 않을 때를 나란히 잰다")
	page := flag.Bool("live", false, "재지 않고, 브라우저로 보는 비교 페이지를 켠다")
	var distant far
	distant.flags(flag.CommandLine)
	addr := flag.String("addr", live.Addr, "-live일 때 들을 주소")
	lesson.Main(func(ctx context.Context) error {
		if *page {
			return servePage(ctx, *addr, distant.grid)
		}
		if err := distant.check(); err != nil {
			return err
		}
		known := ways
		if distant.asked() {
			known = slices.Concat(ways, quicWays)
		}
		chosen, err := choose(*only, known)
		if err != nil {
			return err
		}
		if distant.asked() {
			return distant.run(ctx, chosen, *wide, *asJSON)
		}
		work, show := ordinary, print
		if *sealed {
			if chosen, err = besideTLS(chosen); err != nil {
				return err
			}
			work.FromSecond, show = true, printTLS
		}
		rows, err := compare(ctx, chosen, work, os.Stderr)
		if ctx.Err() != nil {
			return nil // Ctrl-C를 눌렀다. 빌드나 측정이 실패한 것이 아니다.
		}
		if err != nil {
			return err
		}
		if *asJSON {
			return printJSON(os.Stdout, work, rows)
		}
		show(os.Stdout, work, rows, *wide)
		return nil
	})
}

// servePage는 비교 페이지를 켠다. 먼 네트워크를 청했으면 먼저 빌드한다.
func servePage(ctx context.Context, addr string, distant bool) error {
	serve := live.Serve
	if distant {
		program, remove, err := distance.Build(ctx, os.Stderr)
		if err != nil {
			return err
		}
		defer remove()
		serve = func(ctx context.Context, ln net.Listener) error { return live.ServeFar(ctx, ln, program) }
	}
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("포트 열기: %w", err)
	}
	web.Announce(os.Stderr, addr, ln, "/")
	return serve(ctx, ln)
}

func printJSON(out io.Writer, work job, rows []figures) error {
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(map[string]any{"machine": machine(), "job": work, "rows": rows})
}

func print(out io.Writer, work job, rows []figures, wide bool) {
	if !wide {
		printNarrow(out, work, rows)
		return
	}
	printConditions(out, work)
	printTable(out, rows)
	printMeaning(out, rows)
}

// choose는 이름의 앞부분으로 방법을 고른다. 비어 있으면 모두이다. "폴링"은 폴링 100ms와 폴링 1s이다.
func choose(names string, from []way) (chosen []way, err error) {
	if names == "" {
		return from, nil
	}
	var known []string
	for _, w := range from {
		known = append(known, w.Name)
	}
	for name := range strings.SplitSeq(names, ",") {
		found := false
		for _, w := range from {
			if strings.HasPrefix(flat(w.Name), flat(name)) {
				chosen, found = append(chosen, w), true
			}
		}
		if !found {
			return nil, fmt.Errorf("%q라는 방법은 없습니다. 있는 것: %s", name, strings.Join(known, ", "))
		}
	}
	return chosen, nil
}

// flat은 대소문자와 띄어쓰기를 가리지 않게 한다. "롱폴링"이라고 쳐도 된다.
func flat(name string) string { return strings.ToLower(strings.ReplaceAll(name, " ", "")) }
