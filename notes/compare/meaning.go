package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// meaning은 표에서 읽을 것을 문장으로 적는다. 누가 더 많은지도, 얼마인지도 잰 값에서 나온다. 그래서 옆의 표와 어긋나지 않는다.
// 두 줄을 비교하는 말은 둘 다 쟀을 때만 한다.
func meaning(rows []figures) (sentences []string) {
	measured, good := sound(rows)
	has := func(names ...string) bool {
		return !slices.ContainsFunc(names, func(name string) bool { _, ok := measured[name]; return !ok })
	}
	say := func(format string, values ...any) { sentences = append(sentences, fmt.Sprintf(format, values...)) }
	fast, slow, long := measured["폴링 100ms"], measured["폴링 1s"], measured["롱 폴링"]
	sse, ws := measured["SSE"], measured["WS"]

	if has("폴링 100ms", "SSE") {
		say("메시지 하나에 %s 폴링 100ms의 요청 가운데 빈 응답을 받은 것이 %.0f%%이다.", times(fast, sse, messageBytes), 100*fast.EmptyShare)
	}
	if has("폴링 100ms", "폴링 1s") && len(fast.P50) > 0 && len(slow.P50) > 0 {
		say("폴링의 지연(p50)은 100ms마다 물으면 %s로 간격의 %.2f배, 1초마다 물으면 %s로 %.2f배이다. 메시지가 고르게 온다면 0.5배쯤이다.",
			delay(fast.P50.median()), fast.P50.median()/100, delay(slow.P50.median()), slow.P50.median()/1000)
	}
	if most, least := extremes(good); most.SilentMinute != least.SilentMinute {
		say("아무 일이 없어도 1분에 드는 바이트는 %s %d바이트로 가장 많고, %s %d바이트로 가장 적다.",
			subject(silent(good, most.SilentMinute)), most.SilentMinute, subject(silent(good, least.SilentMinute)), least.SilentMinute)
	}
	if has("SSE", "WS") {
		say("내려온 것만 보면 메시지 하나에 %s", times(sse, ws, func(r figures) float64 { return r.PerMessage[1] }))
	}
	if has("폴링 1s", "롱 폴링") && len(slow.CPU) > 0 && len(long.CPU) > 0 && slices.Max(slow.CPU) < slices.Min(long.CPU) {
		say("CPU는 롱 폴링보다 폴링 1s가 적다. 폴링이 가벼워서가 아니라, 메시지를 한꺼번에 가져갔기 때문이다.")
	}
	if pushed := pushes(good); len(pushed) > 1 {
		say("서버가 먼저 보내는 방법들의 지연(p50)은 %s이다. 한 컴퓨터 안에서 잰 것이므로 순위를 매기지 않는다.", between(slices.Min(pushed), slices.Max(pushed)))
	}
	return sentences
}

// sound는 재지 못한 것을 뺀 줄들이다. 이름으로도 찾을 수 있다.
func sound(rows []figures) (byName map[string]figures, good []figures) {
	byName = map[string]figures{}
	for _, r := range rows {
		if r.Trouble == "" {
			byName[r.Name], good = r, append(good, r)
		}
	}
	return byName, good
}

func printMeaning(out io.Writer, rows []figures) {
	fmt.Fprintln(out)
	for _, sentence := range meaning(rows) {
		fmt.Fprintf(out, "- %s\n", sentence)
	}
}

// times는 둘 가운데 많은 쪽이 적은 쪽의 몇 배인지이다.
func times(a, b figures, of func(figures) float64) string {
	if of(a) < of(b) {
		a, b = b, a
	}
	if of(b) == 0 {
		return fmt.Sprintf("%s %s바이트, %s %s바이트를 썼다.", topic(a.Name), size(of(a)), topic(b.Name), size(of(b)))
	}
	return fmt.Sprintf("%s %s바이트로 %s(%s바이트)의 %.1f배를 썼다.", topic(a.Name), size(of(a)), b.Name, size(of(b)), of(a)/of(b))
}

func messageBytes(r figures) float64 { return r.PerMessage[0] + r.PerMessage[1] }

// extremes는 조용한 1분에 가장 많이 쓴 방법과 가장 적게 쓴 방법이다. 잰 것이 없으면 둘 다 빈 값이다.
func extremes(rows []figures) (most, least figures) {
	if len(rows) == 0 {
		return most, least
	}
	bytes := func(a, b figures) int { return cmp.Compare(a.SilentMinute, b.SilentMinute) }
	return slices.MaxFunc(rows, bytes), slices.MinFunc(rows, bytes)
}

// silent는 조용한 1분에 bytes바이트를 쓴 방법들의 이름이다. 같은 값이면 모두 적는다.
func silent(rows []figures, bytes int) string {
	var names []string
	for _, r := range rows {
		if r.SilentMinute == bytes {
			names = append(names, r.Name)
		}
	}
	return strings.Join(names, ", ")
}

// pushes는 묻지 않아도 서버가 보내는 방법들의 지연이다.
func pushes(rows []figures) (delays []float64) {
	for _, r := range rows {
		if !strings.HasPrefix(r.Name, "폴링") && len(r.P50) > 0 {
			delays = append(delays, r.P50.median())
		}
	}
	return delays
}

// between은 "모두 1ms 미만"이나 "1ms 미만에서 3ms까지"이다.
func between(low, high float64) string {
	if delay(low) == delay(high) {
		return "모두 " + delay(low)
	}
	return delay(low) + "에서 " + delay(high) + "까지"
}

// topic과 subject는 이름에 은/는, 이/가를 붙인다. 로마자로 끝나는 이름은 모두 받침 없이 읽는다.
func topic(name string) string   { return name + particle(name, "은", "는") }
func subject(name string) string { return name + particle(name, "이", "가") }

func particle(name, closed, open string) string {
	last := []rune(name)[len([]rune(name))-1]
	if last >= '가' && last <= '힣' && (last-'가')%28 != 0 {
		return closed
	}
	return open
}
