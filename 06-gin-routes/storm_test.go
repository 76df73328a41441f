package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"socketworkbook/06-gin-routes/chat/brokertest"
	"socketworkbook/internal/lesson/lessontest"
)

const (
	stormMembers  = 300
	stormSenders  = 20 // 저마다 1초에 한 번
	stormMessages = 20 // 한 사람이 적는 수
)

// storm은 브로커 하나, 프로세스 셋, 사람 300명이다.
type storm struct {
	t         *testing.T
	broker    *brokertest.Broker
	mu        sync.Mutex
	processes []*lessontest.Process
	acked     sync.Map // 적혔다는 답이 온 글
}

// 연결을 아무렇게나 끊고, 프로세스 하나를 죽이고, 브로커를 껐다 켠다.
// 적혔다는 답이 온 메시지는 모두에게 한 번씩, 한 사람의 것은 적은 차례대로 보인다.
func TestStorm(t *testing.T) {
	lessontest.Slow(t, "20초 동안 300명이 이야기한다")
	s := &storm{t: t, broker: brokertest.Start(t, true)}
	for range 3 {
		s.processes = append(s.processes, s.startProcess())
	}
	members := make([]*member, stormMembers)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var following, sending sync.WaitGroup
	for i := range members {
		members[i] = s.newMember(i)
		following.Go(func() { members[i].follow(ctx) })
	}
	for _, m := range members[:stormSenders] {
		sending.Go(func() { m.speak(ctx) })
	}
	s.trouble(members)
	sending.Wait()
	quiet := time.Now()
	s.settle(members)
	t.Logf("마지막 메시지가 적힌 다음 모두가 다 볼 때까지 %v", time.Since(quiet).Round(time.Millisecond))
	stop()
	following.Wait()
	s.count(members)
}

// trouble은 12초 동안 방을 괴롭힌다.
func (s *storm) trouble(members []*member) {
	for tick := range 120 {
		time.Sleep(100 * time.Millisecond) // 사고는 시간에 흩어져 있어야 한다.
		members[rand.IntN(len(members))].cut()
		switch tick {
		case 40:
			s.mu.Lock()
			dead := s.processes[0]
			s.processes = s.processes[1:]
			s.mu.Unlock()
			dead.Kill()
		case 80:
			s.broker.Stop()
			s.broker.Again()
		}
	}
}

// settle은 적힌 것을 모두가 다 볼 때까지 기다린다.
func (s *storm) settle(members []*member) {
	total := stormSenders * stormMessages
	deadline := time.After(60 * time.Second)
	for _, m := range members {
		for m.shown() < total {
			select {
			case <-deadline:
				s.t.Fatalf("%d번 사람이 %d개 가운데 %d개만 보았다", m.number, total, m.shown())
			case <-time.After(20 * time.Millisecond):
			}
		}
	}
}

// count는 사람마다 본 것을 센다.
func (s *storm) count(members []*member) {
	acked := 0
	s.acked.Range(func(any, any) bool { acked++; return true })
	doubled, lost, disordered := 0, 0, 0
	for _, m := range members {
		seen := map[string]int{}
		last := map[string]int{}
		for _, text := range m.texts {
			seen[text]++
			var who, n int
			fmt.Sscanf(text, "%d번의 %d째", &who, &n)
			if key := fmt.Sprint(who); n < last[key] {
				disordered++
			} else {
				last[key] = n
			}
		}
		s.acked.Range(func(text, _ any) bool {
			switch n := seen[text.(string)]; {
			case n == 0:
				lost++
			case n > 1:
				doubled++
			}
			return true
		})
	}
	s.t.Logf("적혔다는 답 %d개, 사람 %d명: 잃음 %d, 두 번 %d, 차례가 바뀜 %d", acked, len(members), lost, doubled, disordered)
	if acked != stormSenders*stormMessages || lost+doubled+disordered > 0 {
		s.t.Error("약속과 다르다")
	}
}

func (s *storm) startProcess() *lessontest.Process {
	cmd := lessontest.Command(s.t, "-addr", "127.0.0.1:0")
	cmd.Dir = s.t.TempDir()
	cmd.Env = append(cmd.Env, "NATS_URL="+s.broker.ClientURL())
	return lessontest.StartCommand(s.t, cmd)
}

// addr는 살아 있는 프로세스 가운데 하나의 주소이다.
func (s *storm) addr() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.processes[rand.IntN(len(s.processes))].Addr
}

