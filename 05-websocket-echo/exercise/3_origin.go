package exercise

import (
	"net/http"
	"strings"
)

// SameOrigin은 요청이 우리 페이지에서 왔는지 본다. Origin의 호스트와 포트가 Host와 같아야 한다. RFC 6455 10.2절.
//
//   - 호스트의 대문자와 소문자는 같은 것으로 여긴다.
//   - http인지 https인지는 보지 않는다. TLS는 앞에 선 프록시가 풀 수도 있다.
//   - Origin이 없으면 브라우저가 아니므로 통과시킨다. null이나 읽을 수 없는 Origin은 거절한다.
//
// 고칠 것: evil-example.com에서 온 요청이 example.com으로 들어온다. 대문자로 적은 우리 페이지(example.COM)는 들어오지 못한다.
func SameOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	return origin == "" || strings.HasSuffix(origin, r.Host)
}
