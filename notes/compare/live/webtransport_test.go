package live

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/quic-go/quic-go"
	"github.com/quic-go/webtransport-go"

	"socketworkbook/internal/browser"
	"socketworkbook/notes/compare/loopback"
)

// quicPage는 켜 둔 비교 페이지에 WebTransport로 붙을 준비이다. 실험은 테스트가 끝날 때 끝난다.
func quicPage(t *testing.T) (s *site, id string, run *run, door quicDoor) {
	t.Helper()
	s = newSite(t.Context())
	var err error
	if s.quic, err = newQUIC(s, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8800}); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan struct{})
	go func() { defer close(served); s.quic.serve(ctx) }()
	id, run, end, err := s.board.start()
	if err != nil {
		t.Fatal(err)
	}
	door, shut, err := s.quic.door(run)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { end(); shut(); stop(); <-served })
	return s, id, run, door
}

// dialQUIC은 Go의 클라이언트로 붙는다. 인증서는 해시로 믿는다.
func dialQUIC(t *testing.T, door quicDoor, id, way, origin string) (*http.Response, *webtransport.Session, error) {
	t.Helper()
	transport := &webtransport.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
		QUICConfig:      &quic.Config{EnableDatagrams: true, EnableStreamResetPartialDelivery: true},
	}
	t.Cleanup(func() { transport.Close() })
	header := http.Header{}
	if origin != "" {
		header.Set("Origin", origin)
	}
	return transport.Dial(t.Context(), fmt.Sprintf("https://%s/run/%s/%s", door.Addrs[way], id, way), header)
}

// 데이터그램 하나, 스트림 하나가 이벤트 하나이다. 지난 바이트는 그 방법의 것으로 센다.
func TestWebTransportCarries(t *testing.T) {
	_, id, run, door := quicPage(t)
	for way := range quicWays {
		_, session, err := dialQUIC(t, door, id, way, "")
		if err != nil {
			t.Fatal(way, err)
		}
		run.emit(64)
		want := run.since(run.lastID() - 1)[0].Text
		var got []byte
		if way == "wtdatagram" {
			got, err = session.ReceiveDatagram(t.Context())
		} else {
			stream, accept := session.AcceptUniStream(t.Context())
			if err = accept; err == nil {
				got, err = io.ReadAll(stream)
			}
		}
		if err != nil || string(got) != want {
			t.Errorf("%s: %q를 받아야 하는데 %q, %v", way, want, got, err)
		}
		if n := run.tallies[way].read(); n.Down < 64 || n.Up < 64 {
			t.Errorf("%s가 센 것: %+v", way, n)
		}
		run.cutFor(0)
		<-session.Context().Done() // 끊으면 세션도 끝난다.
	}
}

// 다른 사이트의 페이지, 모르는 실험, 모르는 방법은 열어 주지 않는다.
func TestWebTransportRefuses(t *testing.T) {
	_, id, _, door := quicPage(t)
	for _, test := range []struct {
		id, way, origin string
		status          int
	}{
		{id, "wtstream", "https://evil.example", http.StatusForbidden},
		{id, "wtstream", "null", http.StatusForbidden},
		{"nobody", "wtdatagram", "", http.StatusNotFound},
	} {
		response, _, err := dialQUIC(t, door, test.id, test.way, test.origin)
		if err == nil || response == nil || response.StatusCode != test.status {
			t.Errorf("%+v: %v, %v", test, response, err)
		}
	}
}

// 브라우저가 진짜로 받는다. 데이터그램과 스트림이 닿고, 끊었다가도 다시 온다.
func TestWebTransportInBrowser(t *testing.T) {
	t.Parallel()
	addr, _ := start(t)
	page := open(t, addr)
	page.Click("#start")
	for way := range quicWays {
		page.Until(figure(way, "이벤트") + " > 5")
	}
	page.NoProblems()
	page.Click("#cut")
	page.Until(`document.querySelector("#cut-report table")`)
	for way := range quicWays {
		before := page.numbers(t, way, "이벤트")[0]
		page.Until(fmt.Sprintf("%s > %v", figure(way, "이벤트"), before+3))
	}
}

// WebTransport가 없거나 UDP가 막힌 브라우저에서는 그 칸만 이유를 적는다. 나머지는 예상과 비교하기까지 한다.
func TestWithoutWebTransport(t *testing.T) {
	t.Parallel()
	silent, err := loopback.ListenUDP() // 받기만 하고 대답하지 않는다. UDP가 막힌 네트워크와 같다.
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	addr, _ := start(t)
	for first, reason := range map[string]string{
		"delete window.WebTransport": "쓸 수 없습니다",
		fmt.Sprintf(`window.WebTransport = class extends WebTransport {
			constructor(address, trust) { super("https://%s/", trust); }
		}`, silent.LocalAddr()): "열리지 않았습니다",
	} {
		page := calm(tab{browser.OpenQUIC(t, "http://"+addr+"/", first)})
		page.Click("#start")
		page.Until(fmt.Sprintf(`[...document.querySelectorAll(".panel[data-protocol^=wt] small")].every((small) => small.textContent.includes(%q))`, reason))
		page.Until(`document.querySelectorAll("#bars-cost li").length === 6`)
		if score := page.Text("#score"); !strings.Contains(score, "방법 6가지") {
			t.Error(score)
		}
		page.Look("compare-without-webtransport")
	}
}

// 페이지에 알려 주는 해시는 SHA-256이고, 인증서는 14일을 넘지 않는다.
func TestTwoWeeks(t *testing.T) {
	_, _, _, door := quicPage(t)
	if sum, err := base64.StdEncoding.DecodeString(door.Hash); err != nil || len(sum) != 32 {
		t.Errorf("%q, %v", door.Hash, err)
	}
	certificate, err := loopback.Certificate()
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(certificate.Certificate[0])
	if err != nil || leaf.NotAfter.Sub(leaf.NotBefore).Hours() > 14*24 {
		t.Errorf("%v부터 %v까지, %v", leaf.NotBefore, leaf.NotAfter, err)
	}
}
