package main

import (
	"flag"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "testdata의 글과 notes/pictures의 순서도를 지금 나온 것으로 고친다")

// replacement는 돌릴 때마다 달라지는 것과 그 자리에 적을 것이다.
type replacement struct {
	pattern *regexp.Regexp
	with    string
}

var loopbackAddr = replacement{regexp.MustCompile(`(127\.0\.0\.1|\[::1\]):\d+`), "127.0.0.1:…"}

// steady는 said에서 돌릴 때마다 달라지는 것을 …로 바꾼다.
func steady(said string) string {
	said = arranged(said)
	for _, v := range []replacement{
		{regexp.MustCompile(`(?m)^ *\d+\.\d{3}s`), "…"},
		loopbackAddr,
		{regexp.MustCompile(`mask=[0-9a-f]{8}`), "mask=…"},
		{regexp.MustCompile(`[A-Za-z0-9+/]{22,27}=`), "…="},
		{regexp.MustCompile(`(Date: +)\S.*`), "$1…"},
		{regexp.MustCompile(`(WS +)\d+(B .*길이=)\d+(\(.*\\"time\\":)`), "$1…$2…$3"}, // 시각의 끝자리가 0이면 짧다.
		{regexp.MustCompile(`\\"time\\":\\"[^"]+\\"`), `\"time\":\"…\"`},
		{regexp.MustCompile(`(HTTP +)\d+(B  (?:요청|본문|응답))`), "$1…$2"}, // 포트의 자릿수, 시각의 0에 따라 다르다.
		{regexp.MustCompile(`(Content-Length: +|본문 )\d+`), "$1…"},
	} {
		said = v.pattern.ReplaceAllString(said, v.with)
	}
	return said
}

// arranged는 적힌 것을 연결과 방향으로 모은다. 두 방향이 엇갈리는 순서는 돌릴 때마다 다르다.
func arranged(text string) string {
	blocks := regexp.MustCompile(`(?m)^ *\d+\.\d{3}s  (#\d+ +.) .*\n(?:^ {20}.*\n)*`).FindAllStringSubmatch(text, -1)
	slices.SortStableFunc(blocks, func(a, b []string) int { return strings.Compare(a[1], b[1]) })
	var out strings.Builder
	for _, block := range blocks {
		out.WriteString(block[0])
	}
	return out.String()
}

// golden은 got이 file에 적어 둔 것과 같은지 본다.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s와 다르다. 나온 것:\n%s", file, got)
	}
}

// pictured는 노트의 순서도가 지금 그린 것과 같은지 본다. 시각과 높이, 두 방향이 엇갈리는 순서는 돌릴 때마다 다르다.
func pictured(t *testing.T, file, drawn string) {
	t.Helper()
	if *update {
		golden(t, file, loopbackAddr.pattern.ReplaceAllString(drawn, loopbackAddr.with))
		return
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, want := rows(drawn), rows(string(kept))
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Errorf("%s는 지금 그린 것과 다르다. go test ./notes/wiretap -update 로 다시 그리고, 눈으로 보라.\n그린 것: %q\n있는 것: %q",
				file, got[min(i, len(got)):min(i+1, len(got))], want[min(i, len(want)):min(i+1, len(want))])
			return
		}
	}
}

// rows는 순서도에서 달라지지 않는 것들이다.
func rows(svg string) []string {
	for _, v := range []replacement{
		loopbackAddr,
		{regexp.MustCompile(`\d+\.\d{3}s`), "…s"},
		{regexp.MustCompile(` (y\d?|height)="\d+"`), ""},
		{regexp.MustCompile(`viewBox="[^"]*"`), ""},
		{regexp.MustCompile(`d="M(\d+) \d+`), `d="M$1`},
		{regexp.MustCompile(`본문 \d+바이트`), "본문 …바이트"},
		{regexp.MustCompile(`(class="HTTP".*>)\d+바이트`), "$1…바이트"},
		{regexp.MustCompile(`time\\\\&#34;:\\\\&#34;[^&\n]*`), "time…"},
		{regexp.MustCompile(`mask=[0-9a-f]{8}`), "mask=…"},
	} {
		svg = v.pattern.ReplaceAllString(svg, v.with)
	}
	lines := strings.Split(svg, "\n")
	slices.Sort(lines)
	return lines
}
