package web

import "net/http"

// Korean은 ServeMux가 스스로 하는 404와 405의 영어 본문을 한국어 한 문장으로 바꾼다.
// 405에 붙는 Allow 헤더는 ServeMux가 아는 그대로이다(RFC 9110 15.5.6절).
func Korean(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, pattern := mux.Handler(r); pattern == "" { // 맡은 핸들러가 없다. ServeMux가 답한다.
			w = &koreanError{ResponseWriter: w, request: r}
		}
		mux.ServeHTTP(w, r)
	})
}

// koreanError는 404와 405의 본문만 바꾸어 쓴다.
type koreanError struct {
	http.ResponseWriter
	request *http.Request
	written bool // 본문을 우리가 썼다
}

func (w *koreanError) WriteHeader(status int) {
	switch status {
	case http.StatusNotFound:
		w.written = true
		NotFound(w.ResponseWriter, w.request)
	case http.StatusMethodNotAllowed:
		w.written = true
		errorPage(w.ResponseWriter, w.request, status, w.request.Method+" 메서드는 쓸 수 없습니다. 쓸 수 있는 것: "+w.Header().Get("Allow"))
	default:
		w.ResponseWriter.WriteHeader(status)
	}
}

func (w *koreanError) Write(p []byte) (int, error) {
	if w.written {
		return len(p), nil
	}
	return w.ResponseWriter.Write(p)
}
