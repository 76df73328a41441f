package browser

import (
	"context"
	"os"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// keys는 글자가 아닌 키이다.
var keys = map[string]string{
	"ArrowLeft": kb.ArrowLeft, "ArrowRight": kb.ArrowRight, "ArrowUp": kb.ArrowUp, "ArrowDown": kb.ArrowDown,
	"PageUp": kb.PageUp, "PageDown": kb.PageDown, "Home": kb.Home, "End": kb.End, "Enter": kb.Enter, "Escape": kb.Escape,
}

// Press는 사람처럼 키 하나를 누른다. 초점이 있는 것이 받는다.
func (p *Page) Press(key string) {
	p.t.Helper()
	if special, is := keys[key]; is {
		key = special
	}
	p.run(chromedp.KeyEvent(key))
}

// Resize는 창의 크기를 바꾼다.
func (p *Page) Resize(width, height int64) {
	p.t.Helper()
	p.run(chromedp.EmulateViewport(width, height))
}

// Save는 지금 보이는 화면을 그림으로 남긴다.
func (p *Page) Save(name string) {
	p.t.Helper()
	var picture []byte
	p.run(chromedp.CaptureScreenshot(&picture))
	if err := os.WriteFile(name, picture, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// PDF는 페이지를 종이에 찍은 것이다. 종이의 크기는 페이지가 정한다(@page).
func (p *Page) PDF() (pdf []byte) {
	p.t.Helper()
	p.run(chromedp.ActionFunc(func(ctx context.Context) (err error) {
		pdf, _, err = page.PrintToPDF().WithPreferCSSPageSize(true).WithPrintBackground(true).Do(ctx)
		return err
	}))
	return pdf
}
