package main

import (
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/distance"
	"socketworkbook/internal/lesson/lessontest"
)

// ownConfig는 인증 기관을 이 테스트만의 폴더에 둔다. 받아 둔 라이브러리는 그대로 쓴다.
func ownConfig(t *testing.T) {
	for _, name := range []string{"GOMODCACHE", "GOCACHE"} {
		found, err := exec.Command("go", "env", name).Output()
		if err != nil {
			t.Fatal(err)
		}
		t.Setenv(name, strings.TrimSpace(string(found)))
	}
	lessontest.OwnConfig(t)
}

// 방법마다 첫 메시지까지 왕복을 몇 번 하는지 진짜 선으로 센다. 바쁜 컴퓨터에서는 늦어지므로 가장 짧은 것을 본다.
func TestFarRoundTrips(t *testing.T) {
	lessontest.Slow(t, "먼 네트워크와 수업들을 빌드하고 서버를 여럿 켠다")
	ownConfig(t)
	f := far{Options: distance.Options{Args: []string{"-rtt", "100ms"}}}
	all, err := f.compare(t.Context(), slices.Concat(ways, quicWays), farJob{Firsts: 4, Messages: 5, Every: 50 * time.Millisecond}, t.Output())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]float64{"UDP": 1, "TCP": 2, "WS": 3, "WS TLS": 4, "WT 데이터그램": 3, "WT 스트림": 3}
	for _, name := range []string{"폴링 100ms", "폴링 1s", "롱 폴링", "SSE"} {
		want[name], want[name+withTLS] = 2, 3
	}
	if len(all[0].Rows) != len(want) {
		t.Errorf("%d줄이다", len(all[0].Rows))
	}
	for _, r := range all[0].Rows {
		if r.Trouble != "" || len(r.First) != 4 || r.Lost != 0 || r.P50 < 50 || r.P99 < r.P50 || r.Bytes <= 0 || r.Dropped != 0 {
			t.Errorf("빠진 값이 있다: %+v", r)
			continue
		}
		if trips := slices.Min(r.First) / 100; math.Abs(trips-want[r.Name]) > 0.5 {
			t.Errorf("%s: 왕복 %.2f번", r.Name, trips)
		}
	}
}

// 나쁜 선에서 TCP는 다시 보내고, UDP는 잃는다.
func TestFarLoss(t *testing.T) {
	lessontest.Slow(t, "먼 네트워크를 빌드한다")
	f := far{Options: distance.Options{Args: []string{"-rtt", "20ms", "-loss", "20%", "-seed", "2"}}}
	all, err := f.compare(t.Context(), ways[:2], farJob{Firsts: 2, Messages: 100, Every: 10 * time.Millisecond}, t.Output())
	if err != nil {
		t.Fatal(err)
	}
	tcp, udp := all[0].Rows[0], all[0].Rows[1]
	if tcp.Trouble != "" || tcp.Lost != 0 || tcp.Dropped == 0 || tcp.Again == 0 {
		t.Errorf("%+v", tcp)
	}
	if udp.Trouble != "" || udp.Lost < 10 || udp.Lost > 60 || udp.Dropped != udp.Lost || udp.Again != 0 {
		t.Errorf("%+v", udp)
	}
}

// 틀린 옵션은 한국어 한 줄로 알린다.
func TestFarWrongOption(t *testing.T) {
	lessontest.Slow(t, "먼 네트워크를 빌드한다")
	_, stderr, code := lessontest.Run(t, "", "-only", "UDP", "-rtt", "abc")
	lines := strings.Split(strings.TrimSpace(stderr), "\n")
	if last := lines[len(lines)-1]; code != 1 || !strings.Contains(last, "-rtt: 200ms처럼") || strings.Contains(last, "-control") {
		t.Errorf("상태 %d, %q", code, last)
	}
	if _, stderr, code := lessontest.Run(t, "", "-svg", "x.svg"); code != 1 || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "-far") {
		t.Errorf("상태 %d, %q", code, stderr)
	}
}

// 재는 동안에도, 먼 네트워크를 빌드하는 동안에도 Ctrl-C를 누르면 켜 둔 것도 임시 폴더도 남지 않는다.
func TestFarInterrupt(t *testing.T) {
	lessontest.Slow(t, "먼 네트워크를 빌드한다")
	if runtime.GOOS != "linux" {
		t.Skip("켜 둔 프로세스를 /proc에서 센다")
	}
	ownConfig(t)
	for name, test := range map[string]struct {
		env     string
		started func(folder string) bool
	}{
		"재는 동안":   {"GOFLAGS=", func(folder string) bool { return children(t, folder) >= 7 }}, // 선 셋, 서버 셋, 클라이언트
		"빌드하는 동안": {"GOCACHE=" + t.TempDir(), func(folder string) bool { return building(folder) }},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			cmd := lessontest.Command(t, "-only", "TCP,SSE", "-rtt", "40ms")
			cmd.Env = append(cmd.Env, "TMPDIR="+folder, test.env)
			log, err := cmd.StderrPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			said := make(chan string)
			go func() {
				text, _ := io.ReadAll(log)
				said <- string(text)
			}()
			for deadline := time.Now().Add(2 * time.Minute); !test.started(folder); time.Sleep(10 * time.Millisecond) {
				if time.Now().After(deadline) {
					cmd.Process.Kill()
					t.Fatal("시작하지 않는다")
				}
			}
			begin := time.Now()
			cmd.Process.Signal(os.Interrupt)
			text := <-said
			if err := cmd.Wait(); err != nil || time.Since(begin) > 5*time.Second {
				t.Errorf("%v 만에 %v로 끝났다: %s", time.Since(begin), err, text)
			}
			if left, _ := os.ReadDir(folder); len(left) > 0 || children(t, folder) > 0 {
				t.Errorf("프로세스 %d개, 파일 %v이 남았다", children(t, folder), left)
			}
		})
	}
}

func building(folder string) bool {
	work, _ := filepath.Glob(filepath.Join(folder, "far*", "go-build*", "b*"))
	return len(work) > 0
}
