package live

import (
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/quic-go/quic-go/http3"

	"socketworkbook/internal/distance"
	"socketworkbook/internal/lesson/lessontest"
)

// farLine은 addr을 먼 곳에 두고, 대신 붙을 주소를 돌려준다.
func farLine(t *testing.T, addr string, options ...string) string {
	t.Helper()
	lessontest.Slow(t, "notes/far를 빌드한다")
	program, remove, err := distance.Build(t.Context(), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(remove)
	line, err := program.Start(addr, true, nil, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(line.End)
	return line.Addr
}

// HTTP/3의 첫 응답까지 왕복은 두 번이다. 연결과 TLS를 함께 하기 때문이다. WebTransport는 세션을 여는 왕복을 더한다.
func TestQUICRoundTrips(t *testing.T) {
	const round = 300 * time.Millisecond
	s, id, run, door := quicPage(t)
	quiet := farLine(t, s.quic.conn.LocalAddr().String(), "-rtt", round.String())
	client := &http3.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	defer client.Close()
	begin := time.Now()
	response, err := (&http.Client{Transport: client}).Get("https://" + quiet + "/")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	trips := map[string]int{"HTTP/3": int(time.Since(begin) / round)}

	door.Addrs["wtdatagram"] = quiet
	begin = time.Now()
	_, session, err := dialQUIC(t, door, id, "wtdatagram", "")
	if err != nil {
		t.Fatal(err)
	}
	run.emit(64) // 서버가 먼저 보낸다. 클라이언트가 먼저 말하고 답을 받는다면 왕복이 하나 더 든다.
	if _, err := session.ReceiveDatagram(t.Context()); err != nil {
		t.Fatal(err)
	}
	trips["WebTransport"] = int(time.Since(begin) / round)
	for _, name := range []string{"HTTP/3", "WebTransport"} {
		fmt.Printf("%-12s 왕복 %d번\n", name, trips[name])
	}
	if trips["HTTP/3"] != 2 || trips["WebTransport"] != 2 {
		t.Errorf("첫 메시지까지의 왕복: %v", trips)
	}
}

// 손실이 있을 때, 스트림 하나에 모두 실으면 앞의 것을 기다린다. 스트림마다 하나씩 실으면 잃은 것만 늦는다.
func TestQUICStreamsDoNotWait(t *testing.T) {
	const messages = 500
	addr := loopbackQUIC(t, messages)
	far := farLine(t, addr, "-rtt", "100ms", "-loss", "5%")
	late := map[string][]time.Duration{}
	for _, way := range []string{"스트림 하나", "스트림마다 하나", "데이터그램"} {
		delays := receive(t, far, way, messages)
		late[way] = delays
		at := func(share float64) int64 { return delays[int(share*float64(len(delays)-1))].Milliseconds() }
		fmt.Printf("%s: %d개 가운데 %d개. p50 %dms, p95 %dms, p99 %dms\n", way, messages, len(delays), at(0.5), at(0.95), at(0.99))
	}
	one, each, datagrams := late["스트림 하나"], late["스트림마다 하나"], late["데이터그램"]
	waited := func(all []time.Duration) (n int) { // 늦은 것의 수
		for _, delay := range all {
			if delay > 90*time.Millisecond {
				n++
			}
		}
		return n
	}
	if len(one) != messages || len(each) != messages || len(datagrams) == messages {
		t.Errorf("스트림은 잃지 않고 데이터그램은 잃어야 한다: %d, %d, %d", len(one), len(each), len(datagrams))
	}
	if waited(one) <= 2*waited(each) || waited(datagrams) > waited(each) {
		t.Errorf("90ms보다 늦은 것: 스트림 하나 %d개, 스트림마다 하나 %d개, 데이터그램 %d개", waited(one), waited(each), waited(datagrams))
	}
}
