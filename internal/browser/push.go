package browser

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/serviceworker"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Notifications는 사용자가 origin의 알림에 답한 것처럼 한다. answer는 granted, denied, prompt(아직 답하지 않음) 가운데 하나이다.
func (p *Page) Notifications(origin, answer string) {
	p.t.Helper()
	p.run(chromedp.ActionFunc(func(ctx context.Context) error {
		permission := browser.SetPermission(&browser.PermissionDescriptor{Name: "notifications"}, browser.PermissionSetting(answer))
		return permission.WithOrigin(origin).Do(cdp.WithExecutor(ctx, chromedp.FromContext(ctx).Browser))
	}))
}

// Push는 푸시 서비스가 text를 전한 것처럼 origin의 서비스 워커를 깨운다. origin의 페이지가 없어도 된다.
func (p *Page) Push(origin, text string) {
	p.t.Helper()
	registered := make(chan serviceworker.RegistrationID, 64)
	listening, stop := context.WithCancel(p.ctx)
	defer stop()
	chromedp.ListenTarget(listening, func(event any) {
		if e, ok := event.(*serviceworker.EventWorkerRegistrationUpdated); ok {
			for _, one := range e.Registrations {
				if one.ScopeURL == origin+"/" && !one.IsDeleted {
					registered <- one.RegistrationID
				}
			}
		}
	})
	p.run(chromedp.ActionFunc(func(ctx context.Context) error { return serviceworker.Enable().Do(ctx) }))
	select {
	case id := <-registered:
		p.run(chromedp.ActionFunc(func(ctx context.Context) error {
			if err := serviceworker.DeliverPushMessage(origin, id, text).Do(ctx); err != nil {
				return err
			}
			return serviceworker.Disable().Do(ctx) // 다음에 켤 때 등록된 것을 다시 알려 준다.
		}))
	case <-time.After(patience):
		p.t.Fatalf("%s에 등록된 서비스 워커가 없다", origin)
	}
}

// Gone은 origin의 페이지가 모두 닫힐 때까지 기다린다.
func (p *Page) Gone(origin string) {
	p.t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		targets, err := chromedp.Targets(p.ctx)
		if err != nil {
			p.t.Fatal(err)
		}
		if !slices.ContainsFunc(targets, func(one *target.Info) bool { return one.Type == "page" && strings.HasPrefix(one.URL, origin) }) {
			return
		}
		if time.Now().After(end) {
			p.t.Fatalf("%s의 페이지가 닫히지 않는다", origin)
		}
	}
}
