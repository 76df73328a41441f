package exercise

import "net/http"

// CookieName은 세션 ID를 담는 쿠키의 이름이다.
const CookieName = "sid"

// SetID는 세션 ID를 쿠키로 준다(RFC 6265 4.1절). r은 지금 응답하고 있는 요청이다.
// secure는 서버를 켤 때 정한 설정이다. 사용자가 HTTPS로 들어오는 사이트이면 참이다.
//
// 고칠 것: 세션 ID가 샌다. 쿠키가 가야 할 경로에 가지 않기도 한다.
//
//   - 페이지에 끼어든 스크립트가 document.cookie로 ID를 읽는다.
//   - 다른 사이트의 페이지가 시킨 POST에도 쿠키가 붙어 온다.
//   - /room/name에서 받은 쿠키가 /messages를 요청할 때는 오지 않는다.
//   - 요청을 보고 HTTPS인지 짐작한다. 앞의 프록시가 TLS를 풀면 r.TLS는 언제나 nil이다. 그래서 Secure가 붙지 않고,
//     쿠키가 HTTP로도 나가서 엿듣는 사람이 읽는다. Secure는 secure가 참일 때만, 그리고 언제나 붙인다.
func SetID(w http.ResponseWriter, r *http.Request, id string, secure bool) {
	http.SetCookie(w, &http.Cookie{
		Name:     CookieName,
		Value:    id,
		SameSite: http.SameSiteNoneMode,
		Secure:   r.TLS != nil,
	})
}
