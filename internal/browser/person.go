package browser

import (
	"context"
	"fmt"
	"time"

	"github.com/chromedp/chromedp"
)

// Until은 자바스크립트 식이 참이 될 때까지 기다린다.
func (p *Page) Until(expression string) {
	p.t.Helper()
	ctx, stop := context.WithTimeout(p.ctx, patience)
	defer stop()
	if err := chromedp.Run(ctx, chromedp.Poll(expression, nil, chromedp.WithPollingInterval(20*time.Millisecond))); err != nil {
		p.t.Fatalf("끝내 참이 되지 않았다: %s\n페이지의 글: %s", expression, p.Text("body"))
	}
}

// Eval은 자바스크립트 식의 값을 돌려준다.
func Eval[T any](p *Page, expression string) (value T) {
	p.t.Helper()
	ctx, stop := context.WithTimeout(p.ctx, patience)
	defer stop()
	if err := chromedp.Run(ctx, chromedp.Evaluate(expression, &value)); err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// Text는 selector가 가리키는 것의 보이는 글이다.
func (p *Page) Text(selector string) string {
	p.t.Helper()
	return Eval[string](p, fmt.Sprintf("document.querySelector(%q)?.innerText ?? '(없음)'", selector))
}

// Texts는 selector가 가리키는 모든 것의 글이다.
func (p *Page) Texts(selector string) []string {
	p.t.Helper()
	return Eval[[]string](p, fmt.Sprintf("[...document.querySelectorAll(%q)].map((e) => e.textContent)", selector))
}

// Type은 사람처럼 selector를 눌러 글을 치고 엔터를 누른다.
func (p *Page) Type(selector, text string) {
	p.t.Helper()
	p.run(chromedp.SendKeys(selector, text+"\r", chromedp.ByQuery))
}

// Click은 selector를 누른다.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.run(chromedp.Click(selector, chromedp.ByQuery))
}

// Reload는 새로 고친다.
func (p *Page) Reload() {
	p.t.Helper()
	p.run(chromedp.Reload())
}

func (p *Page) run(action chromedp.Action) {
	p.t.Helper()
	ctx, stop := context.WithTimeout(p.ctx, patience)
	defer stop()
	if err := chromedp.Run(ctx, action); err != nil {
		p.t.Fatal(err)
	}
}
