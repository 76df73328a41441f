package browser

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

//go:embed inspect.js
var inspect string

// screens는 페이지를 볼 화면들이다: 프로젝터, 노트북, 오래된 프로젝터, 휴대 전화.
var screens = []struct{ width, height int64 }{{1920, 1080}, {1280, 800}, {1024, 768}, {390, 844}}

// Look은 화면마다 밝을 때와 어두울 때의 페이지를 살핀다(inspect.js): 넘치거나 잘리거나 겹친 것, 대비, 크기, 이름.
// 환경 변수 SCREENSHOTS에 폴더를 적으면 눈으로 볼 그림도 남긴다.
func (p *Page) Look(name string) {
	p.t.Helper()
	p.run(emulation.SetFocusEmulationEnabled(true)) // 보고 있는 창처럼
	for _, screen := range screens {
		for _, scheme := range []string{"light", "dark"} {
			p.look(fmt.Sprintf("%s-%d-%s", name, screen.width, scheme), screen.width, screen.height, scheme)
		}
	}
	p.run(chromedp.EmulateViewport(1280, 800))
}

func (p *Page) look(name string, width, height int64, scheme string) {
	p.t.Helper()
	p.run(chromedp.EmulateViewport(width, height))
	p.run(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}))
	for _, found := range Eval[[]string](p, inspect) {
		p.t.Errorf("%s: %s", name, found)
	}
	folder := os.Getenv("SCREENSHOTS")
	if folder == "" {
		return
	}
	var picture []byte
	p.run(chromedp.FullScreenshot(&picture, 100))
	if err := os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o644); err != nil {
		p.t.Fatal(err)
	}
}
