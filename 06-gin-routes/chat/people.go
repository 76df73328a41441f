package chat

import (
	"maps"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	patience = 70 * time.Second // 이만큼 아무 신호가 없는 사람은 떠난 것으로 본다
	goodbye  = 3 * time.Second  // 연결이 끝난 사람이 다시 올 때까지 기다려 주는 시간. 새로 고침은 떠난 것이 아니다
	perSwipe = 2 * time.Second  // 떠난 사람이 있는지 보는 간격
	perTell  = time.Second      // 들어오고 떠난 사람을 알리는 간격. 그동안의 것은 모아서 한 번에 알린다
)

// person은 이 프로세스로 드나드는 사람 하나이다.
type person struct {
	name   string
	open   int       // 열린 연결의 수: WebSocket, SSE, 기다리는 롱 폴링
	pinged int       // 그 가운데 WebSocket. 살아 있는지 핑이 보아 준다
	until  time.Time // pinged가 0이면 이때 떠난 것으로 본다
	limit  *rate.Limiter
}

// People은 지금 방에 있는 사람들이다. 여러 고루틴이 함께 써도 된다.
type People struct {
	rules   Rules
	mu      sync.Mutex
	here    map[string]*person // 방문자 → 사람
	others  map[string]roster  // 다른 프로세스 → 사람들
	names   []string           // 모두의 이름. 가나다순
	changed chan struct{}      // names가 바뀌면 닫힌다
	next    time.Time          // 이때까지는 알리지 않고 모은다
	later   bool               // next에 알리기로 했다
	shared  map[string]string  // 다른 프로세스에 마지막으로 알린 이 프로세스의 사람들
	share   func(mine map[string]string)
}

func newPeople(rules Rules) *People {
	return &People{rules: rules, here: map[string]*person{}, others: map[string]roster{}, changed: make(chan struct{}), share: func(map[string]string) {}}
}

// list는 지금 있는 사람들의 이름과, 그것이 바뀌면 닫히는 채널이다. 돌려준 슬라이스는 읽기만 한다.
func (p *People) list() (names []string, changed <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.names, p.changed
}

// touch는 visitor가 살아 있다는 신호이다.
func (p *People) touch(visitor, name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.find(visitor, name).until = time.Now().Add(patience)
	p.update()
}

// enter는 visitor의 WebSocket이 열린 일이다. 끝나면 leave를 부른다.
func (p *People) enter(visitor, name string) (leave func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	one := p.find(visitor, name)
	one.open++
	one.pinged++
	p.update()
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		one.pinged--
		one.close()
	}
}

// stay는 visitor의 SSE가 열리거나 롱 폴링이 기다리기 시작한 일이다. 끝나면 end를 부른다.
// 말없이 사라진 휴대 전화의 것은 끝나지 않기도 한다. 그래서 touch의 신호로 살아 있는지 본다.
func (p *People) stay(visitor, name string) (end func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	one := p.find(visitor, name)
	one.open++
	one.until = time.Now().Add(patience)
	p.update()
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		one.close()
	}
}

// close는 연결 하나가 끝난 일이다. 마지막 연결이었으면, 곧 다시 오지 않을 때 떠난 것이다.
func (one *person) close() {
	if one.open--; one.open == 0 {
		one.until = time.Now().Add(goodbye)
	}
}

// allow는 visitor가 지금 메시지를 하나 적어도 되는지이다.
func (p *People) allow(visitor, name string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.find(visitor, name).limit.Allow()
}

// find는 visitor를 찾는다. 없으면 새로 온 사람이다. 이름은 마지막에 들은 것이 맞다.
func (p *People) find(visitor, name string) *person {
	known, ok := p.here[visitor]
	if !ok {
		known = &person{limit: rate.NewLimiter(rate.Limit(p.rules.PerSecond), p.rules.Burst), until: time.Now().Add(patience)}
		p.here[visitor] = known
	}
	known.name = name
	return known
}

// sweep은 신호가 끊긴 사람과 프로세스를 지운다.
func (p *People) sweep() {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	maps.DeleteFunc(p.here, func(_ string, one *person) bool { return one.pinged == 0 && now.After(one.until) })
	maps.DeleteFunc(p.others, func(_ string, they roster) bool { return now.After(they.until) })
	p.update()
}
