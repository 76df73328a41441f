// cost는 수업을 같은 일을 하는 상대 옆에 켜고, 메시지 하나에 서버가 쓰는 CPU의 비를 잰다.
// 둘을 번갈아 재므로, 컴퓨터가 바쁜 것은 둘에게 똑같이 미친다.
//
//	go run -C notes/cost .
//	go run -C notes/cost . -only 05 -rounds 3
//
// 리눅스, C 컴파일러, Node.js가 있어야 한다. 없는 상대는 건너뛰고 그렇다고 적는다.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

func main() {
	only := flag.String("only", "", "이 글로 시작하는 것만 잰다. 예: 05")
	rounds := flag.Int("rounds", 9, "번갈아 재는 수")
	peer := flag.String("peer", "", "상대가 된다. 이 프로그램이 스스로 쓴다")
	flag.Parse()
	var err error
	if *peer != "" {
		err = runPeer(*peer)
	} else {
		err = run(*only, *rounds)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(only string, rounds int) error {
	folder, err := os.MkdirTemp("", "cost")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if err := build(folder); err != nil {
		return err
	}
	fmt.Printf("조건: %s/%s, 코어 %d개, %s, 한 컴퓨터 안(loopback). 번갈아 %d번.\n\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version(), rounds)
	fmt.Println("| 무엇 | 상대 | 비율 (작을수록 좋다) | 흩어짐 | 목표 | |\n|---|---|--:|--:|--:|---|")
	for _, c := range contests {
		if !strings.HasPrefix(c.name, only) {
			continue
		}
		ratios, detail, err := c.measure(folder, rounds)
		if err != nil {
			fmt.Printf("| %s | %s | 재지 못함: %v | – | ≤ %.2f | – |\n", c.name, c.against, err, c.want)
			continue
		}
		middle := ratios[len(ratios)/2]
		fmt.Printf("| %s | %s | %.2f | %.2f~%.2f | ≤ %.2f | %s |\n", c.name, c.against, middle, ratios[0], ratios[len(ratios)-1], c.want, verdict(middle <= c.want)+" "+detail)
	}
	for _, m := range memories {
		if !strings.HasPrefix(m.name, only) {
			continue
		}
		perClient, err := m.measure(folder, m.command)
		if err != nil {
			fmt.Printf("| %s | – | 재지 못함: %v | – | ≤ %.0f KiB | – |\n", m.name, err, m.want)
			continue
		}
		against := "–"
		if m.against != "" {
			theirs, err := m.measure(folder, m.theirs)
			if err != nil {
				return err
			}
			against = fmt.Sprintf("%s: %.1f KiB", m.against, theirs)
		}
		fmt.Printf("| %s | %s | %.1f KiB | – | ≤ %.0f KiB | %s |\n", m.name, against, perClient, m.want, verdict(perClient <= m.want))
	}
	return nil
}

func verdict(good bool) string {
	if good {
		return "○"
	}
	return "×"
}

// build는 수업과 상대를 folder에 빌드한다.
func build(folder string) error {
	for _, step := range []struct {
		dir  string
		args []string
	}{
		{"../../..", []string{"go", "build", "-o", folder + "/", "./01-raw-tcp", "./02-udp", "./03-http-polling", "./04-sse", "./05-websocket-echo"}},
		{".", []string{"go", "build", "-o", filepath.Join(folder, "peer"), "."}},
	} {
		cmd := exec.Command(step.args[0], step.args[1:]...)
		cmd.Dir = step.dir
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", strings.Join(step.args, " "), err, out)
		}
	}
	for _, name := range []string{"epoll", "recvfrom"} {
		exec.Command("cc", "-O2", "-o", filepath.Join(folder, name), "peer/"+name+".c").Run() // 없으면 그 상대만 건너뛴다.
	}
	for _, name := range []string{"echo.js", "package.json"} {
		data, err := os.ReadFile("peer/" + name)
		if err != nil {
			return err
		}
		os.WriteFile(filepath.Join(folder, name), data, 0o644)
	}
	npm := exec.Command("npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts")
	npm.Dir = folder
	npm.Run()
	return nil
}

// contest는 한 가지 일을 두 서버에 번갈아 시켜 보는 것이다.
type contest struct {
	name      string
	ours      []string // 켜는 명령. 첫 낱말은 folder 안의 프로그램이다
	against   string
	theirs    []string
	load      load
	otherLoad load // 상대에게 시키는 일이 다를 때
	count     int  // 한 번에 시키는 메시지의 수
	want      float64
}

// measure는 번갈아 잰 비를 작은 것부터 돌려준다.
func (c contest) measure(folder string, rounds int) (ratios []float64, detail string, err error) {
	var servers [2]*server
	loads := [2]load{c.load, c.load}
	if c.otherLoad != nil {
		loads[1] = c.otherLoad
	}
	for i, command := range [][]string{c.ours, c.theirs} {
		if servers[i], err = start(folder, command); err != nil {
			return nil, "", err
		}
		defer servers[i].stop()
		unmeasured := func(do func() error) error { return do() }
		if err := loads[i](servers[i].addr, c.count/4+1, unmeasured); err != nil { // 몸을 푼다.
			return nil, "", fmt.Errorf("%s: %w", command[0], err)
		}
	}
	var each [2][]float64
	for round := range rounds {
		var used [2]float64
		for turn := range 2 {
			i := (turn + round) % 2 // 먼저 재는 쪽을 번갈아 바꾼다.
			err := loads[i](servers[i].addr, c.count, func(do func() error) error {
				before := servers[i].cpu()
				err := do()
				used[i] = float64(servers[i].cpu()-before) / float64(c.count)
				return err
			})
			if err != nil {
				return nil, "", err
			}
			each[i] = append(each[i], used[i]/1000)
		}
		ratios = append(ratios, used[0]/used[1])
	}
	slices.Sort(ratios)
	slices.Sort(each[0])
	slices.Sort(each[1])
	return ratios, fmt.Sprintf("%.2fµs : %.2fµs", each[0][rounds/2], each[1][rounds/2]), nil
}
