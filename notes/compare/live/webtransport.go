package live

import (
	"context"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/quic-go/webtransport-go"

	"socketworkbook/internal/relay"
	"socketworkbook/internal/web"
	"socketworkbook/notes/compare/loopback"
)

// quicWays는 WebTransport로 나르는 두 가지이다. 이벤트 하나를 보내는 법만 다르다.
var quicWays = map[string]func(*webtransport.Session, []byte) error{
	"wtdatagram": (*webtransport.Session).SendDatagram, "wtstream": sendStream,
}

// sendStream은 이벤트마다 한쪽으로만 흐르는 스트림을 새로 연다. QUIC은 순서를 스트림 안에서만 지킨다(RFC 9000 2.2절).
// 그래서 앞의 이벤트를 잃어도 뒤의 이벤트는 기다리지 않는다.
func sendStream(session *webtransport.Session, text []byte) error {
	stream, err := session.OpenUniStream()
	if err != nil {
		return err
	}
	stream.SetWriteDeadline(time.Now().Add(writeTimeout))
	if _, err := stream.Write(text); err != nil {
		return err
	}
	return stream.Close()
}

// flow는 세션을 열고, 끊기거나 페이지가 떠날 때까지 이벤트를 보낸다. WebSocket처럼 지금부터의 것만 보낸다.
func (q *quicServer) flow(s *site, w http.ResponseWriter, r *http.Request, send func(*webtransport.Session, []byte) error) {
	run := s.board.find(r.PathValue("run"))
	if run == nil {
		web.Error(w, http.StatusNotFound, "그런 실험은 없습니다. 페이지를 새로 고치세요.")
		return
	}
	cut, open := run.line()
	if !open {
		web.Error(w, http.StatusServiceUnavailable, "연결을 끊어 두었습니다.")
		return
	}
	last := run.lastID()
	session, err := q.server.Upgrade(w, r)
	if err != nil {
		web.Error(w, http.StatusForbidden, "WebTransport를 열 수 없습니다.")
		return
	}
	defer session.CloseWithError(0, "")
	for {
		for _, m := range run.since(last) {
			if send(session, []byte(m.Text)) != nil {
				return
			}
			last = m.ID
		}
		select {
		case <-run.news(last):
		case <-cut:
			return
		case <-session.Context().Done():
			return
		}
	}
}

// quicDoor는 페이지가 WebTransport를 여는 데 쓰는 것이다.
type quicDoor struct {
	Hash  string            `json:"hash"`  // 인증서의 SHA-256, base64
	Addrs map[string]string `json:"addrs"` // 방법마다 붙을 주소. 저마다 바이트를 세는 중계가 있다
}

// door는 방법마다 중계를 세운다. shut은 중계를 걷는다.
func (q *quicServer) door(run *run) (door quicDoor, shut func(), err error) {
	door = quicDoor{base64.StdEncoding.EncodeToString(q.hash), map[string]string{}}
	fronts := map[string]*net.UDPConn{}
	for way := range quicWays {
		front, err := loopback.ListenUDP()
		if err == nil {
			fronts[way] = front
			door.Addrs[way], err = run.lines.before(front.LocalAddr().String(), true)
		}
		if err != nil {
			for _, opened := range fronts {
				opened.Close()
			}
			return door, nil, fmt.Errorf("WebTransport 중계 놓기: %w", err)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	var all sync.WaitGroup
	for way, front := range fronts {
		all.Go(func() { relay.UDP(ctx, front, q.conn.LocalAddr().String(), run.tallies[way].watch) })
	}
	return door, func() { stop(); all.Wait() }, nil
}
