package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"socketworkbook/internal/browser"
)

// 이 파일의 테스트는 노트의 "옛 노트 바로잡기"가 보여 주는 것이다. t.Log가 찍는 글을 노트가 옮겨 적는다.

// 요청의 본문을 다 보내기 전에 응답이 온다. 차례를 지키는 것은 약속이지, 선의 한계가 아니다.
func TestAnswerWhileAsking(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.NewResponseController(w).EnableFullDuplex()
		in := bufio.NewScanner(r.Body)
		for in.Scan() {
			fmt.Fprintf(w, "%s 잘 받음\n", in.Text())
			http.NewResponseController(w).Flush()
		}
	}))
	defer server.Close()
	body, hand := io.Pipe()
	answer := make(chan *http.Response)
	go func() {
		response, err := http.Post(server.URL, "text/plain", body)
		if err != nil {
			t.Error(err)
		}
		answer <- response
	}()
	fmt.Fprintln(hand, "하나")
	response := <-answer
	if response == nil {
		t.Fatal("응답이 없다")
	}
	in := bufio.NewReader(response.Body)
	first, _ := in.ReadString('\n')
	t.Logf("본문을 보내는 사이에 온 응답: %q", first)
	fmt.Fprintln(hand, "둘") // 아직 보내고 있다.
	second, _ := in.ReadString('\n')
	t.Logf("더 보내고 온 응답: %q", second)
	hand.Close()
	if first != "하나 잘 받음\n" || second != "둘 잘 받음\n" {
		t.Error("응답이 다르다")
	}
}

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
