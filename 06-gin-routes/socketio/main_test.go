package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"socketworkbook/06-gin-routes/chat"
	"socketworkbook/06-gin-routes/chat/brokertest"
	"socketworkbook/internal/lesson/lessontest"
)

func TestMain(m *testing.M) { lessontest.Main(m, main) }

func TestPromises(t *testing.T) { lessontest.Promises(t) }

// start는 room으로 드나드는 서버를 켠다.
func start(t *testing.T, room chat.Room) (addr string, stop func()) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return ln.Addr().String(), lessontest.Serve(t, ln, func(ctx context.Context, ln net.Listener) error { return serve(ctx, ln, room) })
}

// wire는 라이브러리 없이 Socket.IO를 말하는 클라이언트이다.
type wire struct {
	t *testing.T
	*websocket.Conn
	early *[]string // 들어오는 동안 온 패킷. 아직 듣지 않았다
}

// dial은 들어와서 말할 수 있게 될 때까지 한다.
//
// 라이브러리는 40을 보낸 다음에 그 소켓을 적어 둔다(v3.0.6의 namespace.go, _doConnect). 그 사이에 온 패킷은
// 모르는 소켓의 것이라며 연결을 끊는다. 40을 받자마자 말하는 클라이언트가 드물게 겪는다. 진짜 클라이언트는 스스로 다시 온다.
func dial(t *testing.T, addr, name string) wire {
	t.Helper()
	w, _, _ := open(t, addr, name)
	return w
}

// open은 dial처럼 하고, 처음에 받은 패킷 둘도 돌려준다.
func open(t *testing.T, addr, name string) (w wire, handshake, connected string) {
	t.Helper()
	for range 20 {
		conn, _, err := websocket.DefaultDialer.Dial("ws://"+addr+"/socket.io/?EIO=4&transport=websocket", nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { conn.Close() })
		conn.SetReadDeadline(time.Now().Add(10 * time.Second))
		w = wire{t, conn, new([]string)}
		handshake = w.hear(`0{`)
		w.say(`40{"name":"` + name + `"}`)
		connected = w.hear(`40{"sid":"`)
		w.say(`4299["join"]`) // 들어갈 방을 적지 않았으므로 아무 일도 없이 거절당한다.
		if w.answers(`4399[`) {
			return w, handshake, connected
		}
	}
	t.Fatal("스무 번을 들어와도 말하지 못한다")
	return w, "", ""
}

// answers는 start로 시작하는 패킷이 오는지 본다. 연결이 끊기면 거짓이다. 다른 패킷은 나중에 듣게 둔다.
func (w wire) answers(start string) bool {
	for {
		_, data, err := w.ReadMessage()
		if err != nil || strings.HasPrefix(string(data), start) {
			return err == nil
		}
		*w.early = append(*w.early, string(data))
	}
}

// next는 다음 패킷이다.
func (w wire) next() (packet string, err error) {
	if len(*w.early) > 0 {
		packet, *w.early = (*w.early)[0], (*w.early)[1:]
		return packet, nil
	}
	_, data, err := w.ReadMessage()
	return string(data), err
}

func (w wire) say(packet string) {
	w.t.Helper()
	if err := w.WriteMessage(websocket.TextMessage, []byte(packet)); err != nil {
		w.t.Fatal(err)
	}
}

// hear는 start로 시작하는 패킷이 올 때까지 읽는다. 그 사이의 것은 버린다.
func (w wire) hear(start string) (packet string) {
	w.t.Helper()
	for {
		packet, err := w.next()
		if err != nil {
			w.t.Fatalf("%s를 기다리다가 %v", start, err)
		}
		if strings.HasPrefix(packet, start) {
			return packet
		}
	}
}

// 노트에 적은 패킷이 정말로 오간다. 이벤트, 확인, 방.
func TestPackets(t *testing.T) {
	addr, _ := start(t, chat.NewLocal(chat.Remembered))
	sea, sky := dial(t, addr, "바다"), dial(t, addr, "하늘")
	sea.say(`420["message","안녕"]`)
	if got := sky.hear(`42["news",`); !strings.Contains(got, `"name":"바다","text":"안녕"`) {
		t.Errorf("모두가 받은 것은 %s", got)
	}
	sea.say(`421["message",""]`)
	sea.hear(`431[{"refused":"메시지는 1자부터`)

	sea.say(`422["join","당번"]`)
	sea.hear(`432[{"room":"당번"}]`)
	sky.say(`42["join","다른 방"]`) // 확인을 바라지 않는다.
	sky.hear(`42["joined",{"name":"하늘","room":"다른 방"}]`)
	sky.say(`420["join","당번"]`)
	if got := sea.hear(`42["joined",{"name":"하늘"`); !strings.Contains(got, "당번") {
		t.Errorf("들어가지 않은 방의 일을 들었다: %s", got)
	}

	late := dial(t, addr, "강") // 늦게 온 사람도 앞의 메시지를 받는다.
	late.hear(`42["news",{"id":1,"name":"바다","text":"안녕","time":"20`)
}

