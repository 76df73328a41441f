package main

import (
	"strings"
	"testing"

	"socketworkbook/internal/browser"
	"socketworkbook/internal/lesson/lessontest"
)

// moreStreams는 페이지의 스트림 말고 여섯을 더 여는 스크립트이다.
const moreStreams = `window.more = Array.from({ length: 6 }, () => new EventSource("/events")); true`

const opened = `more.filter((source) => source.readyState === EventSource.OPEN).length`

// HTTP/1.1의 브라우저는 한 서버에 연결을 여섯만 연다. 일곱째 스트림은 하나가 닫힐 때까지 기다린다.
func TestSeventhStreamWaits(t *testing.T) {
	lessontest.Slow(t, "브라우저를 켠다")
	addr, _ := start(t)
	page := browser.Open(t, "http://"+addr+"/")
	page.Until(`document.querySelector("#status").textContent === "열림"`)
	browser.Eval[bool](page, moreStreams)
	page.Until(opened + ` === 5`)
	waiting := browser.Eval[int](page, `more.filter((source) => source.readyState === EventSource.CONNECTING).length`)
	browser.Eval[bool](page, `more.find((source) => source.readyState === EventSource.OPEN).close(); true`)
	page.Until(opened + ` === 5`) // 다섯 가운데 하나를 닫았는데 다시 다섯이다. 기다리던 것이 열렸다.
	t.Logf("%s: 스트림 일곱 가운데 여섯이 열리고 %d이 기다림. 하나를 닫으면 열림", hop(page), waiting)
	if waiting != 1 {
		t.Error("기다리는 스트림이 하나가 아니다")
	}
}

// HTTP/2에서는 연결 하나에 스트림 일곱이 함께 다닌다.
func TestSeventhStreamOverTLS(t *testing.T) {
	page := browser.OpenTrusting(t, browser.ServeTLS(t, serve)+"/")
	page.Until(`document.querySelector("#status").textContent === "열림"`)
	browser.Eval[bool](page, moreStreams)
	page.Until(opened + ` === 6`)
	t.Logf("%s: 스트림 일곱이 모두 열림", hop(page))
	if hop(page) != "h2" {
		t.Error("HTTP/2가 아니다")
	}
	page.NoProblems()
}

// 인증 기관을 믿게 하지 않은 브라우저는 페이지를 열지 않는다.
func TestUntrustedAuthority(t *testing.T) {
	err := browser.Refused(t, browser.ServeTLS(t, serve)+"/")
	t.Logf("믿지 않는 브라우저: %v", err)
	if err == nil || !strings.Contains(err.Error(), "ERR_CERT_AUTHORITY_INVALID") {
		t.Errorf("거절하지 않는다: %v", err)
	}
}

// hop은 페이지를 나른 프로토콜이다(ALPN의 이름).
func hop(page *browser.Page) string {
	return browser.Eval[string](page, `performance.getEntriesByType("navigation")[0].nextHopProtocol`)
}
