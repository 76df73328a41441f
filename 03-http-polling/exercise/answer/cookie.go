package exercise

import "net/http"

// 브라우저의 기본값은 저마다 다르므로 모두 스스로 적는다. HttpOnly는 끼어든 스크립트가, SameSite는 다른 사이트의
// POST가 번호를 쓰지 못하게 한다. Path를 적지 않으면 지금 길의 폴더 아래에서만 온다. Secure는 HTTPS로 온 손님에게만
// 붙인다. HTTP의 손님에게 붙이면 브라우저가 돌려보내지 않아서 세션이 이어지지 않는다.

// GiveCookie는 세션의 번호를 쿠키로 준다. 쿠키의 이름은 sid이다. RFC 6265 4.1.2절.
func GiveCookie(w http.ResponseWriter, r *http.Request, id string) {
	http.SetCookie(w, &http.Cookie{
		Name:     "sid",
		Value:    id,
		Path:     "/",
		HttpOnly: true,
		SameSite: http.SameSiteLaxMode,
		Secure:   r.TLS != nil,
	})
}
