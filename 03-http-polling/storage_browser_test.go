package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"socketworkbook/internal/browser"
)

// 사람이 누르듯 버튼을 차례로 눌러 /storage의 표를 채운다. 노트의 표는 이 테스트가 찍은 것이다.
func TestStorageTable(t *testing.T) {
	t.Parallel()
	addr, _ := start(t)
	profile, err := os.MkdirTemp("", "profile")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(profile) })
	page := browser.OpenProfile(t, "http://"+addr+"/storage", profile)
	page.Until(tells("버튼을 차례로"))
	if left := cells(page); len(left) != 54 || strings.Trim(strings.Join(left, ""), "아직") != "" {
		t.Errorf("해 보기 전의 표가 %q이다", left)
	}

	page.Click("#write")
	page.Until(tells("저장소마다"))
	if got := row(page, "reload"); strings.Trim(got, "아직 |") != "" {
		t.Errorf("새로 고치지 않았는데 %s", got)
	}
	page.Leave("#reload")
	page.Until(filled("reload"))
	page.Click("#tab")
	page.Until(filled("tab")) // 둘째 탭이 적은 것이 첫 탭에 보인다.
	page.Front()
	other := page.Opened(func() { page.Click("#port") })
	page.Until(filled("port"))
	other.Until(`document.querySelector("#told").textContent.startsWith("표에 알렸습니다")`)
	// 번호를 모르는 메시지와, 다른 포트가 아닌 곳에서 온 메시지는 표를 바꾸지 못한다.
	browser.Eval[bool](other, `opener.postMessage({run: "지어낸 번호", found: {}}, "*"), true`)
	browser.Eval[bool](page, `postMessage({run: record.run, found: {}}, "*"), true`)
	page.Front()
	fill(page)
	page.NoProblems()
	page.Close()

	page = browser.OpenProfile(t, "http://"+addr+"/storage", profile)
	page.Until(filled("closed"))
	for _, test := range []struct{ question, want string }{
		{"written", `open-ID \| sealed-ID \| local-ID \| session-ID \| database-ID \| 저장소가 없음`},
		{"reload", `남음 \| 남음 \| 남음 \| 남음 \| 남음 \| 저장소가 없음`},
		{"tab", `보임 \| 보임 \| 보임 \| 보이지 않음 \| 보임 \| 저장소가 없음`},
		{"port", `보임 \| 보임 \| 보이지 않음 \| 보이지 않음 \| 보이지 않음 \| 저장소가 없음`},
		{"closed", `남음 \| 남음 \| 남음 \| 사라짐 \| 남음 \| 저장소가 없음`},
		{"script", `읽음 \| 읽지 못함 \| 읽음 \| 읽음 \| 읽음 \| 저장소가 없음`},
		{"sent", `붙어 감 \| 붙어 감 \| 가지 않음 \| 가지 않음 \| 가지 않음 \| 저장소가 없음`},
		{"fits", `하나에 값 4,084바이트 \| 하나에 값 4,082바이트 \| 모두 5,242,880자 \| 모두 5,242,880자 \| 32MB 넘게, 브라우저가 말한 할당량 [\d,]+MB \| 저장소가 없음`},
		{"full", `말없이 버림 \| 말없이 버림 \| QuotaExceededError \| QuotaExceededError \| 아직 차지 않음 \| 저장소가 없음`},
	} {
		got := row(page, test.question)
		t.Logf("%s: %s", page.Text("tr:has([data-question="+test.question+"]) th"), got)
		if !regexp.MustCompile("^" + strings.ReplaceAll(test.want, "ID", "[0-9a-z]+") + "$").MatchString(got) {
			t.Errorf("바라던 것은 %s", test.want)
		}
	}
	page.Until(`document.querySelector("#received").textContent.includes("Cookie: storage_open=open-")`)
	page.NoProblems()

	page.Click("#clear")
	page.Until(tells("모두 지웠습니다"))
	browser.Eval[bool](page, `indexedDB.databases().then((all) => { window.left = [document.cookie, Object.keys(localStorage), Object.keys(sessionStorage), all.length, name].join("|"); }), true`)
	page.Until(`window.left`)
	left := browser.Eval[string](page, `window.left`)
	if left != "|||0|" || strings.Trim(strings.Join(cells(page), ""), "아직") != "" {
		t.Errorf("지웠는데 %q와 %q가 남았다", left, cells(page))
	}
	if got := page.Text("#received"); strings.Contains(got, "Cookie") {
		t.Errorf("지웠는데 쿠키가 온다: %s", got)
	}
	page.Reload()
	page.Until(tells("버튼을 차례로"))
	if got := strings.Trim(strings.Join(cells(page), ""), "아직"); got != "" {
		t.Errorf("지우고 새로 고쳤는데 %s", got)
	}
}

// 할당량을 8MB로 줄인 브라우저에서는 IndexedDB도 가득 찬다. 가득 차도 다음에 적을 수 있다. 브라우저가 말하는 할당량은
// 줄지 않는다. 그 수를 믿지 말고, 적을 때마다 실패할 수 있다고 여겨야 한다.
func TestStorageIsFull(t *testing.T) {
	t.Parallel()
	addr, _ := start(t)
	page := browser.Open(t, "http://"+addr+"/storage")
	page.Quota("http://"+addr, 8<<20)
	page.Until(tells("버튼을 차례로"))
	page.Click("#write")
	page.Until(tells("저장소마다"))
	fill(page)
	size, said := page.Text("td[data-question=fits][data-store=database]"), strings.ReplaceAll(page.Text("td[data-question=full][data-store=database]"), "\u200b", "")
	t.Logf("IndexedDB: %s, %s", size, said)
	browser.Eval[bool](page, `stores.database.run("readonly", (kept) => kept.count()).then((kept) => { window.kept = kept; }), true`)
	page.Until(`window.kept === 1`) // 채운 것은 치우고, 적은 값은 남겼다.
	if !regexp.MustCompile(`^[5-8]MB, 브라우저가 말한 할당량 [\d,]+MB$`).MatchString(size) || said != "QuotaExceededError" {
		t.Error("짐작과 다르다")
	}
	page.Click("#write")
	page.Until(tells("저장소마다") + ` && document.querySelector("td[data-question=fits]").textContent === "아직"`)
	page.NoProblems()
}

// HTTPS에서도 같은 표가 된다. 다른 포트도 HTTPS이고, 쿠키에는 Secure가 붙는다.
func TestStorageOverTLS(t *testing.T) {
	address := browser.ServeTLS(t, serve)
	page := browser.OpenTrusting(t, address+"/storage")
	page.Until(tells("버튼을 차례로"))
	page.Click("#write")
	page.Until(tells("저장소마다"))
	page.Click("#port")
	page.Until(filled("port"))
	if got := row(page, "port"); got != "보임 | 보임 | 보이지 않음 | 보이지 않음 | 보이지 않음 | 저장소가 없음" {
		t.Errorf("다른 포트에서 %s", got)
	}
	if got := page.Text("#received"); !strings.Contains(got, "Cookie: __Secure-storage_open=open-") || !strings.Contains(got, "HTTP/2.0") {
		t.Errorf("서버가 받은 요청: %s", got)
	}
	page.Front()
	page.Click("#clear")
	page.Until(tells("모두 지웠습니다"))
	page.NoProblems()
}
