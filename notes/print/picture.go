package main

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var (
	canvas = regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)" width="\d+" height="\d+"`)
	drawn  = regexp.MustCompile(`<(text|rect)[^>]*? y="(\d+)"[^>]*`)
	tall   = regexp.MustCompile(` height="(\d+)"`)
)

const overflow = 30 // 글자를 피해 위로 옮겨 자른 만큼 뒤로 밀린다

// size는 그림(SVG)의 너비와 높이이다.
func size(svg string) (width, height float64) {
	found := canvas.FindStringSubmatch(svg)
	if found == nil {
		return 0, 0
	}
	width, _ = strconv.ParseFloat(found[1], 64) // 정규식이 수만 고른다.
	height, _ = strconv.ParseFloat(found[2], 64)
	return width, height
}

// cut은 그림을 높이가 most보다 낮은 것들로 자른다. 줄이면 마지막 줄에서 글자를 읽지 못한다.
// 글자나 상자의 가운데에서는 자르지 않는다.
func cut(svg string, most int) (parts []string) {
	width, end := size(svg)
	if width == 0 {
		return nil
	}
	busy := map[int]bool{}
	for _, found := range drawn.FindAllStringSubmatch(svg, -1) {
		y, _ := strconv.Atoi(found[2])
		from, to := y-18, y+6 // 글자의 y는 밑줄이다.
		if found[1] == "rect" {
			from, to = y, y+30
			if h := tall.FindStringSubmatch(found[0]); h != nil {
				more, _ := strconv.Atoi(h[1])
				to = y + more
			}
		}
		for ; from <= to; from++ {
			busy[from] = true
		}
	}
	count := (int(end) + most - 1) / most
	each := min(most, int(end)/count+overflow) // 고르게 나눈다. 끝에 한 줄만 남지 않게
	for top := 0; top < int(end); {
		bottom := min(top+each, int(end))
		for bottom < int(end) && busy[bottom] && bottom > top+most/2 {
			bottom--
		}
		box := fmt.Sprintf(`viewBox="0 %d %.0f %d" width="%.0f" height="%d"`, top, width, bottom-top, width, bottom-top)
		parts = append(parts, strings.Replace(svg, canvas.FindString(svg), box, 1))
		top = bottom
	}
	return parts
}

// address는 그림을 주소 안에 통째로 적은 것이다.
func address(svg string) string {
	return "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString([]byte(svg))
}
