package browser

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

// ServeTLS는 이 테스트만의 인증 기관을 만들고, serve를 그 인증서로 켠다. 경로가 없는 https 주소를 돌려준다.
func ServeTLS(t testing.TB, serve func(context.Context, net.Listener) error) (address string) {
	t.Helper()
	lessontest.Slow(t, "브라우저를 켠다")
	lessontest.OwnConfig(t)
	ln, err := web.Listen("localhost:0", true)
	if err != nil {
		t.Fatal(err)
	}
	lessontest.Serve(t, ln, serve)
	_, port, _ := net.SplitHostPort(ln.Addr().String())
	return "https://localhost:" + port
}

// OpenTrusting은 ServeTLS의 인증 기관을 믿는 브라우저를 새로 켜고 address를 연다.
// Linux의 Chromium은 사용자가 믿기로 한 것을 집 폴더의 NSS 데이터베이스에서 읽는다. 집 폴더도 이 테스트만의 것이다.
func OpenTrusting(t testing.TB, address string) *Page {
	t.Helper()
	authority, err := web.OpenAuthority()
	if err != nil {
		t.Fatal(err)
	}
	home, err := os.MkdirTemp("", "home")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(home) })
	ctx := launch(t, chromedp.Env("HOME="+home))
	database := filepath.Join(home, ".pki", "nssdb")
	if err := os.MkdirAll(database, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"-N", "--empty-password"},
		{"-A", "-n", "workbook", "-t", "C,,", "-i", authority.File()}, // C: 서버의 인증서에 서명해도 되는 기관
	} {
		out, err := exec.Command("certutil", append([]string{"-d", "sql:" + database}, args...)...).CombinedOutput()
		if err != nil && os.Getenv("CI") == "" {
			t.Skipf("certutil로 믿게 할 수 없어서 건너뜀: %v", err)
		}
		if err != nil {
			t.Fatalf("certutil %v: %v\n%s", args, err, out)
		}
	}
	return open(t, ctx, address, quiet)
}

// Refused는 브라우저를 새로 켜고 address를 열어 본다. 브라우저가 거절한 이유를 돌려준다. 열리면 nil이다.
func Refused(t testing.TB, address string) error {
	t.Helper()
	ctx, stop := chromedp.NewContext(launch(t), quiet)
	defer stop()
	return chromedp.Run(ctx, chromedp.Navigate(address))
}
