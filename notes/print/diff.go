package main

import (
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// change는 한 단계에서 다음 단계로 바뀐 것이다.
type change struct {
	Info  string   // 노트에서 쓰는 꼴: diff 01-raw-tcp/step1 01-raw-tcp/step2
	Whole []string // 두 파일에서 셈한 차이
	Short []string // 노트가 골라 보인 차이. 없을 수도 있다
}

// steps는 첫 단계의 코드와, 그 뒤로 바뀐 것들이다.
func steps(house fs.FS, folder string, note []section) (first string, all []change, err error) {
	previous := ""
	for n := 1; ; n++ {
		name := folder + "/step" + strconv.Itoa(n)
		code, err := fs.ReadFile(house, name+"/main.go")
		if err != nil && n > 1 {
			return first, all, nil // 단계가 끝났다.
		}
		if err != nil {
			return "", nil, fmt.Errorf("단계의 코드 읽기: %w", err)
		}
		if n == 1 {
			first = string(code)
		} else {
			info := "diff " + path.Join(folder, "step"+strconv.Itoa(n-1)) + " " + name
			all = append(all, change{info, diff(body(previous), body(string(code))), quoted(note, info)})
		}
		previous = string(code)
	}
}

// body는 맨 위의 주석을 뺀 코드의 줄이다. 그 주석은 단계마다 모두 바뀌어서 볼 것을 가린다.
func body(code string) []string {
	_, rest, _ := strings.Cut("\n"+code, "\npackage ")
	return lines("package " + rest)
}

func lines(text string) []string { return strings.Split(strings.TrimRight(text, "\n"), "\n") }

// quoted는 노트에서 info라고 적힌 코드들의 줄이다. 여럿이면 사이에 …을 둔다.
func quoted(note []section, info string) (found []string) {
	for _, s := range note {
		for _, block := range s.Blocks {
			if body, is := strings.CutPrefix(block, "```"+info+"\n"); is {
				if found != nil {
					found = append(found, "…")
				}
				found = append(found, lines(strings.TrimSuffix(body, "```"))...)
			}
		}
	}
	return found
}

// diff는 before를 after로 바꾸는 줄들이다. 바뀐 곳의 앞뒤로 한 줄씩 보이고, 건너뛴 곳에는 …을 둔다.
func diff(before, after []string) (out []string) {
	all := edits(before, after)
	near := func(i int) bool {
		for j := max(0, i-1); j <= min(i+1, len(all)-1); j++ {
			if all[j][0] != ' ' && all[j] != "+" && all[j] != "-" {
				return true
			}
		}
		return false
	}
	skipped := false
	for i, line := range all {
		if !near(i) || line == " " || line == "+" || line == "-" {
			skipped = skipped || !near(i)
			continue
		}
		if skipped && len(out) > 0 {
			out = append(out, "…")
		}
		out, skipped = append(out, line), false
	}
	return out
}

// edits는 모든 줄의 앞에 -, +, 빈칸을 붙인 것이다. 가장 긴 공통부분(LCS)을 남긴다.
func edits(before, after []string) (all []string) {
	common := make([][]int, len(before)+1) // common[i][j]는 before[i:]와 after[j:]에 공통인 줄의 수
	for i := range common {
		common[i] = make([]int, len(after)+1)
	}
	for i := len(before) - 1; i >= 0; i-- {
		for j := len(after) - 1; j >= 0; j-- {
			if before[i] == after[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(before) || j < len(after) {
		switch {
		case i < len(before) && j < len(after) && before[i] == after[j]:
			all = append(all, " "+before[i])
			i, j = i+1, j+1
		case j == len(after) || i < len(before) && common[i+1][j] >= common[i][j+1]:
			all = append(all, "-"+before[i])
			i++
		default:
			all = append(all, "+"+after[j])
			j++
		}
	}
	return all
}
