package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestBlocks(t *testing.T) {
	got := blocks("# 제목\n글 하나\n이어짐\n\n```go a.go\na\n\n# b\n```\n![그림](x.svg)\n- 하나\n- 둘\n\n<details>\n<summary>물음</summary>\n\n답\n\n</details>\n끝\r\n")
	want := []string{"# 제목", "글 하나\n이어짐", "```go a.go\na\n\n# b\n```", "![그림](x.svg)", "- 하나\n- 둘", "<details>\n<summary>물음</summary>\n\n답\n\n</details>", "끝"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestSentences(t *testing.T) {
	got := sentences("하나입니다. `a. b`는 코드입니다.\n(괄호 속. 그대로) 셋일까요? **굵은 글. 그대로.** 끝 RFC 3.5절")
	want := []string{"하나입니다.", "`a. b`는 코드입니다.", "(괄호 속. 그대로) 셋일까요?", "**굵은 글. 그대로.**", "끝 RFC 3.5절"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if got := lead([]string{"처음입니다. 다음입니다. 셋째입니다.", "뒤의 **굵은** 문장입니다. 또 하나."}); got != "처음입니다. 다음입니다. 뒤의 **굵은** 문장입니다." {
		t.Errorf("%q", got)
	}
}

func TestDiff(t *testing.T) {
	got := diff(lines("a\nb\nc\nd\ne\nf"), lines("a\nB\nc\nd\ne\nf\ng"))
	if want := []string{" a", "-b", "+B", " c", "…", " f", "+g"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// 넘치면 노트가 고른 것으로 바꾸고, 그래도 넘치면 자른다. 자리가 남으면 첫 단계도 싣는다.
func TestOnePage(t *testing.T) {
	long := slices.Repeat([]string{"+줄"}, 300)
	c := chapter{First: "package main\n", Changes: []change{{"diff a b", long, []string{"+고른 것"}}, {"diff b c", []string{"+하나"}, nil}}}
	if got := strings.Join(onePage(c), ""); !strings.Contains(got, "```diff a b\n+고른 것\n```") || !strings.Contains(got, "package main") {
		t.Errorf("%s", got)
	}
	c.Changes[0].Short, c.First = nil, strings.Repeat("x\n", 90)
	got := onePage(c)
	if n := strings.Count(got[0], "+줄\n"); len(got) != 2 || n < 60 || n > rows || !strings.HasSuffix(got[0], "…\n```\n") {
		t.Errorf("%d개, 첫째는 %d줄: %s", len(got), n, got[0])
	}
}

// 한 화면에 들어가지 않으면 고르게, 되도록 빈 줄에서 나눈다.
func TestPack(t *testing.T) {
	one := func(string) int { return 1 }
	if got := pack(lines("1\n2\n3\n4\n5\n\n7\n8\n9\n10\n11"), 9, one); len(got) != 2 || len(got[0]) != 5 || len(got[1]) != 5 {
		t.Errorf("%q", got)
	}
	if got := pack(lines("1\n2"), 1, func(string) int { return 5 }); len(got) != 2 {
		t.Errorf("한 줄이 한 화면보다 길 때: %q", got)
	}
}

// 그림은 글자나 상자의 가운데에서 잘리지 않는다.
func TestCut(t *testing.T) {
	svg := `<svg viewBox="0 0 960 300" width="960" height="300"><text x="1" y="110">a</text><rect x="1" y="195" height="20"/></svg>`
	var tops []string
	for _, part := range cut(svg, 100) {
		tops = append(tops, canvasOf(part))
	}
	if want := []string{"0 0 960 91", "0 91 960 100", "0 191 960 100", "0 291 960 9"}; !slices.Equal(tops, want) {
		t.Errorf("%q", tops)
	}
}

func canvasOf(svg string) string {
	_, rest, _ := strings.Cut(svg, `viewBox="`)
	box, _, _ := strings.Cut(rest, `"`)
	return box
}

// 남의 파일은 덮어쓰지 않는다. 우리가 쓴 것은 다시 쓴다. 멈추면 아무것도 남지 않는다.
func TestWrite(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "새 폴더")
	ours := []page{{Name: "a.html", Text: []byte(mark + "1")}, {Name: "b.html", Text: []byte(mark + "2")}}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, err := write(stopped, folder, ours); err == nil || !strings.Contains(err.Error(), "Ctrl-C") {
		t.Errorf("%v", err)
	}
	if left, _ := os.ReadDir(folder); len(left) > 0 {
		t.Errorf("%v가 남았다", left)
	}
	for range 2 {
		if paths, err := write(t.Context(), folder, ours); err != nil || len(paths) != 2 {
			t.Fatalf("%q, %v", paths, err)
		}
	}
	theirs := filepath.Join(folder, "b.html")
	if err := os.WriteFile(theirs, []byte("남의 것"), 0o644); err != nil {
		t.Fatal(err)
	}
	ours[0].Text = []byte(mark + "새것")
	if _, err := write(t.Context(), folder, ours); err == nil || !strings.Contains(err.Error(), "덮어쓰지 않습니다") {
		t.Errorf("%v", err)
	}
	first, _ := os.ReadFile(filepath.Join(folder, "a.html"))
	second, _ := os.ReadFile(theirs)
	if left, _ := os.ReadDir(folder); string(first) != mark+"1" || string(second) != "남의 것" || len(left) != 2 {
		t.Errorf("%s, %s, %v", first, second, left)
	}
}

// 명령 하나로 두 파일이 생긴다.
func TestRun(t *testing.T) {
	folder := t.TempDir()
	if err := run(t.Context(), folder); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"print.html", "slides.html"} {
		if text, err := os.ReadFile(filepath.Join(folder, name)); err != nil || !strings.HasPrefix(string(text), "<!DOCTYPE html>") || !strings.HasSuffix(strings.TrimSpace(string(text)), "</html>") {
			t.Errorf("%s: %.50s, %v", name, text, err)
		}
	}
}
