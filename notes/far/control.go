package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"slices"
)

// control은 in의 JSON을 한 줄씩 읽어 선을 바꾼다. 이름은 옵션과 같다: {"rtt": "200ms", "loss": "2%"}
// in이 닫히면 돌아온다. 켠 프로그램이 죽으면 함께 끝나게 된다.
func (w *world) control(in io.Reader, now settings) {
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		next, err := now.change(lines.Bytes())
		if err != nil {
			w.complain(fmt.Errorf("-control 읽기: %w", err))
			continue
		}
		if next.blackout != now.blackout {
			w.link.Blackout(next.blackout.length, next.blackout.after)
			next.blackout = blackout{} // 같은 것을 또 시켜도 다시 끊는다.
		}
		now = next
		w.link.Set(now.config())
	}
}

// change는 한 줄에 적힌 것만 바꾼 settings이다. 하나라도 틀리면 아무것도 바꾸지 않는다.
func (s settings) change(text []byte) (settings, error) {
	before := s
	var wanted map[string]string
	if err := json.Unmarshal(text, &wanted); err != nil {
		return before, fmt.Errorf(`{"rtt": "200ms", "loss": "2%%"}처럼 이름과 값을 모두 따옴표에 넣은 JSON 한 줄이 아닙니다: %.100q`, text)
	}
	set := flag.NewFlagSet("control", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	queue, seed := s.queue, s.seed
	s.flags(set)
	s.queue, s.seed = queue, seed // flags는 이 둘을 기본값으로 되돌린다.
	var names []string
	for name := range wanted {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if set.Lookup(name) == nil {
			return before, fmt.Errorf("모르는 이름 %q", name)
		}
		if err := set.Set(name, wanted[name]); err != nil {
			return before, fmt.Errorf("%s에 %q를 쓸 수 없습니다: %w", name, wanted[name], err)
		}
	}
	return s, nil
}
