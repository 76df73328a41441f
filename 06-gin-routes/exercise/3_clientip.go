package exercise

import (
	"net/http"
	"net/netip"
	"strings"
)

// ClientIP는 요청을 보낸 클라이언트의 주소이다. trusted는 우리 프록시들의 주소이다.
// 프록시는 자기에게 온 클라이언트의 주소를 X-Forwarded-For의 오른쪽에 덧붙인다.
// 헤더가 여러 줄이면 쉼표로 이은 한 줄과 같다(RFC 9110 5.3절).
// 쉼표의 앞뒤에는 빈칸이나 탭이 있을 수도, 없을 수도 있다.
// 주소로 읽히지 않는 것을 만나면 거기까지 알아낸 주소를, 모두 우리 프록시이면 맨 왼쪽 것을 돌려준다.
//
// 고칠 것: 아무나 적어 보낸 X-Forwarded-For를 믿는다.
func ClientIP(r *http.Request, trusted []netip.Prefix) netip.Addr {
	first, _, _ := strings.Cut(r.Header.Get("X-Forwarded-For"), ",")
	if ip, err := netip.ParseAddr(strings.TrimSpace(first)); err == nil {
		return ip
	}
	return netip.MustParseAddrPort(r.RemoteAddr).Addr()
}
