package live

import (
	"embed"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"strings"

	"socketworkbook/internal/web"
)

// pages는 페이지와 그 스크립트이다.
//
//go:embed page
var pages embed.FS

// carry는 이벤트를 나르는 방법 하나의 서버 쪽이다. cut이 닫히면 연결을 끊어야 한다.
type carry func(s *site, w http.ResponseWriter, r *http.Request, run *run, cut <-chan struct{})

// opened는 브라우저가 스스로 여는 방법들이다. 새 방법은 여기에 한 줄, 나르는 파일 하나, 페이지의 ways.js에 하나이다.
var opened = map[string]carry{
	"polling": (*site).polling, "longpolling": (*site).longPolling, "sse": (*site).sse, "ws": (*site).ws,
}

// handle은 어떤 경로의 요청을 누가 맡는지 정한다.
func (s *site) handle() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.index)
	mux.HandleFunc("GET /public/{file}", func(w http.ResponseWriter, r *http.Request) { file(r.PathValue("file"))(w, r) })
	mux.Handle("GET /web/", http.StripPrefix("/web/", http.FileServerFS(web.Files)))
	mux.HandleFunc("GET /control", s.control)
	for way, carry := range opened {
		mux.HandleFunc("GET /run/{run}/"+way, s.with(carry))
	}
	return web.Korean(mux)
}

// with는 실험을 찾아 carry에 넘긴다. 다른 사이트의 페이지는 받지 않는다.
func (s *site) with(carry carry) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !s.welcome(w, r) {
			return
		}
		run := s.board.find(r.PathValue("run"))
		if run == nil {
			web.Error(w, http.StatusNotFound, "그런 실험은 없습니다. 페이지를 새로 고치세요.")
			return
		}
		cut, open := run.line()
		if !open {
			hangUp()
		}
		carry(s, w, r, run, cut)
	}
}

// hangUp은 응답 없이 연결을 끊는다. 끊긴 연결은 404나 503을 말해 주지 않는다.
func hangUp() { panic(http.ErrAbortHandler) }

// WebTransport는 포트가 다르므로 따로 허락한다.
var policy = strings.Replace(web.Policy("'self'", "'self'"), "connect-src 'self'", "connect-src 'self' https://127.0.0.1:*", 1)

// index는 페이지이다. 모든 페이지에 있는 수업의 줄을 채워서 준다. 먼 네트워크의 입구는 실험마다 포트가 다르다.
func (s *site) index(w http.ResponseWriter, r *http.Request) {
	page, _ := pages.ReadFile("page/index.html")
	allowed := policy
	if s.far != nil {
		allowed = strings.Replace(policy, "connect-src 'self'", "connect-src 'self' http://127.0.0.1:* ws://127.0.0.1:*", 1)
	}
	web.Protect(w.Header(), allowed)
	w.Header().Set("Cache-Control", "no-cache") // 고친 페이지가 새로 고침 한 번에 보이게
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	io.WriteString(w, web.Fill("compare", pages, string(page)))
}

// file은 page 폴더의 파일 하나를 내준다.
func file(name string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		folder, _ := fs.Sub(pages, "page")
		if info, err := fs.Stat(folder, name); err != nil || info.IsDir() {
			web.NotFound(w, r)
			return
		}
		web.Protect(w.Header(), policy)
		w.Header().Set("Cache-Control", "no-cache") // 고친 페이지가 새로 고침 한 번에 보이게
		http.ServeFileFS(w, r, folder, name)
	}
}

func init() {
	// Windows는 파일의 종류를 레지스트리에서 찾는다. 거기에 .js가 text/plain으로 적힌 컴퓨터가 있다.
	mime.AddExtensionType(".js", "text/javascript; charset=utf-8")
}
