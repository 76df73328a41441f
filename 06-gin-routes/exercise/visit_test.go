//go:build exercise

package exercise_test

import (
	"bufio"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
)

// visited는 한 번 찾아가서 알게 된 것이다.
type visited struct {
	status int // 받은 상태. 0이면 응답이 없었다
	body   string
	reason any // 바깥까지 나간 패닉
}

// visit은 path를 한 번 찾아간다.
func (s *site) visit(method, path string, upgrade bool) (got visited) {
	w := &answer{ResponseRecorder: httptest.NewRecorder(), stuck: path == "/stuck"}
	r := httptest.NewRequest(method, path, nil)
	if upgrade {
		r.Header.Set("Connection", "Upgrade")
		r.Header.Set("Upgrade", "websocket")
	}
	func() {
		defer func() { got.reason = recover() }() // recovery가 바깥에 있는 것과 같다.
		s.app.ServeHTTP(w, r)
	}()
	if w.answered {
		got.status, got.body = w.Code, w.Body.String()
	}
	return got
}

// answer는 연결을 넘겨줄 수 있는 ResponseWriter이다.
type answer struct {
	*httptest.ResponseRecorder
	stuck    bool // 넘겨주지 못한다
	taken    bool
	answered bool
}

// handed는 넘겨준 연결이다.
type handed struct{ net.Conn }

func (w *answer) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	if w.stuck {
		return nil, nil, errors.New("넘겨줄 수 없음")
	}
	w.taken = true
	near, far := net.Pipe()
	far.Close()
	return &handed{near}, bufio.NewReadWriter(bufio.NewReader(near), bufio.NewWriter(near)), nil
}

func (w *answer) WriteHeader(status int) {
	w.answered = true
	w.ResponseRecorder.WriteHeader(status)
}

func (w *answer) Write(p []byte) (int, error) {
	if w.taken {
		return 0, http.ErrHijacked
	}
	w.answered = true
	return w.ResponseRecorder.Write(p)
}
