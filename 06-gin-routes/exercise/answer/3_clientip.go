package exercise

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// 확실한 것은 연결의 상대뿐이다. 거기에서 시작해 거꾸로 간다. 지금 아는 주소가 우리 프록시라면,
// 그 프록시가 덧붙인 하나만 더 믿을 수 있다. 우리 프록시가 아닌 주소를 만나면 그것이 클라이언트이다.
// 그 왼쪽은 클라이언트가 적어 보낸 것일 수 있으므로 보지 않는다.

// ClientIP는 요청을 보낸 클라이언트의 주소이다. trusted는 우리 프록시들의 주소이다.
// 프록시는 자기에게 온 클라이언트의 주소를 X-Forwarded-For의 오른쪽에 덧붙인다.
// 헤더가 여러 줄이면 쉼표로 이은 한 줄과 같다(RFC 9110 5.3절).
// 쉼표의 앞뒤에는 빈칸이나 탭이 있을 수도, 없을 수도 있다.
// 주소로 읽히지 않는 것을 만나면 거기까지 알아낸 주소를, 모두 우리 프록시이면 맨 왼쪽 것을 돌려준다.
func ClientIP(r *http.Request, trusted []netip.Prefix) netip.Addr {
	ours := func(ip netip.Addr) bool {
		return slices.ContainsFunc(trusted, func(p netip.Prefix) bool { return p.Contains(ip) })
	}
	client := netip.MustParseAddrPort(r.RemoteAddr).Addr()
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		ip, err := netip.ParseAddr(strings.TrimSpace(hop))
		if !ours(client) || err != nil {
			break
		}
		client = ip
	}
	return client
}
