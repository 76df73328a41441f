package main

import (
	"context"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"strings"
	"sync"

	"socketworkbook/internal/web"
)

const (
	cookieLife   = 24 * 60 * 60 // 초. Max-Age가 없는 쿠키는 브라우저를 닫으면 사라진다
	longestValue = 8192         // 글자. 브라우저가 받아 주는 쿠키보다 길어야 가득 찬 것을 볼 수 있다
	valueLetters = "0123456789abcdefghijklmnopqrstuvwxyz-"
)

// storage는 브라우저의 저장소를 나란히 놓고 해 보는 페이지이다(/storage). 대화방과 나누어 쓰는 것은 없다.
type storage struct {
	page, otherPage http.Handler
	secure          bool   // HTTPS로만 다니는 쿠키를 준다
	otherPort       string // 같은 호스트의 다른 포트. 포트가 다르면 다른 오리진이다
}

func newStorage(secure bool) *storage {
	return &storage{
		page:      web.Page("03-http-polling", files, "storage.html"),
		otherPage: web.Page("03-http-polling", files, "storage-other.html"),
		secure:    secure,
	}
}

// handle은 /storage로 시작하는 경로를 더한다. 상태를 바꾸는 것은 POST와 DELETE뿐이다. 그래야 다른 사이트의 링크나
// 그림이 바꾸지 못하고, web.Serve의 오리진 검사도 이 둘을 막아 준다.
func (s *storage) handle(mux *http.ServeMux) {
	mux.Handle("GET /storage", s.page)
	mux.HandleFunc("GET /storage/echo", s.echo)
	mux.HandleFunc("POST /storage/cookies/{cookie}", s.setCookie)
	mux.HandleFunc("DELETE /storage/cookies", s.clearCookies)
}

// serveOther는 ln과 같은 호스트의 다른 포트에서도 응답한다. stop은 끝날 때까지 기다린다.
func (s *storage) serveOther(ctx context.Context, ln net.Listener) (stop func(), err error) {
	host, _, err := net.SplitHostPort(ln.Addr().String())
	if err != nil {
		return nil, fmt.Errorf("주소 읽기: %w", err)
	}
	other, err := web.Listen(net.JoinHostPort(host, "0"), s.secure)
	if err != nil {
		return nil, err
	}
	_, s.otherPort, _ = net.SplitHostPort(other.Addr().String())
	mux := http.NewServeMux()
	mux.Handle("GET /storage/other", s.otherPage)
	mux.HandleFunc("GET /storage/echo", s.echo)

	ctx, cancel := context.WithCancel(ctx)
	var serving sync.WaitGroup
	serving.Go(func() {
		if err := web.Serve(ctx, other, web.Korean(mux)); err != nil {
			log.Printf("다른 포트에서 응답하기: %v", err)
		}
	})
	return func() { cancel(); serving.Wait() }, nil
}

// cookie는 쿠키 하나이다. open은 스크립트가 읽을 수 있고, sealed는 읽지 못한다(HttpOnly).
func (s *storage) cookie(name, value string, life int) *http.Cookie {
	prefix := ""
	if s.secure {
		prefix = "__Secure-" // Secure인 쿠키를 http 페이지가 덮어쓰지 못하므로, 이름이 달라야 둘 다 해 볼 수 있다.
	}
	return &http.Cookie{
		Name: prefix + "storage_" + name, Value: value, MaxAge: life,
		Path:     "/storage", // 대화방의 요청에는 붙지 않는다.
		HttpOnly: name == "sealed",
		SameSite: http.SameSiteLaxMode,
		Secure:   s.secure,
	}
}

// setCookie는 본문의 값을 쿠키에 담아 돌려보낸다. 서버에는 남기지 않는다.
func (s *storage) setCookie(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("cookie")
	if name != "open" && name != "sealed" {
		web.NotFound(w, r)
		return
	}
	value, ok := web.ReadText(w, r, "value", longestValue)
	if !ok {
		return
	}
	if strings.Trim(value, valueLetters) != "" {
		web.Error(w, http.StatusBadRequest, "value에는 영어 소문자와 숫자와 -만 쓸 수 있습니다")
		return
	}
	http.SetCookie(w, s.cookie(name, value, cookieLife))
	w.WriteHeader(http.StatusNoContent)
}

func (s *storage) clearCookies(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, s.cookie("open", "", -1))
	http.SetCookie(w, s.cookie("sealed", "", -1))
	w.WriteHeader(http.StatusNoContent)
}

// echo는 받은 요청을 글로 돌려준다. 쿠키는 이 페이지의 둘만 남긴다. HttpOnly 쿠키를 돌려주면 스크립트가 읽게 된다.
// 세션 ID라면 해서는 안 되는 일이고, storage_sealed는 보여 주려고 만든 쿠키라서 한다.
func (s *storage) echo(w http.ResponseWriter, r *http.Request) {
	var ours []string
	for _, name := range []string{"open", "sealed"} {
		if cookie, err := r.Cookie(s.cookie(name, "", 0).Name); err == nil {
			ours = append(ours, cookie.String())
		}
	}
	shown := r.Clone(r.Context())
	shown.Header.Del("Cookie")
	if len(ours) > 0 {
		shown.Header.Set("Cookie", strings.Join(ours, "; "))
	}
	log.Printf("%.100q에 온 요청의 쿠키: %.300q", r.Host, ours)
	request, err := httputil.DumpRequest(shown, false)
	if err != nil {
		web.Error(w, http.StatusInternalServerError, "요청을 글로 옮기지 못했습니다")
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	web.JSON(w, http.StatusOK, map[string]string{"request": string(request), "other": s.otherPort})
}
