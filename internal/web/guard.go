package web

import (
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
)

// ownHost는 이 컴퓨터 안에서만 듣는 서버에 남의 이름으로 온 요청을 421로 거절한다(RFC 9110 15.5.20절).
//
// 나쁜 사이트는 제 이름(evil.example)의 IP 주소를 127.0.0.1로 바꿀 수 있다(DNS rebinding). 그러면 브라우저는
// 그 페이지와 우리 서버를 한 사이트로 여기고, Origin과 Host도 같다. 남는 단서는 Host에 적힌 이름뿐이다.
func ownHost(addr net.Addr, handler http.Handler) http.Handler {
	if tcp, ok := addr.(*net.TCPAddr); !ok || !tcp.IP.IsLoopback() {
		return handler // 다른 기기도 오는 서버는 제 이름을 다 알지 못한다.
	}
	computer, _ := os.Hostname()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !loopback(r.Host, computer) {
			Error(w, http.StatusMisdirectedRequest, "이 서버의 이름은 localhost입니다. 주소를 확인하세요.")
			return
		}
		handler.ServeHTTP(w, r)
	})
}

// loopback은 Host 헤더가 이 컴퓨터를 가리키는 이름인지 본다. HTTP/1.0에는 Host가 없어도 된다.
// localhost로 끝나는 이름은 남이 가질 수 없다(RFC 6761 6.3절). 이 컴퓨터의 이름(computer)도 받는다.
func loopback(host, computer string) bool {
	name := strings.ToLower(strings.TrimSuffix((&url.URL{Host: host}).Hostname(), "."))
	ip := net.ParseIP(name)
	return host == "" || name == "localhost" || strings.HasSuffix(name, ".localhost") ||
		name != "" && name == strings.ToLower(computer) || ip != nil && ip.IsLoopback()
}

const foreign = "다른 사이트의 페이지가 보낸 요청은 받지 않습니다"

// SameOrigin은 Origin이 있으면 우리 것인지 본다(RFC 6454 7절). 아니면 스스로 403으로 답하고 false를 돌려준다.
// 없으면 통과시킨다. 우리 페이지의 GET과 브라우저가 아닌 클라이언트에게는 Origin이 없다. 다른 사이트의
// <img>에도 없지만, 그 페이지는 답을 읽지 못한다.
func SameOrigin(w http.ResponseWriter, r *http.Request) bool {
	origin := r.Header.Get("Origin")
	from, err := url.Parse(origin)
	if origin == "" || err == nil && strings.EqualFold(from.Host, r.Host) {
		return true
	}
	Error(w, http.StatusForbidden, foreign)
	return false
}

// sameOrigin은 다른 사이트의 페이지가 우리 사용자의 브라우저를 시켜 보낸 POST를 막는다.
// 브라우저가 붙이는 Sec-Fetch-Site와 Origin을 본다. 브라우저가 아니면 둘 다 없다.
func sameOrigin(handler http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		Error(w, http.StatusForbidden, foreign)
	}))
	return guard.Handler(handler)
}

// noBodyInGet은 본문이 있는 GET을 400으로 거절한다. 본문의 뜻이 정해져 있지 않고(RFC 9110 9.3.1절),
// 읽지 않은 본문이 남아 있으면 net/http는 클라이언트가 떠난 것을 알아채지 못한다.
func noBodyInGet(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && r.ContentLength != 0 {
			Error(w, http.StatusBadRequest, "GET 요청에는 본문이 없어야 합니다")
			return
		}
		handler.ServeHTTP(w, r)
	})
}

// FromThisComputer는 이 컴퓨터에서, 이 컴퓨터의 이름으로 온 요청인지 본다. 프록시가 대신 보낸 것은 누가 보냈는지
// 모르므로 아니라고 한다. 이름을 보는 이유는 ownHost와 같다.
func FromThisComputer(r *http.Request) bool {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	from := net.ParseIP(host)
	computer, _ := os.Hostname()
	forwarded := r.Header.Get("Forwarded") != "" || r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Via") != ""
	return from != nil && from.IsLoopback() && r.Host != "" && loopback(r.Host, computer) && !forwarded
}