// 확인에는 적힌 번호가 있다.
func TestAcknowledgement(t *testing.T) {
	addr, _ := start(t, chat.NewLocal(chat.Remembered))
	sea := dial(t, addr, "바다")
	sea.say(`420["message","안녕"]`)
	sea.hear(`430[{"id":1}]`)
	sea.say(`421["message","안녕"]`) // 다시 보내면 또 적힌다. 번호표가 없기 때문이다.
	sea.hear(`431[{"id":2}]`)
}

// 핑은 서버가 보낸다. 브라우저의 타이머는 보이지 않는 탭에서 느려지기 때문이다.
func TestPing(t *testing.T) {
	lessontest.Slow(t, "핑까지 25초를 기다린다")
	addr, _ := start(t, chat.NewLocal(chat.Remembered))
	sea := dial(t, addr, "바다")
	sea.SetReadDeadline(time.Now().Add(40 * time.Second))
	sea.hear("2")
	sea.say("3")
	sea.say(`420["message","아직 있어요"]`)
	sea.hear(`430[{"id":1}]`)
}

// 못된 클라이언트는 저만 끊기거나 거절당한다.
func TestUnwelcome(t *testing.T) {
	addr, _ := start(t, chat.NewLocal(chat.Remembered))
	header := http.Header{"Origin": {"http://evil.example"}}
	if _, response, err := websocket.DefaultDialer.Dial("ws://"+addr+"/socket.io/?EIO=4&transport=websocket", header); err == nil || response.StatusCode != 403 {
		t.Errorf("다른 사이트의 페이지가 들어왔다: %v", err)
	}
	sea := dial(t, addr, "바다")
	for _, packet := range []string{`42["message"]`, `42["message",{"text":1},2]`, `42["join"]`, `42[]`, `42["news",1]`, `42["constructor"]`} {
		bad := dial(t, addr, "못된 이")
		bad.say(packet)
	}
	for _, packet := range []string{"9", "4", `4z`, `42{"a":1}`, `42["message"`, `420["message","` + strings.Repeat("가", longestBody) + `"]`} {
		bad := dial(t, addr, "못된 이")
		bad.WriteMessage(websocket.TextMessage, []byte(packet)) // 다 쓰기 전에 끊길 수 있다.
		var err error
		for err == nil {
			_, _, err = bad.ReadMessage()
		}
		if errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("%.20q를 보냈는데 끊지 않는다", packet)
		}
	}
	sea.say(`420["message","나는 괜찮아요"]`)
	sea.hear(`430[{"id":1}]`)
	flood := dial(t, addr, "쏟아붓기")
	for range 40 {
		flood.say(`429["message","글"]`)
	}
	flood.hear(`439[{"refused":"조금 천천히`)
}

// 브로커가 있으면 06의 대화방과 한 방이다.
func TestSharesTheRoom(t *testing.T) {
	s := brokertest.Start(t, true)
	room, err := openRoom(t.Context(), s.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	other, err := openRoom(t.Context(), s.ClientURL()) // 06의 프로세스가 여는 것과 같다.
	if err != nil {
		t.Fatal(err)
	}
	addr, _ := start(t, room)
	sea := dial(t, addr, "바다")
	if _, err := other.Post(t.Context(), "하나", "하늘", "06에서"); err != nil {
		t.Fatal(err)
	}
	sea.hear(`42["news",{"id":1,"name":"하늘","text":"06에서"`)
	sea.say(`420["message","Socket.IO에서"]`)
	sea.hear(`430[{"id":2}]`)
	for after := uint64(0); after < 2; { // 다른 프로세스도 두 메시지를 차례로 듣는다.
		select {
		case <-other.News(after):
		case <-time.After(10 * time.Second):
			t.Fatal("다른 프로세스가 듣지 못한다")
		}
		messages, _ := other.Since(after)
		last := messages[len(messages)-1]
		if after = last.ID; after == 2 && last.Name != "바다" {
			t.Errorf("다른 프로세스가 들은 것은 %v", messages)
		}
	}
}
