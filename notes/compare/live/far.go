package live

import (
	"fmt"
	"net"
	"net/http"
	"sync"

	"socketworkbook/internal/distance"
	"socketworkbook/internal/web"
)

// distant는 먼 네트워크이다. 청하지 않았으면 nil이고, 모두가 루프백에 바로 붙는다.
type distant struct {
	program distance.Program
	page    net.Addr // 비교 페이지의 주소
}

const mostDistant = 8 // 먼 네트워크를 쓰는 실험의 수. 실험 하나가 프로그램 다섯을 켠다

// lines는 실험 하나가 놓은 선들이다. 방법마다 따로 놓는다. 그래야 남이 보낸 것 때문에 잃는 번호가 바뀌지 않는다.
type lines struct {
	far *distant
	mu  sync.Mutex
	all []*distance.Line
}

// before는 addr 앞에 선을 놓고, addr 대신 붙을 주소를 돌려준다.
func (l *lines) before(addr string, udp bool) (string, error) {
	if l.far == nil {
		return addr, nil
	}
	line, err := l.far.program.Start(addr, udp, nil) // 패킷의 이야기는 notes/wiretap이 보여 준다.
	if err != nil {
		return "", err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all = append(l.all, line)
	return line.Addr, nil
}

// set은 모든 선을 바꾼다.
func (l *lines) set(s settings) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, line := range l.all {
		line.Set(map[string]string{"rtt": fmt.Sprintf("%dms", s.RTT), "loss": fmt.Sprintf("%g%%", s.Loss)})
	}
}

// hang은 선을 모두 걷고, 그 프로그램들이 끝나기를 기다린다.
func (l *lines) hang() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, line := range l.all {
		line.End()
	}
}

// welcome은 페이지가 보낸 요청이면 참이다. 선의 입구는 포트가 달라서 브라우저에게는 다른 오리진이다.
// 이 페이지가 보낸 것이면 읽어도 좋다고 알린다(Fetch 3.2절의 CORS). 다른 사이트의 것은 403으로 답한다.
func (s *site) welcome(w http.ResponseWriter, r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if s.far == nil || origin == "" || !pageOrigin(origin, s.far.page) {
		return web.SameOrigin(w, r)
	}
	w.Header().Set("Access-Control-Allow-Origin", origin)
	r.Header.Del("Origin") // 이미 보았다. 뒤의 WebSocket은 Host와 같은지만 볼 줄 안다.
	return true
}
