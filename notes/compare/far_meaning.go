package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// rtt와 loss는 옵션에 적힌 왕복 시간(밀리초)과 손실(%)이다. 적지 않았으면 0이다.
func (n network) rtt() float64 {
	length, _ := time.ParseDuration(n.option("-rtt"))
	return milliseconds(length)
}

func (n network) loss() (percent float64) {
	text, isPercent := strings.CutSuffix(n.option("-loss"), "%")
	fmt.Sscanf(text, "%g", &percent)
	if !isPercent {
		percent *= 100
	}
	return percent
}

func (n network) option(name string) string {
	for i := len(n.Args) - 2; i >= 0; i-- {
		if n.Args[i] == name {
			return n.Args[i+1]
		}
	}
	return ""
}

// meaningFar는 잰 값을 문장으로 적는다. 값이 다르면 문장도 다르다. 누가 기다렸는지는 가장 먼 곳에서 말한다. 가까우면
// 컴퓨터가 바쁜 정도에 묻힌다.
func meaningFar(all []network) (sentences []string) {
	farthest := 0.0
	for _, n := range all {
		farthest = max(farthest, n.rtt())
	}
	if farthest == 0 {
		return nil
	}
	for _, n := range all {
		if n.rtt() == farthest && n.loss() == 0 {
			sentences = append(sentences, roundTripSentence(n, nearest(all))...)
		}
	}
	for _, n := range all {
		if n.rtt() == farthest {
			sentences = append(sentences, waitSentence(n)...)
		}
	}
	return sentences
}

// nearest는 왕복 0, 손실 0에서 잰 첫 메시지이다. 재지 않았으면 비어 있다.
func nearest(all []network) map[string]float64 {
	first := map[string]float64{}
	for _, n := range all {
		if n.rtt() == 0 && n.loss() == 0 {
			for _, r := range n.Rows {
				first[r.Name] = r.First.median()
			}
		}
	}
	return first
}

// roundTripSentence는 첫 메시지까지 왕복을 몇 번 했는지이다. 가까운 곳에서 걸린 시간을 빼고 왕복 시간으로 나눈다.
func roundTripSentence(n network, near map[string]float64) []string {
	named := map[int][]string{}
	var counts []int
	for _, r := range n.Rows {
		if r.Trouble != "" || len(r.First) == 0 {
			continue
		}
		trips := int(math.Round((r.First.median() - near[r.Name]) / n.rtt()))
		if named[trips] == nil {
			counts = append(counts, trips)
		}
		named[trips] = append(named[trips], r.Name)
	}
	slices.Sort(counts)
	var parts []string
	for _, trips := range counts {
		parts = append(parts, fmt.Sprintf("%s %d번", strings.Join(named[trips], ", "), trips))
	}
	if parts == nil {
		return nil
	}
	return []string{"첫 메시지까지의 왕복: " + strings.Join(parts, "; ") + "."}
}

// waitSentence는 잃은 것을 누가 얼마나 기다렸는지이다. p50과 p99의 차이가 기다린 시간이다. 둘 다 쟀을 때만 말한다.
func waitSentence(n network) []string {
	tcp, foundTCP := n.row("TCP")
	udp, foundUDP := n.row("UDP")
	if !foundTCP || !foundUDP {
		return nil
	}
	more, less := tcp, udp
	if more.waited() < less.waited() {
		more, less = less, more
	}
	text := fmt.Sprintf("%s: %s의 p99는 p50보다 %s, %s는 %s 늦다. ", n.Name, more.Name, far0(more.waited()), less.Name, far0(less.waited()))
	if n.loss() == 0 {
		return []string{text + "잃은 패킷이 없으므로, 이만큼은 컴퓨터가 바빠서 늦은 것이다."}
	}
	return []string{text + fmt.Sprintf("TCP는 %d개, UDP는 %d개를 잃었다.", tcp.Lost, udp.Lost)}
}

// row는 이름이 name인 줄이다. 재지 못했으면 없다.
func (n network) row(name string) (row farFigures, found bool) {
	for _, r := range n.Rows {
		if r.Name == name && r.Trouble == "" && r.P50 > 0 {
			return r, true
		}
	}
	return row, false
}

func (f farFigures) waited() float64 { return f.P99 - f.P50 }
