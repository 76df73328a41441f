package browser

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// OpenProfile은 profile 폴더를 쓰는 브라우저를 켜고 address를 연다. Close로 끄고 같은 폴더로 다시 켜면,
// 사람이 브라우저를 닫았다가 켠 것과 같다.
func OpenProfile(t testing.TB, address, profile string) *Page {
	t.Helper()
	return open(t, launch(t, chromedp.UserDataDir(profile)), address, quiet)
}

// OpenQUIC은 QUIC을 쓰는 브라우저를 켜고 address를 연다. 다른 테스트의 브라우저는 TCP로만 말한다.
// first는 페이지의 스크립트보다 먼저 돌릴 스크립트이다. 브라우저를 조금 다른 것으로 만든다. 비어 있어도 된다.
func OpenQUIC(t testing.TB, address, first string) *Page {
	t.Helper()
	return openAfter(t, launch(t, chromedp.Flag("disable-quic", false)), first, address, quiet)
}

// Close는 사람이 창을 닫듯 브라우저를 끈다. 브라우저는 쿠키와 저장소를 디스크에 다 적고 끝난다.
func (p *Page) Close() {
	p.t.Helper()
	if err := chromedp.Cancel(p.ctx); err != nil {
		p.t.Fatalf("브라우저 닫기: %v", err)
	}
}

// Leave는 selector를 누르고, 그 일로 새 페이지가 다 열릴 때까지 기다린다.
func (p *Page) Leave(selector string) {
	p.t.Helper()
	ctx, stop := context.WithTimeout(p.ctx, patience)
	defer stop()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(selector, chromedp.ByQuery)); err != nil {
		p.t.Fatalf("%s를 눌러 페이지를 떠나기: %v", selector, err)
	}
}

// Front는 이 탭으로 돌아온다. 뒤에 있는 탭은 그려지지 않아서 누를 수 없다.
func (p *Page) Front() {
	p.t.Helper()
	p.run(page.BringToFront())
}

// Opened는 do를 하는 동안 이 탭이 연 새 탭이다. noopener로 연 탭은 누가 열었는지 남기지 않으므로 알 수 없다.
func (p *Page) Opened(do func()) *Page {
	p.t.Helper()
	opened := chromedp.WaitNewTarget(p.ctx, func(info *target.Info) bool { return strings.HasPrefix(info.URL, "http") })
	do()
	select {
	case id := <-opened:
		ctx, stop := chromedp.NewContext(p.ctx, chromedp.WithTargetID(id))
		p.t.Cleanup(stop)
		if err := chromedp.Run(ctx); err != nil { // 처음 하는 일의 ctx가 취소되면 탭과도 헤어진다. 그래서 데드라인이 없는 ctx로 한다.
			p.t.Fatalf("새 탭에 붙기: %v", err)
		}
		tab := &Page{t: p.t, ctx: ctx}
		tab.run(chromedp.WaitReady("main", chromedp.ByQuery))
		return tab
	case <-time.After(patience):
		p.t.Fatal("새 탭이 열리지 않는다")
		return nil
	}
}

// Quota는 origin이 저장소에 쓸 수 있는 바이트를 정한다. 디스크를 다 채우지 않고도 가득 찬 것을 볼 수 있다.
func (p *Page) Quota(origin string, bytes float64) {
	p.t.Helper()
	p.run(chromedp.ActionFunc(func(ctx context.Context) error {
		return storage.OverrideQuotaForOrigin(origin).WithQuotaSize(bytes).Do(ctx)
	}))
}
