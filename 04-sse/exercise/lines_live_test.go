//go:build exercise

package exercise_test

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"testing/synctest"

	"socketworkbook/04-sse/exercise"
	"socketworkbook/internal/grader"
)

const (
	waitsForEnd  = "스트림이 끝날 때까지 모음"
	waitsAfterCR = "CR 다음 바이트를 기다림"
	waitsForBOM  = "BOM을 보려고 세 바이트를 기다림"
	keepsBack    = "다 온 줄을 붙들어 둠"
)

// quiets는 어느 바이트에서 조용해져도 다 온 줄은 바로 주는지 본다.
func quiets() error {
	for k := range len(mixed) {
		if err := live([]string{mixed[:k], mixed[k:]}, keepsBack); err != nil {
			return err
		}
	}
	return live(strings.Split(mixed, ""), keepsBack) // 한 글자씩 온다.
}

// live는 pieces가 하나씩 올 때, 다 온 줄을 바로 주는지 본다. 한 번에 온 줄이 여럿이어도 그렇다.
func live(pieces []string, mistake string) error {
	r, w := io.Pipe()
	defer r.Close()
	given := &given{}
	go given.collect(r)
	came := ""
	for _, piece := range pieces {
		came += piece
		if piece != "" {
			go io.WriteString(w, piece)
		}
		synctest.Wait()
		want, got := strings.Join(whole(came), " "), given.text()
		if got == want {
			continue
		}
		if !strings.HasPrefix(want, got) {
			mistake = ""
		} else if mistake == waitsForEnd { // 글자 하나가 더 오면 주는지 본다.
			go io.WriteString(w, "글")
			synctest.Wait()
			mistake = map[bool]string{true: keepsBack, false: waitsForEnd}[given.text() == want]
		}
		if got == "" {
			got = "오지 않은 줄"
		}
		return naming(fmt.Sprintf("%q까지 오면 바로", came), grader.Same(want, got, mistake))
	}
	return nil
}

// given은 NextLine이 준 줄들이다.
type given struct {
	mu    sync.Mutex
	lines []string
}

// collect는 r이 끝날 때까지 줄을 모은다.
func (g *given) collect(r io.Reader) {
	var fallen error
	defer func() {
		if fallen != nil {
			g.add(fallen.Error())
		}
	}()
	defer grader.Recover(&fallen)
	l := exercise.NewLines(r)
	for {
		line, err := l.NextLine()
		if err != nil {
			fallen = err
			return
		}
		g.add(fmt.Sprintf("%q", line))
	}
}

func (g *given) add(line string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.lines = append(g.lines, line)
}

func (g *given) text() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return strings.Join(g.lines, " ")
}
