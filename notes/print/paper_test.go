package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"socketworkbook/internal/browser"
	"socketworkbook/internal/web"
)

// Chromium으로 찍으면 수업마다 두 쪽, 끝에 답이 한 쪽이다. 쪽마다 상자가 종이에 다 들어간다.
func TestPaper(t *testing.T) {
	page := opened(t, "print.html")
	pdf := page.PDF()
	if got, want := strings.Count(string(pdf), "/Type /Page\n"), 2*len(web.Course)+1; got != want {
		t.Errorf("%d쪽이다. 바라던 것은 %d쪽", got, want)
	}
	for _, found := range browser.Eval[[]string](page, `[...document.querySelectorAll(".page")].flatMap((page, i) => {
	  const within = page.getBoundingClientRect(), foot = page.querySelector("footer").getBoundingClientRect();
	  const padding = parseFloat(getComputedStyle(page).paddingBottom);
	  if (foot.bottom > within.bottom - padding + 1) return [(i + 1) + "쪽이 넘쳐서 쪽수가 잘림"];
	  const out = [...page.querySelectorAll("*:not(footer, footer *)")].find((e) => { const b = e.getBoundingClientRect(); return b.right > within.right || b.bottom > foot.top + 1; });
	  return out ? [(i + 1) + "쪽에서 넘친 것: " + out.tagName + " " + out.textContent.slice(0, 60)] : [];
	})`) {
		t.Error(found)
	}
	for selector, least := range map[string]float64{"td, p, li, figcaption, footer span": 10.5, "pre, code": 9} {
		script := fmt.Sprintf(`Math.min(...[...document.querySelectorAll(%q)].map((e) => parseFloat(getComputedStyle(e).fontSize) * 0.75))`, selector)
		if got := browser.Eval[float64](page, script); got < least-0.01 {
			t.Errorf("%s의 글자가 %.1fpt이다", selector, got)
		}
	}
	if folder := os.Getenv("SCREENSHOTS"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, "print.pdf"), pdf, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	page.NoProblems()
}