// member는 페이지가 하는 일을 하는 사람이다(public/link.js).
type member struct {
	*storm
	number int
	client http.Client

	mu    sync.Mutex
	hang  context.CancelFunc // 지금의 연결을 끊는다
	texts []string
	epoch string
	after uint64
}

func (s *storm) newMember(number int) *member {
	jar, _ := cookiejar.New(nil)
	m := &member{storm: s, number: number, client: http.Client{Jar: jar}, hang: func() {}}
	response, err := m.client.Get("http://" + s.addr() + "/chat")
	if err != nil {
		s.t.Fatal(err)
	}
	io.Copy(io.Discard, response.Body)
	response.Body.Close()
	return m
}

func (m *member) cut() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.hang()
}

func (m *member) shown() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.texts)
}

// follow는 끊길 때마다 아무 프로세스에나 다시 연결해서, 마지막 번호부터 이어 받는다.
func (m *member) follow(ctx context.Context) {
	ways := []func(context.Context, string, string){m.webSocket, m.sse, m.poll}
	for ctx.Err() == nil {
		connected, hang := context.WithCancel(ctx)
		m.mu.Lock()
		m.hang = hang
		query := fmt.Sprintf("?epoch=%s&after=%d", url.QueryEscape(m.epoch), m.after)
		m.mu.Unlock()
		ways[m.number%len(ways)](connected, m.addr(), query)
		hang()
		select {
		case <-ctx.Done():
		case <-time.After(50*time.Millisecond + rand.N(100*time.Millisecond)):
		}
	}
}

func (m *member) hear(data []byte) {
	var n news
	if json.Unmarshal(data, &n) != nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if n.Epoch != "" && n.Epoch != m.epoch {
		m.epoch, m.after = n.Epoch, 0
	}
	for _, message := range n.Messages {
		if message.ID > m.after {
			m.after = message.ID
			m.texts = append(m.texts, message.Text)
		}
	}
}

func (m *member) webSocket(ctx context.Context, addr, query string) {
	header := http.Header{}
	for _, cookie := range m.client.Jar.Cookies(&url.URL{Scheme: "http", Host: addr}) {
		header.Add("Cookie", cookie.String())
	}
	conn, _, err := websocket.DefaultDialer.DialContext(ctx, "ws://"+addr+"/chat/ws"+query, header)
	if err != nil {
		return
	}
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	defer conn.Close()
	for {
		_, data, err := conn.ReadMessage()
		if err != nil {
			return
		}
		m.hear(data)
	}
}

func (m *member) sse(ctx context.Context, addr, query string) {
	request, _ := http.NewRequestWithContext(ctx, "GET", "http://"+addr+"/chat/events"+query, nil)
	response, err := m.client.Do(request)
	if err != nil {
		return
	}
	defer response.Body.Close()
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if data, ok := bytes.CutPrefix(lines.Bytes(), []byte("data: ")); ok {
			m.hear(data)
		}
	}
}

func (m *member) poll(ctx context.Context, addr, query string) {
	request, _ := http.NewRequestWithContext(ctx, "GET", "http://"+addr+"/chat/messages"+query+"&wait=1", nil)
	if response, err := m.client.Do(request); err == nil {
		defer response.Body.Close()
		data, _ := io.ReadAll(response.Body)
		m.hear(data)
	}
}

// speak는 메시지를 하나씩 적는다. 적혔다는 답이 올 때까지 같은 번호표로 다시 보낸다.
func (m *member) speak(ctx context.Context) {
	for n := range stormMessages {
		text := fmt.Sprintf("%d번의 %d째", m.number, n)
		body, _ := json.Marshal(map[string]string{"key": fmt.Sprint(n), "text": text})
		for ctx.Err() == nil && !m.post(ctx, string(body)) {
			time.Sleep(100 * time.Millisecond) // 서버나 브로커가 돌아올 때까지
		}
		m.acked.Store(text, true)
		time.Sleep(time.Second - rand.N(100*time.Millisecond)) // 사람은 1초에 한 번쯤 적는다.
	}
}

func (m *member) post(ctx context.Context, body string) bool {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	request, _ := http.NewRequestWithContext(ctx, "POST", "http://"+m.addr()+"/chat/messages", strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	response, err := m.client.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	var n news
	json.NewDecoder(response.Body).Decode(&n)
	return n.Ack != ""
}
