package main

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"socketworkbook/internal/browser"
)

// opened는 저장소의 글로 만든 파일 하나를 file:// 주소로 연다. 서버는 없다.
func opened(t *testing.T, name string) *browser.Page {
	t.Helper()
	paths, err := write(t.Context(), t.TempDir(), made(t, repository(t)))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(filepath.Dir(paths[0]), name)
	return browser.Open(t, (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String())
}

// cutOff는 지금 보이는 화면에서 넘치거나 잘린 것과, 너무 작은 글자이다. 28px은 높이가 1080일 때의 것이다.
const cutOff = `(() => {
  const slide = document.querySelector(".slide:not([hidden])"), found = [];
  slide.querySelectorAll(".later").forEach((later) => { later.hidden = false; });
  const bar = document.querySelector("#bar").getBoundingClientRect().top;
  const say = (what) => found.push(slide.dataset.id + " " + slide.querySelector("h1").textContent + ": " + what);
  if (slide.scrollWidth > innerWidth || slide.scrollHeight > innerHeight) say("넘침 " + slide.scrollWidth + "×" + slide.scrollHeight);
  for (const e of slide.querySelectorAll(".body, .body *")) {
    const box = e.getBoundingClientRect();
    if (box.right > innerWidth + 1 || box.bottom > bar + 1) { say(e.tagName + "이 " + Math.round(box.right) + "," + Math.round(box.bottom) + "까지"); break; }
  }
  for (const e of document.querySelectorAll(".slide:not([hidden]) *, #bar *")) {
    if ([...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && parseFloat(getComputedStyle(e).fontSize) < 28 * innerHeight / 1080 - 0.5)
      { say("글자가 작음: " + e.textContent.slice(0, 30)); break; }
  }
  for (const img of slide.querySelectorAll("img")) { // 그림의 가장 작은 글자는 16px이다.
    const size = 16 * Math.min(img.clientWidth / img.naturalWidth, img.clientHeight / img.naturalHeight);
    if (!(size >= 28 * innerHeight / 1080 - 0.5)) say("그림의 글자가 " + size + "px");
  }
  return found;
})()`

// walk는 지금 화면부터 몇 화면을 앞으로 넘기며 살핀다. 화면마다 몇 번째인지와 찾은 것을 준다.
const walk = `(() => {
  const seen = [];
  for (let i = 0; i < %d; i++) {
    seen.push({ where: document.querySelector("#where").textContent, found: ` + cutOff + ` });
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown", bubbles: true }));
  }
  return seen;
})()`

// 모든 화면을 처음부터 끝까지 넘긴다. 넘치거나 잘린 것이 없고, 글자는 마지막 줄에서 읽을 만큼 크다.
func TestEverySlideFits(t *testing.T) {
	page := opened(t, "slides.html")
	folder, together := os.Getenv("SCREENSHOTS"), 40
	if folder != "" {
		together = 1
	}
	for _, screen := range [][2]int64{{1920, 1080}, {1280, 720}} {
		page.Resize(screen[0], screen[1])
		page.Press("Home")
		count := browser.Eval[int](page, `document.querySelectorAll(".slide").length`)
		for n := 1; n <= count; {
			if folder != "" && screen[0] == 1920 {
				page.Save(filepath.Join(folder, browser.Eval[string](page, "location.hash.slice(1)")+".png"))
			}
			for _, seen := range browser.Eval[[]struct {
				Where string
				Found []string
			}](page, fmt.Sprintf(walk, min(together, count-n+1))) {
				if want := fmt.Sprintf("%d / %d", n, count); seen.Where != want {
					t.Fatalf("%d번째 화면에서 %q라고 한다", n, seen.Where)
				}
				for _, found := range seen.Found {
					t.Errorf("%dx%d: %s", screen[0], screen[1], found)
				}
				n++
			}
		}
	}
	page.NoProblems()
}

// 키보드만으로: 답은 다음을 한 번 더 눌러야 보이고, 숫자는 수업으로 가고, 주소가 자리를 기억한다.
func TestSlidesByKeyboard(t *testing.T) {
	page := opened(t, "slides.html")
	at := func(want string) {
		t.Helper()
		if got := browser.Eval[string](page, "location.hash"); got != want {
			t.Errorf("지금 %q에 있다. 바라던 곳은 %q", got, want)
		}
	}
	at("#01-1")
	page.Press("5")
	at("#05-1")
	page.Press("ArrowRight")
	page.Press("ArrowRight")
	at("#05-3")
	page.Press("PageUp")
	page.Press("ArrowLeft")
	at("#05-1")
	page.Press("End")
	last := browser.Eval[string](page, "location.hash")
	answer := `!document.querySelector(".slide:not([hidden]) .later").hidden`
	if browser.Eval[bool](page, answer) {
		t.Error("답이 벌써 보인다")
	}
	page.Press(" ")
	at(last)
	if !browser.Eval[bool](page, answer) {
		t.Error("다음을 눌렀는데 답이 보이지 않는다")
	}
	page.Reload()
	at(last)
	page.Press("o")
	if browser.Eval[string](page, "document.activeElement.hash") != last {
		t.Error("한눈에 보기가 지금의 자리를 가리키지 않는다")
	}
	page.Press("ArrowUp")
	page.Press("Enter")
	page.Until(`document.querySelector("#map").hidden && location.hash !== "` + last + `"`)
	page.Press("?")
	page.Until(`!document.querySelector("#help").hidden && document.querySelector("main").hidden`)
	page.Press("Escape")
	page.Until(`!document.querySelector("main").hidden && document.querySelector("#help").hidden && document.querySelector("#map").hidden`)
	page.NoProblems()
}

// 보이는 크기와 어두울 때와 휴대 전화에서: 대비, 크기, 이름.
func TestSlidesLook(t *testing.T) {
	page := opened(t, "slides.html")
	for name, keys := range map[string][]string{"cover": {"1"}, "code": {"5", "PageDown", "PageDown"}, "answer": {"End", " "}, "map": {"3", "o"}, "help": {"?"}} {
		for _, key := range keys {
			page.Press(key)
		}
		page.Look("slides-" + name)
		page.Press("Home") // 한눈에 보기와 도움말은 닫힌다.
	}
	page.NoProblems()
}

// 누르거나 두드려도 넘어간다.
func TestSlidesByClick(t *testing.T) {
	page := opened(t, "slides.html")
	page.Click(".slide:not([hidden])")
	page.Until(`location.hash === "#01-2"`)
	page.Click(`#bar [data-key="ArrowLeft"]`)
	page.Until(`location.hash === "#01-1"`)
	page.Press(" ") // 단추가 아니라 화면이 받는다.
	page.Until(`location.hash === "#01-2"`)
	page.Resize(390, 844)
	if browser.Eval[bool](page, "document.documentElement.scrollWidth > innerWidth") {
		t.Error("휴대 전화에서 옆으로 넘친다")
	}
	page.NoProblems()
}
