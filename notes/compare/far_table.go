package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

var farHead = []string{"방법", "첫 메시지", "최대", "p50", "p95", "p99", "잃음", "바이트", "사라짐", "다시 보냄"}

// printFar는 네트워크마다 표 하나를 적는다. 문장이 먼저이다.
func printFar(out io.Writer, work farJob, all []network, wide bool) {
	width := tableWidth
	if wide { // Markdown은 줄을 스스로 나눈다.
		width = math.MaxInt
	}
	for _, sentence := range meaningFar(all) {
		fmt.Fprintln(out, wrap("- "+sentence, width, "  "))
	}
	for _, n := range all {
		table := [][]string{farHead}
		var troubles []string
		for _, r := range n.Rows {
			if r.Trouble != "" {
				troubles = append(troubles, fmt.Sprintf("%s: 재지 못함. %s", r.Name, r.Trouble))
				continue
			}
			table = append(table, r.cells())
		}
		fmt.Fprintf(out, "\n%s\n\n", n.Name)
		if wide {
			printMarkdown(out, table)
		} else {
			printGrid(out, table)
		}
		for _, trouble := range troubles {
			fmt.Fprintln(out, wrap(trouble, width, "  "))
		}
	}
	fmt.Fprintln(out)
	for _, line := range conditionsFar(work) {
		line = wrap(line, width, "  ")
		if wide {
			line += "  " // 빈칸 둘은 Markdown의 줄바꿈이다.
		}
		fmt.Fprintln(out, line)
	}
}

func (f farFigures) cells() []string {
	first, worst := "잃음", ""
	if len(f.First) > 0 {
		first, worst = far0(f.First.median()), far0(f.First.rank(1))
	}
	return []string{f.Name, first, worst, far0(f.P50), far0(f.P95), far0(f.P99), strconv.Itoa(f.Lost),
		strconv.FormatFloat(f.Bytes, 'f', 0, 64), strconv.Itoa(f.Dropped), strconv.Itoa(f.Again)}
}

// far0은 밀리초까지만 적는다. 그 아래는 컴퓨터가 바쁜 정도가 정한다.
func far0(milliseconds float64) string { return strconv.FormatFloat(milliseconds, 'f', 0, 64) + "ms" }

func conditionsFar(work farJob) []string {
	return []string{
		"조건: " + strings.Replace(machine(), "한 컴퓨터 안(loopback)", "한 컴퓨터 안에 만든 먼 네트워크(notes/far)", 1) + ". 여러 방법을 저마다의 선으로 함께 쟀다.",
		fmt.Sprintf("첫 메시지는 새로 연결하기를 %d번 되풀이해 쟀다. 클라이언트의 첫 패킷이 떠난 때부터 첫 메시지를 본 때까지이다. 가운데 값이고, 최대는 그 가운데 가장 늦은 것이다.", work.Firsts),
		"폴링, 롱 폴링, SSE의 첫 메시지는 이미 적혀 있던 것이다. TCP, UDP, WS는 보낸 것이 되돌아온 것이다.",
		fmt.Sprintf("지연은 그 뒤에 %v마다 보낸 메시지 %d개로 쟀다. 폴링, 롱 폴링, SSE의 메시지는 선을 건너지 않고 서버에 바로 적었다. 그래서 한쪽으로만 건넌다.", work.Every, work.Messages),
		"바이트는 메시지 하나에 선을 지난 것이다. IP와 TCP의 헤더, ACK, 다시 보낸 것까지 두 방향을 더했다. 사라짐과 다시 보냄은 패킷의 수이다.",
		"TCP와 UDP는 01과 02의 서버를, 답을 기다리지 않고 보내는 클라이언트로 쟀다. 01과 02에는 TLS가 없다.",
		"WT(WebTransport)는 되돌려 주는 작은 서버로 쟀다. 수업에는 없다. TLS가 늘 들어 있다.",
	}
}

func printFarJSON(out io.Writer, work farJob, all []network) error {
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(map[string]any{"machine": machine(), "job": work, "networks": all})
}
