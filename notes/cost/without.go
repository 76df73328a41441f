package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"socketworkbook/notes/cost/child"
	"socketworkbook/notes/cost/verdict"
)

// removal은 fast에서 빠르게 하려고 쓴 것 하나를 빼 보는 일이다. 파일의 old를 fresh로 바꾸면 빠진다.
type removal struct {
	what       string
	job, work  string // 어느 표의 어떤 일에서 보나. 이름의 앞부분이다
	file       string // fast 폴더의 파일
	old, fresh string
}

const (
	untilNext  = "		if answer, err = p.handle(answer, f); err != nil {\n			return answer, used, 0, err\n		}\n"
	writeFirst = untilNext + "		if err := p.write(answer); err != nil {\n			return answer, used, 0, err\n		}\n		answer = in[:0]\n"
)

const yieldThenSleep = "runtime.Gosched()\n			time.Sleep(time.Until(sent.Add(gather)))\n"

var removals = []removal{
	{"모아 쓰기", "05", "16B를 64개씩", "websocket/echo.go", untilNext, writeFirst},
	{"여덟 바이트씩 풀기", "05", "64KiB", "websocket/frame.go", "len(src) >= 32 &&", "len(src) < 0 &&"},
	{"스케줄러에 알리지 않기", "05", "16B", "direct/direct_linux.go", "if !ok {", "if !ok || true {"},
	{"스케줄러에 알리지 않기", "01", "하나씩", "direct/direct_linux.go", "if !ok {", "if !ok || true {"},
	{"잠깐 기다리기", "04", "천 명", "sse/follow.go", "gather = 20 *", "gather = 0 *"},
	{"한 번 양보하기", "04", "천 명", "sse/follow.go", "runtime.Gosched()", "_ = runtime.NumCPU"},
	{"양보와 기다리기 둘 다", "04", "천 명", "sse/follow.go", yieldThenSleep, "_, _ = runtime.NumCPU, sent.Add\n			_ = gather\n"},
	{"한 번 적어 모두가 쓰기", "04", "천 명", "sse/follow.go", "s.events == nil ||", "true ||"},
	{"데드라인을 가끔 고치기", "05", "16B", "websocket/write.go", "< time.Second", "< 0"},
	{"데드라인을 가끔 고치기", "01", "하나씩", "tcp/echo.go", "> time.Second", "> -1"},
}

// jobWithout은 fast와, 하나를 뺀 fast에게 같은 일을 시키는 표이다.
func (m removal) jobWithout(number int) job {
	from := jobs[slices.IndexFunc(jobs, func(j job) bool { return strings.HasPrefix(j.name, m.job) })]
	full := from.programs[slices.IndexFunc(from.programs, func(p program) bool { return p.name == "fast" })]
	less := full
	less.name, less.command = m.what, append([]string{fmt.Sprintf("without-%d", number)}, full.command[1:]...)
	at := slices.IndexFunc(from.works, func(w work) bool { return strings.HasPrefix(w.name, m.work) })
	return job{name: from.name, programs: []program{full, less}, works: from.works[at : at+1]}
}

// buildWithout은 하나를 뺀 fast를 folder에 빌드한다. 파일은 그대로 두고, 고친 것으로 보이게만 한다(-overlay).
func (m removal) buildWithout(ctx context.Context, j job, folder string) error {
	file, err := filepath.Abs(filepath.Join("fast", m.file))
	if err != nil {
		return err
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("fast 읽기: %w", err)
	}
	if !strings.Contains(string(data), m.old) {
		return fmt.Errorf("%s에 %q가 없습니다", m.file, m.old)
	}
	name := j.programs[1].command[0]
	changed, overlay := filepath.Join(folder, name+".go"), filepath.Join(folder, name+".json")
	if err := os.WriteFile(changed, []byte(strings.ReplaceAll(string(data), m.old, m.fresh)), 0o644); err != nil {
		return fmt.Errorf("고친 fast 적기: %w", err)
	}
	list, _ := json.Marshal(map[string]any{"Replace": map[string]string{file: changed}})
	if err := os.WriteFile(overlay, list, 0o644); err != nil {
		return fmt.Errorf("고친 fast 적기: %w", err)
	}
	from := strings.TrimPrefix(j.programs[0].command[0], "fast-")
	return child.Run(ctx, folder, ".", "go", "build", "-buildvcs=false", "-overlay="+overlay, "-o", filepath.Join(folder, name), "./fast/"+from)
}

// measureWithout은 only로 시작하는 표의 것을 하나씩 빼 보고, 뺀 것이 CPU를 몇 배 쓰는지 적는다.
func measureWithout(ctx context.Context, only, folder string, rounds int) error {
	fmt.Printf("조건: %s. 번갈아 %d번.\n\n| 무엇을 빼나 | 어디서 보나 | 빼면 | 흩어짐 |\n|---|---|--:|--:|\n", machine(), rounds)
	for i, m := range removals {
		j := m.jobWithout(i)
		if !strings.HasPrefix(j.name, only) {
			continue
		}
		if err := build(ctx, []job{{programs: j.programs[:1]}}, folder); err != nil {
			return err
		}
		if err := m.buildWithout(ctx, j, folder); err != nil {
			return err
		}
		r, err := j.measure(ctx, folder, rounds)
		if err != nil {
			return fmt.Errorf("%s 재기: %w", m.what, err)
		}
		ratios := r.ratios(0, 1, 0)
		if len(ratios) == 0 {
			return fmt.Errorf("%s 재기: %v", m.what, r.trouble)
		}
		fmt.Printf("| %s | %s, %s | %s | %.2f~%.2f |\n", m.what, j.name, j.works[0].name, times(ratios), slices.Min(ratios), slices.Max(ratios))
	}
	return nil
}

// times는 몇 배인지이다. 흩어진 값이 1에 걸쳐 있으면 말할 수 없다고 한다.
func times(ratios []float64) string {
	if slices.Min(ratios) <= 1 && slices.Max(ratios) >= 1 {
		return "말할 수 없음"
	}
	return fmt.Sprintf("%.2f배", verdict.Middle(ratios))
}
