// Package browser는 테스트가 진짜 브라우저로 페이지를 열어 보게 한다.
// 브라우저가 없으면 테스트를 건너뛰고, CI에서는 실패한다.
package browser

import (
	"context"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

const patience = 20 * time.Second // 기다리는 일이 일어나지 않을 때 포기하기까지

// Page는 브라우저의 탭 하나이다.
type Page struct {
	t   testing.TB
	ctx context.Context

	mu       sync.Mutex
	problems []string // 콘솔의 오류, 잡히지 않은 예외, 다른 곳으로 간 요청
}

// Open은 브라우저를 새로 켜고 address를 연다. 테스트가 끝나면 끈다.
func Open(t testing.TB, address string) *Page {
	t.Helper()
	return open(t, launch(t), address, quiet)
}

// 새 브라우저는 우리가 모르는 이벤트도 보낸다. 테스트와는 상관없는 일이다.
var quiet = chromedp.WithErrorf(func(string, ...any) {})

// launch는 빈 프로필로 브라우저를 켤 준비를 한다.
func launch(t testing.TB, extra ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	if os.Getenv("CI") == "" && os.Getenv("SCREENSHOTS") == "" {
		t.Skip("브라우저를 켜느라 오래 걸린다. CI=1을 붙이면 한다")
	}
	// t.TempDir은 브라우저가 늦게 쓰는 파일 때문에 지우다가 실패하곤 한다.
	profile, err := os.MkdirTemp("", "browser")
	if err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.UserDataDir(profile),
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
	)
	options = append(options, extra...)
	ctx, kill := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(func() {
		kill()
		os.RemoveAll(profile)
	})
	return ctx
}

// Tab은 같은 브라우저에 탭을 하나 더 연다. 쿠키를 함께 쓴다.
func (p *Page) Tab(address string) *Page {
	p.t.Helper()
	return open(p.t, p.ctx, address)
}

// Guest는 다른 사람의 브라우저처럼 연다. 쿠키와 저장소를 함께 쓰지 않는다. 화면은 휴대 전화만 하다.
func (p *Page) Guest(address string) *Page {
	p.t.Helper()
	browser := cdp.WithExecutor(p.ctx, chromedp.FromContext(p.ctx).Browser)
	person, err := target.CreateBrowserContext().Do(browser)
	if err != nil {
		p.t.Fatalf("다른 사람의 브라우저 열기: %v", err)
	}
	// 새 사람에게는 창이 없다. 탭을 열려면 창부터 열어야 한다.
	window, err := target.CreateTarget("about:blank").WithBrowserContextID(person).WithNewWindow(true).Do(browser)
	if err != nil {
		p.t.Fatalf("다른 사람의 창 열기: %v", err)
	}
	guest := open(p.t, p.ctx, address, chromedp.WithTargetID(window))
	guest.run(chromedp.EmulateViewport(390, 844))
	return guest
}

func open(t testing.TB, parent context.Context, address string, options ...chromedp.ContextOption) *Page {
	t.Helper()
	return openAfter(t, parent, "", address, options...)
}

// openAfter는 페이지의 스크립트보다 먼저 first를 돌린다.
func openAfter(t testing.TB, parent context.Context, first, address string, options ...chromedp.ContextOption) *Page {
	t.Helper()
	ctx, stop := chromedp.NewContext(parent, options...)
	t.Cleanup(stop)
	p := &Page{t: t, ctx: ctx}
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	chromedp.ListenTarget(ctx, func(event any) { p.notice(event, at.Host) })
	prepare := chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := page.AddScriptToEvaluateOnNewDocument(first).Do(ctx)
		return err
	})
	err = chromedp.Run(ctx, network.Enable(), prepare, chromedp.Navigate(address))
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") == "" {
		t.Skip("브라우저(Chromium이나 Chrome)가 없어서 건너뜀")
	}
	if err != nil {
		t.Fatalf("%s 열기: %v", address, err)
	}
	return p
}
