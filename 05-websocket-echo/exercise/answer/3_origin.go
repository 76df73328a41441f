package exercise

import (
	"net/http"
	"net/url"
	"strings"
)

// 글자의 앞이나 끝을 비교하지 않고, 주소로 읽어서 호스트를 통째로 비교한다. url.URL의 Host에는 포트도 들어 있다.
// null처럼 호스트가 없는 것은 빈 글이 되어 Host와 같을 수 없다. 브라우저가 아닌 클라이언트는 Origin을 마음대로 적을 수 있다.
// 그러니 이 검사는 브라우저에 든 나쁜 페이지를 막을 뿐, 로그인을 대신하지 못한다.

// SameOrigin은 요청이 우리 페이지에서 왔는지 본다. Origin의 호스트와 포트가 Host와 같아야 한다. RFC 6455 10.2절.
//
//   - 호스트의 대문자와 소문자는 같은 것으로 여긴다.
//   - http인지 https인지는 보지 않는다. TLS는 앞에 선 프록시가 풀 수도 있다.
//   - Origin이 없으면 브라우저가 아니므로 통과시킨다. null이나 읽을 수 없는 Origin은 거절한다.
func SameOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true
	}
	from, err := url.Parse(origin)
	return err == nil && strings.EqualFold(from.Host, r.Host)
}
