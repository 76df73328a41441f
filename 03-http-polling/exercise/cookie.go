package exercise

import "net/http"

// GiveCookie는 세션의 번호를 쿠키로 준다. 쿠키의 이름은 sid이다. RFC 6265 4.1.2절.
//
// 고칠 것: 페이지에 끼어든 스크립트가 번호를 읽어 간다. 다른 사이트가 시킨 POST에도 쿠키가 붙는다.
// 이름을 정하는 /name 아래에서만 쿠키가 온다. HTTPS로 온 손님의 쿠키가 HTTP로 새어 나간다.
func GiveCookie(w http.ResponseWriter, r *http.Request, id string) {
	http.SetCookie(w, &http.Cookie{Name: "sid", Value: id, Path: "/name"})
}
