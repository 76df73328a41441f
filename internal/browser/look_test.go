package browser

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// 나쁜 페이지에서는 무엇이 나쁜지 찾고, 좋은 페이지에서는 아무것도 찾지 않는다.
func TestInspect(t *testing.T) {
	const good = `<h1>제목</h1><p>글</p><button style="min-height: 44px">누르기</button>`
	pages := map[string]string{
		"":             good,
		"페이지의 너비가":     `<h1>제목</h1><p style="width: 3000px">글</p>`,
		"옆이 잘렸다":       `<h1>제목</h1><p style="width: 5em; overflow: hidden; white-space: nowrap">아주 길어서 다 보이지 않는 글</p>`,
		"키보드로 굴릴 수 없다": `<h1>제목</h1><div style="height: 2em; overflow: auto"><p>하나</p><p>둘</p><p>셋</p></div>`,
		"글이 세로로 늘어졌다":  `<h1>제목</h1><p style="width: 1em; word-break: break-all">세로로늘어진글자들</p>`,
		"겹쳤다":          `<h1>제목</h1><button style="height: 44px">하나</button><button style="height: 44px; margin-left: -30px">둘이다</button>`,
		"대비가":          `<h1>제목</h1><p style="color: #999; background: #fff">흐린 글</p>`,
		"글자가":          `<h1>제목</h1><span style="font-size: 9px">작은 글</span>`,
		"본문이":          `<h1>제목</h1><p style="font-size: 14px">작은 글</p>`,
		"높이가":          `<h1>제목</h1><button style="height: 20px">납작함</button>`,
		"이름이 없다":       `<h1>제목</h1><button style="height: 44px"></button>`,
		"Tab의 차례":      `<h1>제목</h1><button style="height: 44px" tabindex="3">셋</button>`,
		"어디에 있는지":      `<h1>제목</h1><button style="height: 44px; outline: none">하나</button>`,
		"h1이":          `<p>제목이 없는 글</p>`,
		"건너뛰었다":        `<h1>제목</h1><h3>건너뜀</h3>`,
	}
	var page *Page
	for want, body := range pages {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, `<!doctype html><html lang="ko"><meta charset="utf-8"><title>시험</title><body style="color-scheme: light; background: #fff; color: #000"><main>%s</main>`, body)
		}))
		t.Cleanup(server.Close)
		if page == nil {
			page = Open(t, server.URL)
		} else {
			page = page.Tab(server.URL)
		}
		page.run(emulation.SetFocusEmulationEnabled(true))
		got := strings.Join(Eval[[]string](page, inspect), " ")
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q를 찾아야 하는데 찾은 것은 %q", want, got)
		}
	}
}
