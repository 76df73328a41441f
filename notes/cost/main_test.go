package main

import (
	"bufio"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"socketworkbook/notes/cost/child/childtest"
)

func TestCodeLines(t *testing.T) {
	source := "// 주석\npackage main\n\n/* 여러\n줄 */\nfunc f() { // 뒤의 주석은 코드이다\n}\n\t/* 한 줄 */\n\tx := 1\n"
	if n := codeLines(source); n != 4 {
		t.Errorf("%d줄로 셌다", n)
	}
	for _, j := range jobs {
		for _, p := range j.programs {
			if n, err := countLines(p.files); err != nil || n == 0 {
				t.Errorf("%s, %s: %d줄, %v", j.name, p.name, n, err)
			}
		}
	}
}

// 흩어진 값이 1에 걸쳐 있으면 몇 배라고 말하지 않는다.
func TestTimes(t *testing.T) {
	for want, ratios := range map[string][]float64{"말할 수 없음": {0.98, 1.07, 1.05}, "1.20배": {1.1, 1.2, 1.3}, "0.80배": {0.7, 0.8, 0.9}} {
		if got := times(ratios); got != want {
			t.Errorf("%v가 %s이다", ratios, got)
		}
	}
}

// fast에서 하나씩 뺀 것은 모두 빌드된다. fast의 코드가 바뀌어 뺄 곳이 없어지면 여기에서 안다.
func TestRemovalsBuild(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("리눅스에서만 잰다")
	}
	folder := t.TempDir()
	for i, m := range removals {
		if err := m.buildWithout(t.Context(), m.jobWithout(i), folder); err != nil {
			t.Errorf("%s: %v", m.what, err)
		}
	}
}

// 목표가 가리키는 프로그램과 일은 모두 표에 있다.
func TestGoalsExist(t *testing.T) {
	for _, j := range jobs {
		r := result{job: j, costs: make([][][]float64, len(j.works)), memory: make([][]float64, len(j.programs))}
		for w := range r.costs {
			r.costs[w] = make([][]float64, len(j.programs))
		}
		want := len(j.mostKiB)
		for _, g := range j.goals {
			if r.index(g.ours) < 0 || r.index(g.theirs) < 0 {
				t.Fatalf("%s의 목표 %+v에 없는 프로그램이 있다", j.name, g)
			}
			if want += len(g.works); g.works == nil {
				want += len(j.works)
			}
		}
		if got := len(r.verdicts()); got != want {
			t.Errorf("%s의 목표가 %d개인데 %d개를 본다", j.name, want, got)
		}
	}
}

// Ctrl-C를 누르면 빌드하는 중이든 재는 중이든 금방 끝나고, 프로세스도 임시 폴더도 남지 않는다.
func TestInterrupt(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("리눅스에서만 잰다")
	}
	program := filepath.Join(t.TempDir(), "cost")
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Run("빌드하는 중", func(t *testing.T) {
		childtest.Interrupt(t, program, []string{"-only", "03"}, "GOCACHE="+t.TempDir(), func(temp string, said *bufio.Scanner) {
			for compiling := 0; compiling == 0; time.Sleep(10 * time.Millisecond) { // go가 제 임시 폴더에 컴파일하기 시작할 때까지
				files, _ := filepath.Glob(filepath.Join(temp, "cost*", "go-build*", "*", "*"))
				compiling = len(files)
			}
		})
	})
	t.Run("재는 중", func(t *testing.T) {
		childtest.Interrupt(t, program, []string{"-only", "03"}, "", func(temp string, said *bufio.Scanner) {
			for said.Scan() && !strings.Contains(said.Text(), "재는 중 1/") {
			}
		})
	})
}
