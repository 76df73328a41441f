package main

import (
	"fmt"
	"testing"

	"socketworkbook/internal/browser"
)

// draw는 마우스로 긋는 것처럼 한다. 자리는 칠판의 너비와 높이에 대한 비율이다.
func draw(page *browser.Page, from, to float64) {
	browser.Eval[bool](page, fmt.Sprintf(`(() => {
		const pad = document.querySelector("#mine"), box = pad.getBoundingClientRect();
		pad.setPointerCapture = () => {};
		const go = (kind, at) => pad.dispatchEvent(new PointerEvent(kind, { clientX: box.left + at * box.width, clientY: box.top + at * at * box.height }));
		go("pointerdown", %[1]f);
		for (let i = 1; i <= 50; i++) go("pointermove", %[1]f + (%[2]f - %[1]f) * i / 50);
		go("pointerup", %[2]f);
		return true;
	})()`, from, to))
}

// picture는 칠판의 점을 모두 섞은 값이다. 점 하나라도 다르면 다르다.
const picture = `(() => {
	const { data } = document.querySelector("#board").getContext("2d").getImageData(0, 0, 1600, 900);
	let hash = 0;
	for (const byte of data) hash = (hash * 31 + byte) | 0;
	return hash;
})()`

// 두 사람이 함께 그리고, 늦게 온 사람도 점 하나까지 같은 칠판을 본다. 되돌리기는 제 선에만 듣는다.
func TestBoardInBrowser(t *testing.T) {
	t.Parallel()
	addr, _ := start(t, defaults)
	page := browser.Open(t, "http://"+addr+"/board")
	page.Until(`document.querySelector("#status").dataset.state === "open"`)
	blank := browser.Eval[int](page, picture)
	other := browser.Open(t, "http://"+addr+"/board") // 다른 사람이다.
	other.Until(`document.querySelector("#count").textContent === "2"`)

	draw(page, 0.1, 0.9)
	settled(page)
	same(t, page, other, "한 사람이 그은 다음")
	browser.Eval[bool](other, `(document.querySelector("[value='#0072b2']").checked = true)`)
	draw(other, 0.9, 0.2)
	settled(other)
	same(t, page, other, "두 사람이 그은 다음")
	page.Look("06-board")

	late := other.Tab("http://" + addr + "/board")
	late.Until(`acts.length > 1`)
	same(t, page, late, "늦게 온 사람")

	both := browser.Eval[int](page, picture)
	page.Click("#undo")
	page.Until(fmt.Sprintf("%s !== %d", picture, both))
	same(t, page, other, "되돌린 다음")
	browser.Eval[bool](other, `(send({ do: "undo", stroke: acts.find((act) => act.who !== ME).stroke }), true)`) // 남의 선을 지워 본다.
	settled(other)
	page.Click("#undo") // 더 되돌릴 것이 없다.
	same(t, page, other, "남의 선을 지우려 한 다음")
	if browser.Eval[int](page, picture) == blank {
		t.Error("남의 선이 지워졌다")
	}
	page.Click("#clear")
	page.Until(fmt.Sprintf("%s === %d", picture, blank))
	same(t, page, late, "모두 지운 다음")
	page.NoProblems()
	other.NoProblems()
}

// settled는 보낸 것이 모두 방에 적힐 때까지 기다린다.
func settled(page *browser.Page) { page.Until(`link.pending.size === 0 && flying.length === 0`) }

func same(t *testing.T, one, other *browser.Page, when string) {
	t.Helper()
	other.Until(fmt.Sprintf("%s === %d", picture, browser.Eval[int](one, picture)))
}
