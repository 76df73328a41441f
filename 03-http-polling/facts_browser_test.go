package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/browser"
)

// 이 파일의 테스트는 노트가 진짜 브라우저로 보여 주는 것이다. t.Log가 찍는 글을 노트가 옮겨 적는다.

// 포트가 달라도 같은 사이트(same-site)이다. 그래서 SameSite 쿠키가 붙어 간다. 막는 것은 Origin 검사이다.
func TestAnotherPortIsSameSite(t *testing.T) {
	s := newServer()
	type seen struct {
		from   string
		cookie bool
		guard  error
	}
	arrived := make(chan seen, 1)
	ours := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			_, err := r.Cookie(cookieName)
			arrived <- seen{r.Header.Get("Sec-Fetch-Site"), err == nil, http.NewCrossOriginProtection().Check(r)}
			return
		}
		s.visit(w, r) // 쿠키를 준다.
	}))
	defer ours.Close()
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "<!doctype html><title>같은 컴퓨터의 다른 포트</title>")
	}))
	defer other.Close()

	page := browser.Open(t, ours.URL)
	stranger := page.Tab(other.URL)
	browser.Eval[bool](stranger, fmt.Sprintf(`fetch(%q, {method: "POST", mode: "no-cors", credentials: "include"}), true`, ours.URL))
	var got seen
	select {
	case got = <-arrived:
	case <-time.After(20 * time.Second):
		t.Fatal("브라우저가 보내지 않는다")
	}
	t.Logf("Sec-Fetch-Site: %s, SameSite=Lax 쿠키가 붙어 왔는가: %v", got.from, got.cookie)
	t.Logf("오리진 검사: 거절 %v", got.guard != nil)
	if got.from != "same-site" || !got.cookie || got.guard == nil {
		t.Error("짐작과 다르다")
	}
}

// 웹 저장소 가운데 살아 있는 것과 사라진 것.
func TestWebSQLIsGone(t *testing.T) {
	addr, _ := start(t)
	page := browser.Open(t, "http://"+addr+"/")
	kind := func(name string) string { return browser.Eval[string](page, "typeof window."+name) }
	t.Logf("localStorage: %s, indexedDB: %s, openDatabase(Web SQL): %s", kind("localStorage"), kind("indexedDB"), kind("openDatabase"))
	if kind("localStorage") != "object" || kind("indexedDB") != "object" || kind("openDatabase") != "undefined" {
		t.Error("짐작과 다르다")
	}
}

// Chromium은 http://localhost에서도 Secure 쿠키를 받고 돌려보낸다. 다른 브라우저는 다를 수 있다.
func TestSecureCookieOnLocalhost(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		http.SetCookie(w, &http.Cookie{Name: "sealed", Value: "1", Secure: true})
		_, err := r.Cookie("sealed")
		fmt.Fprintf(w, "<!doctype html><title>Secure</title><p>%v", err == nil)
	}))
	defer server.Close()
	page := browser.Open(t, strings.Replace(server.URL, "127.0.0.1", "localhost", 1))
	first := page.Text("p")
	page.Reload()
	again := page.Text("p")
	t.Logf("http://localhost에 Secure 쿠키가 붙어 왔는가: 처음 %s, 새로 고치면 %s", first, again)
	if first != "false" || again != "true" {
		t.Error("짐작과 다르다")
	}
}

// 페이지의 fetch는 반이중이다. 본문을 흘려보내려면 duplex: "half"라고 적어야 하고, 다른 값은 없다.
func TestFetchIsHalfDuplex(t *testing.T) {
	addr, _ := start(t)
	page := browser.Open(t, "http://"+addr+"/")
	try := func(duplex string) string {
		return browser.Eval[string](page, fmt.Sprintf(`(() => { try {
			new Request("/messages", {method: "POST", body: new ReadableStream(), %s});
			return "됨"; } catch (e) { return e.name; } })()`, duplex))
	}
	none, half, full := try(""), try(`duplex: "half"`), try(`duplex: "full"`)
	t.Logf("duplex를 적지 않음: %s, \"half\": %s, \"full\": %s", none, half, full)
	if none != "TypeError" || half != "됨" || full != "TypeError" {
		t.Error("짐작과 다르다")
	}
}
