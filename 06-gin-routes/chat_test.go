package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// guest는 대화방에 온 브라우저 하나이다. 쿠키로 알아본다.
type guest struct {
	t    *testing.T
	addr string
	http.Client
	epoch string
	after uint64
}

// news는 서버가 알린 것이다.
type news struct {
	Epoch    string
	Messages []struct {
		ID         uint64
		Name, Text string
	}
	Missed       uint64
	Here         []string
	Ack, Refused string
}

func enter(t *testing.T, addr, name string) *guest {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	g := &guest{t: t, addr: addr, Client: http.Client{Jar: jar}}
	response, err := g.Get("http://" + addr + "/chat")
	if err != nil || response.StatusCode != 200 {
		t.Fatal(response, err)
	}
	io.Copy(io.Discard, response.Body)
	response.Body.Close()
	if name != "" {
		g.post("/chat/name", "application/x-www-form-urlencoded", url.Values{"name": {name}}.Encode())
	}
	return g
}

func (g *guest) post(path, kind, body string) (int, news) {
	g.t.Helper()
	response, err := g.Post("http://"+g.addr+path, kind, strings.NewReader(body))
	if err != nil {
		g.t.Fatal(err)
	}
	defer response.Body.Close()
	var n news
	data, _ := io.ReadAll(response.Body)
	json.Unmarshal(data, &n)
	return response.StatusCode, n
}

// say는 메시지를 POST로 적고 답을 돌려준다.
func (g *guest) say(key, text string) news {
	g.t.Helper()
	body, _ := json.Marshal(map[string]string{"key": key, "text": text})
	_, n := g.post("/chat/messages", "application/json", string(body))
	return n
}

func (g *guest) query() string {
	return fmt.Sprintf("?epoch=%s&after=%d", url.QueryEscape(g.epoch), g.after)
}

// hear는 알려 온 것을 적고, 새 메시지의 글을 돌려준다.
func (g *guest) hear(data []byte) (texts []string) {
	g.t.Helper()
	var n news
	if err := json.Unmarshal(data, &n); err != nil {
		g.t.Fatalf("%q: %v", data, err)
	}
	for _, m := range n.Messages {
		texts = append(texts, m.Name+": "+m.Text)
		g.after = m.ID
	}
	g.epoch = n.Epoch
	return texts
}

func (g *guest) dial() *websocket.Conn {
	g.t.Helper()
	header := http.Header{}
	for _, cookie := range g.Jar.Cookies(&url.URL{Scheme: "http", Host: g.addr}) {
		header.Add("Cookie", cookie.String())
	}
	conn, _, err := websocket.DefaultDialer.Dial("ws://"+g.addr+"/chat/ws"+g.query(), header)
	if err != nil {
		g.t.Fatal(err)
	}
	return conn
}

// ways는 방에서 새 메시지가 올 때까지 받는 세 가지 방법이다. 저마다 연결을 새로 열고, 받으면 끊는다.
var ways = map[string]func(g *guest) []string{
	"WebSocket": func(g *guest) (texts []string) {
		conn := g.dial()
		defer conn.Close()
		for len(texts) == 0 {
			_, data, err := conn.ReadMessage()
			if err != nil {
				g.t.Fatal(err)
			}
			texts = g.hear(data)
		}
		return texts
	},
	"SSE": func(g *guest) (texts []string) {
		response, err := g.Get("http://" + g.addr + "/chat/events" + g.query())
		if err != nil {
			g.t.Fatal(err)
		}
		defer response.Body.Close()
		lines := bufio.NewScanner(response.Body)
		for len(texts) == 0 && lines.Scan() {
			if data, ok := bytes.CutPrefix(lines.Bytes(), []byte("data: ")); ok {
				texts = g.hear(data)
			}
		}
		return texts
	},
	"롱 폴링": func(g *guest) (texts []string) {
		for len(texts) == 0 {
			response, err := g.Get("http://" + g.addr + "/chat/messages" + g.query() + "&wait=1")
			if err != nil {
				g.t.Fatal(err)
			}
			data, _ := io.ReadAll(response.Body)
			response.Body.Close()
			texts = g.hear(data)
		}
		return texts
	},
}

// 어느 방법으로 와도 같은 방이다. 끊겼다 와도 다음 것부터 받고, 방이 다르면 처음부터 받는다.
func TestEveryWayReachesTheRoom(t *testing.T) {
	addr, _ := start(t, defaults)
	sea := enter(t, addr, "바다")
	sea.say("1", "하나")
	for name, listen := range ways {
		t.Run(name, func(t *testing.T) {
			g := enter(t, addr, "")
			if got := strings.Join(listen(g), " "); !strings.HasPrefix(got, "바다: 하나") {
				t.Errorf("처음 온 사람이 받은 것은 %q", got)
			}
			key := "다음 " + name
			if n := sea.say(key, name); n.Ack != key {
				t.Errorf("답이 %+v", n)
			}
			sea.say(key, name) // 두 번 보내도 한 번이다.
			if got := listen(g); len(got) != 1 || got[0] != "바다: "+name {
				t.Errorf("다시 온 사람이 받은 것은 %q", got)
			}
			g.epoch = "옛 방"
			if got := listen(g); len(got) < 2 || got[0] != "바다: 하나" {
				t.Errorf("방이 바뀌었는데 받은 것은 %q", got)
			}
		})
	}
}

