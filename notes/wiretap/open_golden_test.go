package main

import (
	"crypto/tls"
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/lesson/lessontest"
)

// -open으로 본 대화 둘: HTTPS 요청 하나와 wss의 한마디. 봉한 것과 그 속의 것을 처음부터 끝까지 적는다.
func TestOpenSession(t *testing.T) {
	lessontest.OwnConfig(t)
	addr := secureEcho(t)
	said := "https\n\n" + sealedSteady(opened(t, addr, askOnce(t))) + "\nwss\n\n" + sealedSteady(opened(t, addr, speakOnce(t)))
	golden(t, filepath.Join("testdata", "open.txt"), said)
}

func askOnce(t *testing.T) func(addr string, trust *tls.Config) {
	return func(addr string, trust *tls.Config) {
		client := http.Client{Transport: &http.Transport{TLSClientConfig: trust, DisableKeepAlives: true}}
		response, err := client.Post("https://"+addr+"/letter", "text/plain", strings.NewReader("안녕"))
		if err != nil {
			t.Error(err)
			return
		}
		defer response.Body.Close()
		io.Copy(io.Discard, response.Body)
	}
}

func speakOnce(t *testing.T) func(addr string, trust *tls.Config) {
	return func(addr string, trust *tls.Config) {
		dialer := websocket.Dialer{TLSClientConfig: trust}
		conn, _, err := dialer.Dial("wss://"+addr+"/", nil)
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		conn.WriteMessage(websocket.TextMessage, []byte("안녕"))
		conn.ReadMessage()
		conn.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""))
		conn.ReadMessage()
		io.Copy(io.Discard, conn.NetConn()) // 서버의 close_notify까지
	}
}

// sealedSteady는 steady가 바꾸는 것과 함께, 긴 레코드의 길이도 …로 바꾼다. 서명과 인증서의 길이가 돌릴 때마다 다르다.
func sealedSteady(said string) string {
	said = steady(said)
	for _, v := range []replacement{
		{regexp.MustCompile(`(TLS) +(?:[4-9]\d|\d{3,})B`), "$1       …B"},
		{regexp.MustCompile(`길이=(?:3[5-9]|[4-9]\d|\d{3,}) 봉해진 \d+`), "길이=… 봉해진 …"},
		{regexp.MustCompile(`길이=\d+ (ClientHello|ServerHello)`), "길이=… $1"},
		{regexp.MustCompile(`(고른 암호: )\S+`), "$1…"}, // AES를 빨리 하지 못하는 컴퓨터는 다른 것을 고른다.
	} {
		said = v.pattern.ReplaceAllString(said, v.with)
	}
	return said
}
