package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"socketworkbook/06-gin-routes/chat"
	"socketworkbook/06-gin-routes/peer"
	"socketworkbook/internal/room"
)

// sameTime은 메시지의 시각이 늘 같은 방이다. 시각을 적는 길이가 달라지지 않게 한다.
type sameTime struct{ *chat.Local }

func (s sameTime) Since(after uint64) (messages []room.Message, missed uint64) {
	found, missed := s.Local.Since(after)
	for _, m := range found {
		m.Time = time.Date(2026, 3, 2, 9, 0, 0, int(123*time.Millisecond), time.UTC)
		messages = append(messages, m)
	}
	return messages, missed
}

// ours는 우리 /chat의 WebSocket이다.
func ours(t *testing.T, room chat.Room) wire {
	t.Helper()
	c := chat.New(t.Context(), room, chat.Talking)
	peers := peer.New(t.Context())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		peers.Accept(w, r, func(ctx context.Context, conn *websocket.Conn) {
			c.Talk(ctx, conn, chat.Visitor{ID: "가", Name: "바다"}, chat.Place(r))
		})
	}))
	t.Cleanup(server.Close)
	conn, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(server.URL, "http"), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	return wire{t, conn, new([]string)}
}

// random은 켤 때마다 다른 글이다.
var random = regexp.MustCompile(`("sid":"|"epoch":")[^"]+`)

func (w wire) show(who, arrow, packet string) {
	w.t.Logf("%s %s %3d바이트 %s", who, arrow, len(packet), random.ReplaceAllString(packet, "${1}…"))
}

// two는 패킷 둘을 읽어서 start로 시작하는 것을 먼저 돌려준다. 확인과 새 메시지가 오는 차례는 정해져 있지 않다.
func (w wire) two(start string) (first, second string) {
	w.t.Helper()
	first, second = w.hear(""), w.hear("")
	if !strings.HasPrefix(first, start) {
		first, second = second, first
	}
	return first, second
}

// 같은 말을 Socket.IO와 우리 /chat으로 나누고, 오간 것을 나란히 보인다.
func TestBesideOurs(t *testing.T) {
	addr, _ := start(t, sameTime{chat.NewLocal(chat.Remembered)})
	const they, we = "Socket.IO", "/chat    "
	their, handshake, connected := open(t, addr, "바다")
	their.show(they, "←", handshake)
	their.show(they, "→", `40{"name":"바다"}`)
	their.show(they, "←", connected)
	their.say(`420["message","안녕"]`)
	their.show(they, "→", `420["message","안녕"]`)
	ack, news := their.two("43")
	their.show(they, "←", ack)
	their.show(they, "←", news)

	our := ours(t, sameTime{chat.NewLocal(chat.Remembered)})
	our.show(we, "←", our.hear(`{"epoch"`))
	said := `{"key":"0123456789abcdef01234567","text":"안녕"}`
	our.say(said)
	our.show(we, "→", said)
	ack, news = our.two(`{"ack"`)
	our.show(we, "←", ack)
	our.show(we, "←", news)
}
