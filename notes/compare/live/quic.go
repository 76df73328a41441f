package live

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"net"
	"net/http"
	"slices"

	"github.com/quic-go/quic-go/http3"
	"github.com/quic-go/webtransport-go"

	"socketworkbook/notes/compare/loopback"
)

// quicServer는 HTTP/3으로 WebTransport를 받는 서버이다. 페이지의 서버와 포트가 다르다. UDP이기 때문이다.
type quicServer struct {
	conn   *net.UDPConn
	server *webtransport.Server
	hash   []byte // 인증서의 SHA-256. 페이지는 이것을 알려 준 인증서만 믿는다
}

// newQUIC은 루프백의 UDP 포트 하나를 연다. 다른 기기의 페이지는 이것을 쓸 수 없다. 브라우저는 안전한 컨텍스트(HTTPS이거나
// localhost)에서만 WebTransport를 내주므로, 평문으로 연 다른 기기의 페이지에는 어차피 없다.
func newQUIC(s *site, page net.Addr) (*quicServer, error) {
	conn, certificate, err := loopback.ListenQUIC()
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(certificate.Certificate[0])
	q := &quicServer{conn: conn, hash: sum[:]}
	mux := http.NewServeMux()
	q.server = &webtransport.Server{
		H3: &http3.Server{
			Handler:   mux,
			TLSConfig: http3.ConfigureTLSConfig(&tls.Config{Certificates: []tls.Certificate{certificate}}),
		},
		CheckOrigin: func(r *http.Request) bool { return pageOrigin(r.Header.Get("Origin"), page) },
	}
	for way, send := range quicWays {
		mux.HandleFunc("CONNECT /run/{run}/"+way, func(w http.ResponseWriter, r *http.Request) { q.flow(s, w, r, send) })
	}
	return q, nil
}

// serve는 ctx가 취소될 때까지 받는다.
func (q *quicServer) serve(ctx context.Context) {
	stop := context.AfterFunc(ctx, func() { q.conn.Close() }) // 소켓이 닫히면 Serve가 돌아온다.
	defer stop()
	q.server.Serve(q.conn)
	q.server.Close() // Serve와 함께 부르면 안 된다. 둘 다 서버를 준비하기 때문이다.
}

// pageOrigin은 비교 페이지의 오리진인지이다. 다른 사이트의 페이지도 이 포트에 붙을 수 있으므로 스스로 본다.
// Origin이 없는 것은 브라우저가 아니다.
func pageOrigin(origin string, page net.Addr) bool {
	_, port, _ := net.SplitHostPort(page.String())
	return origin == "" || slices.Contains([]string{
		"http://localhost:" + port, "http://127.0.0.1:" + port, "http://[::1]:" + port}, origin)
}