// 적을 수 없는 것은 한 문장으로 거절한다. 다른 사람에게는 아무 일도 없다.
func TestChatRefuses(t *testing.T) {
	addr, _ := start(t, defaults)
	g := enter(t, addr, "바다")
	for text, want := range map[string]string{
		"": "1자부터", strings.Repeat("가", 1001): "1자부터", "\x1b[2J지움": "보통 글자", "\u202e뒤집힘": "보통 글자",
	} {
		if n := g.say("x", text); !strings.Contains(n.Refused, want) || n.Ack != "" {
			t.Errorf("%.20q: %+v", text, n)
		}
	}
	if n := g.say("", "번호표가 없음"); n.Refused == "" {
		t.Errorf("번호표가 없는 메시지: %+v", n)
	}
	if n := g.say("긴 글", strings.Repeat("😀", 1000)); n.Ack != "긴 글" {
		t.Errorf("1,000자인 메시지: %+v", n)
	}
	refused := 0
	for i := range 40 {
		if n := g.say(fmt.Sprint("쏟아붓기", i), "글"); strings.Contains(n.Refused, "천천히") {
			refused++
		}
	}
	if refused < 10 || refused > 25 {
		t.Errorf("40개를 쏟아부었는데 %d개를 거절했다", refused)
	}
	if n := enter(t, addr, "하늘").say("1", "나는 괜찮아요"); n.Ack != "1" {
		t.Errorf("다른 사람의 메시지: %+v", n)
	}
}

// WebSocket으로 온 엉뚱한 메시지도 한 문장으로 거절하고, 대화는 이어진다.
func TestChatRefusesGarbage(t *testing.T) {
	addr, _ := start(t, defaults)
	conn := enter(t, addr, "바다").dial()
	defer conn.Close()
	conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	for _, text := range []string{"{", "[]", `{"key":1}`} {
		conn.WriteMessage(websocket.TextMessage, []byte(text))
		answer(t, conn, func(n news) bool { return strings.Contains(n.Refused, "JSON") })
	}
	body, _ := json.Marshal(map[string]string{"key": "긴 글", "text": strings.Repeat("😀", 1000)})
	conn.WriteMessage(websocket.TextMessage, body)
	answer(t, conn, func(n news) bool { return n.Ack == "긴 글" })
}

// answer는 바라는 답이 올 때까지 읽는다.
func answer(t *testing.T, conn *websocket.Conn, wanted func(news) bool) {
	t.Helper()
	for {
		var n news
		if err := conn.ReadJSON(&n); err != nil {
			t.Fatal(err)
		}
		if wanted(n) {
			return
		}
	}
}

// 페이지를 연 적이 없는 사람과 다른 사이트의 페이지는 들이지 않는다. 이름은 세션이 정한다.
func TestChatKnowsItsPeople(t *testing.T) {
	addr, _ := start(t, defaults)
	for _, path := range []string{"/chat/ws", "/chat/events", "/chat/messages"} {
		response, err := http.Get("http://" + addr + path)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(response.Body)
		response.Body.Close()
		if response.StatusCode != 403 || !bytes.Contains(body, []byte("먼저 페이지")) {
			t.Errorf("%s: %s %s", path, response.Status, body)
		}
	}
	g := enter(t, addr, "바다")
	request, _ := http.NewRequest("GET", "http://"+addr+"/chat/events", nil)
	request.Header.Set("Origin", "http://evil.example")
	response, err := g.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != 403 {
		t.Errorf("다른 사이트의 요청에 %s", response.Status)
	}
	g.post("/chat/messages", "application/json", `{"key":"1","text":"안녕","name":"선생님"}`)
	if got := ways["롱 폴링"](g); len(got) != 1 || got[0] != "바다: 안녕" {
		t.Errorf("이름을 지어내었다: %q", got)
	}
	if status, _ := g.post("/chat/messages", "application/json", `{`); status != 400 {
		t.Errorf("JSON이 아닌 본문에 %d", status)
	}
}

// 서버가 멈출 때 대화방의 스트림이 그것을 붙들지 않는다.
func TestChatLetsTheServerStop(t *testing.T) {
	addr, stop := start(t, defaults)
	g := enter(t, addr, "바다")
	done := make(chan struct{})
	go func() {
		defer close(done)
		response, err := g.Get("http://" + addr + "/chat/events")
		if err == nil {
			io.Copy(io.Discard, response.Body)
			response.Body.Close()
		}
	}()
	for sky := enter(t, addr, "하늘"); !slices.Contains(sky.here(), "바다"); { // 바다의 스트림이 열릴 때까지
	}
	stop() // 3초 안에 끝나지 않으면 실패한다.
	<-done
}

// here는 지금 있는 사람들이다.
func (g *guest) here() []string {
	response, err := g.Get("http://" + g.addr + "/chat/messages")
	if err != nil {
		g.t.Fatal(err)
	}
	defer response.Body.Close()
	var n news
	json.NewDecoder(response.Body).Decode(&n)
	return n.Here
}
