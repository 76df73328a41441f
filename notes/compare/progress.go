package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	lineWidth  = 79 // 좁은 터미널에서도 한 줄이다
	redraw     = time.Second
	plainEvery = 10 * time.Second
)

// progress는 방법마다 지금 무엇을 재는지 알린다. 터미널에서는 한 줄을 고쳐 쓰고, 아니면 줄을 더한다.
type progress struct {
	out      io.Writer
	terminal bool
	begin    time.Time
	length   time.Duration
	names    []string
	stop     chan struct{}
	ended    sync.WaitGroup

	mu    sync.Mutex
	steps map[string]string
	width int // 터미널에 적어 둔 줄의 너비
}

func showProgress(out io.Writer, terminal bool, chosen []way, length time.Duration) *progress {
	p := &progress{out: out, terminal: terminal, begin: time.Now(), length: length, stop: make(chan struct{}), steps: map[string]string{}}
	for _, w := range chosen {
		p.names = append(p.names, w.Name)
	}
	every := plainEvery
	if terminal {
		every = redraw
	}
	p.ended.Go(func() {
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				p.tick()
			case <-p.stop:
				return
			}
		}
	})
	return p
}

// set은 name이 이제 무엇을 하는지 알린다.
func (p *progress) set(name, step string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.steps[name] = step
	if p.terminal {
		p.rewrite(p.line())
		return
	}
	fmt.Fprintf(p.out, "%s: %s\n", name, step)
}

func (p *progress) tick() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.terminal {
		p.rewrite(p.line())
		return
	}
	fmt.Fprintln(p.out, p.line())
}

// line은 걸린 시간과, 하는 일마다 그 일을 하는 방법들이다.
func (p *progress) line() string {
	var steps, parts []string
	doing := map[string][]string{}
	for _, name := range p.names {
		step := p.steps[name]
		if step != "" && !slices.Contains(steps, step) {
			steps = append(steps, step)
		}
		doing[step] = append(doing[step], name)
	}
	for _, step := range steps {
		parts = append(parts, step+": "+strings.Join(doing[step], " "))
	}
	text := fmt.Sprintf("%d초/%d초쯤 | %s", int(time.Since(p.begin).Seconds()), int(p.length.Seconds()), strings.Join(parts, " | "))
	return cut(text, lineWidth)
}

// rewrite는 터미널의 줄을 처음부터 다시 쓴다. 앞의 줄이 더 길었으면 남은 것을 빈칸으로 지운다.
func (p *progress) rewrite(line string) {
	fmt.Fprintf(p.out, "\r%s%s", line, blank(line, p.width))
	p.width = columns(line)
}

// end는 알리기를 멈추고, 터미널의 줄을 지운다.
func (p *progress) end() {
	close(p.stop)
	p.ended.Wait()
	if p.terminal {
		p.rewrite("")
		fmt.Fprint(p.out, "\r")
	}
}

func isTerminal(out io.Writer) bool {
	file, ok := out.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
