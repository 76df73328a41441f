package main

import (
	"fmt"
	"strings"
	"testing"

	"socketworkbook/internal/browser"
)

// 표가 비었을 때, 적었을 때, 다 채웠을 때의 모습을 네 화면에서 본다.
func TestStorageLooks(t *testing.T) {
	t.Parallel()
	addr, _ := start(t)
	page := browser.Open(t, "http://"+addr+"/storage")
	page.Until(tells("버튼을 차례로"))
	page.Look("03-storage-before")
	page.Click("#write")
	page.Until(tells("저장소마다"))
	page.Look("03-storage-written")
	other := page.Opened(func() { page.Click("#port") })
	other.Until(`document.querySelector("#told").textContent.startsWith("표에 알렸습니다")`)
	other.Look("03-storage-other")
	page.Front()
	fill(page)
	if got := page.Text("#received"); strings.Contains(got, "xxxx") || !strings.Contains(got, "storage_sealed=sealed-") {
		t.Errorf("채운 다음의 요청이 %.500s", got)
	}
	page.Look("03-storage-full")
}

// noopener가 없으면 새 탭은 연 탭의 sessionStorage를 베껴서 시작한다. 그 뒤로는 따로이다.
func TestOpenedTabCopiesSessionStorage(t *testing.T) {
	t.Parallel()
	addr, _ := start(t)
	page := browser.Open(t, "http://"+addr+"/storage")
	page.Until(tells("버튼을 차례로"))
	browser.Eval[bool](page, `sessionStorage.setItem("storage_kept", "하나"), true`)
	opened := page.Opened(func() { browser.Eval[bool](page, `window.open("/storage") !== null`) })
	opened.Until(tells("버튼을 차례로"))
	browser.Eval[bool](page, `sessionStorage.setItem("storage_kept", "둘"), true`)
	if got := browser.Eval[string](opened, `sessionStorage.getItem("storage_kept")`); got != "하나" {
		t.Errorf("window.open으로 연 탭의 sessionStorage가 %q이다", got)
	}
}

// tells는 상태에 text가 적혀 있는지 보는 식이다.
func tells(text string) string {
	return fmt.Sprintf(`document.querySelector(".status")?.textContent.includes(%q)`, text)
}

func filled(question string) string {
	return fmt.Sprintf(`[...document.querySelectorAll("td[data-question=%s]")].every((cell) => cell.textContent !== "아직") && !document.querySelector(".do button:disabled")`, question)
}

func cells(page *browser.Page) []string { return page.Texts(".tried td") }

func row(page *browser.Page, question string) string {
	joined := strings.Join(page.Texts("td[data-question="+question+"]"), " | ")
	return strings.ReplaceAll(joined, "\u200b", "") // 줄을 바꿀 자리
}

// fill은 가득 채우기를 누르고, 저장소가 하나씩 채워지기를 기다린다.
func fill(page *browser.Page) {
	page.Click("#fill")
	for _, store := range []string{"open", "sealed", "local", "session", "database"} {
		page.Until(`document.querySelector("td[data-question=full][data-store=` + store + `]").textContent !== "아직"`)
	}
	page.Until(tells("채웠다가 비웠습니다"))
}
