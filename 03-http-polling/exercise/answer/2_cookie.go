package exercise

import "net/http"

// CookieName은 세션 ID를 담는 쿠키의 이름이다.
const CookieName = "sid"

// 세션 ID를 아는 사람이 곧 그 사용자이다. 그래서 ID가 갈 수 있는 곳을 하나씩 닫는다: 스크립트(HttpOnly),
// 다른 사이트가 시킨 요청(SameSite), 암호로 감싸지 않은 연결(Secure). 적지 않으면 브라우저가 알아서 하는데,
// 브라우저마다 다르다. Path만은 반대로 넓힌다. 적지 않으면 쿠키를 준 경로의 폴더에만 간다.
// 사용자가 HTTPS로 왔는지는 요청을 보아도 모른다. 프록시가 TLS를 풀면 r.TLS는 nil이고, 헤더는 클라이언트가 지어낼 수 있다.

// SetID는 세션 ID를 쿠키로 준다(RFC 6265 4.1절). r은 지금 응답하고 있는 요청이다.
// secure는 서버를 켤 때 정한 설정이다. 사용자가 HTTPS로 들어오는 사이트이면 참이다.
func SetID(w http.ResponseWriter, r *http.Request, id string, secure bool) {
	http.SetCookie(w, &http.Cookie{
		Name:     CookieName,
		Value:    id,
		Path:     "/",
		HttpOnly: true,
		SameSite: http.SameSiteLaxMode, // 링크를 눌러 들어올 때는 붙어야 로그인이 이어진다. Strict는 그때도 뺀다.
		Secure:   secure,
	})
}
