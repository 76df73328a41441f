package main

import (
	"context"
	"crypto/rand"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/zishang520/socket.io/servers/socket/v3"

	"socketworkbook/06-gin-routes/chat"
	"socketworkbook/internal/room"
)

const (
	everyone = "모두" // 모두가 들어 있는 Socket.IO의 방
	longest  = 20   // 이름과 방 이름의 글자 수
	most     = 10   // 한 사람이 들어가는 방의 수. 제 ID의 방과 모두의 방 다음에 여덟 개
)

// 생략: 핑에는 답하면서 메시지를 읽지 않는 클라이언트. 이 라이브러리에는 쓰기 데드라인이 없어서, 그 사람에게 보낼 것이
// 끝없이 쌓인다. /chat은 10초 만에 끊는다.
// 들어온다는 답(40)을 받자마자 말하는 클라이언트를 드물게 끊기도 한다(main_test.go의 dial). 클라이언트는 스스로 다시 온다.

// hall은 대화방 하나를 Socket.IO의 이벤트로 잇는다.
type hall struct {
	ctx  context.Context
	io   *socket.Server
	room chat.Room
	chat *chat.Chat

	mu    sync.Mutex
	after uint64 // 모두에게 여기까지 보냈다
}

func newHall(ctx context.Context, io *socket.Server, room chat.Room) {
	h := &hall{ctx: ctx, io: io, room: room, chat: chat.New(ctx, room, chat.Talking)}
	io.On("connection", func(args ...any) { h.welcome(args[0].(*socket.Socket)) })
	go h.follow()
}

// follow는 방에 적힌 것을 모두에게 news로 알린다.
func (h *hall) follow() {
	for h.ctx.Err() == nil {
		h.mu.Lock()
		messages, _ := h.room.Since(h.after)
		for _, m := range messages {
			h.io.To(everyone).Emit("news", news(m))
			h.after = m.ID
		}
		more := h.room.News(h.after)
		h.mu.Unlock()
		select {
		case <-more:
		case <-h.ctx.Done():
		}
	}
}

// news는 이벤트에 실을 메시지이다.
func news(m room.Message) map[string]any {
	return map[string]any{"id": m.ID, "name": m.Name, "text": m.Text, "time": m.Time}
}

// welcome은 새로 온 클라이언트의 이벤트에 함수를 건다. 이름은 클라이언트의 auth에 있다.
func (h *hall) welcome(client *socket.Socket) {
	who := chat.Visitor{ID: rand.Text(), Name: "익명 " + rand.Text()[:4]}
	if name, ok := short(client.Handshake().Auth["name"]); ok {
		who.Name = name
	}
	leave := h.chat.Enter(who)
	client.On("disconnect", func(...any) { leave() })
	client.On("message", func(args ...any) {
		text, ack := unpack(args)
		// 메시지에 번호표가 없으므로, 다시 보낸 것인지 알 길이 없다. 두 번 보내면 두 번 적힌다.
		ack(result(h.chat.Say(h.ctx, who, rand.Text(), text)))
	})
	client.On("join", func(args ...any) {
		name, ack := unpack(args)
		ack(h.join(client, who, name))
	})

	// 지금까지의 것을 보내고 나서 모두에 든다. 사이에 적힌 것은 follow가 기다렸다가 보낸다.
	h.mu.Lock()
	defer h.mu.Unlock()
	messages, _ := h.room.Since(0)
	for _, m := range messages {
		if m.ID <= h.after {
			client.Emit("news", news(m))
		}
	}
	client.Join(everyone)
}

// join은 이름 있는 방에 들여보내고, 그 방의 사람들에게만 joined로 알린다.
// 이 방들은 이 프로세스만 안다. 여러 프로세스가 나누려면 어댑터(adapter)가 더 있어야 한다.
func (h *hall) join(client *socket.Socket, who chat.Visitor, name string) map[string]any {
	name, ok := short(name)
	if !ok || client.Rooms().Len() >= most {
		return map[string]any{"refused": "방의 이름은 1자부터 20자까지이고, 방은 여덟 개까지 들어갈 수 있습니다."}
	}
	inside := socket.Room("방 " + name) // 소켓마다 제 ID인 방이 있다. 남의 ID를 적어 엿듣지 못하게 한다.
	client.Join(inside)
	h.io.To(inside).Emit("joined", map[string]any{"room": name, "name": who.Name})
	return map[string]any{"room": name}
}

// result는 확인(acknowledgement)에 실을 것이다.
func result(id uint64, refused string) map[string]any {
	if refused != "" {
		return map[string]any{"refused": refused}
	}
	return map[string]any{"id": id}
}

// unpack은 이벤트의 인자에서 글과, 확인을 보내는 함수를 꺼낸다. 클라이언트가 확인을 바라지 않았으면
// 그 함수는 아무 일도 하지 않는다.
func unpack(args []any) (text string, ack func(map[string]any)) {
	ack = func(map[string]any) {}
	if len(args) == 0 {
		return "", ack
	}
	if reply, ok := args[len(args)-1].(socket.Ack); ok {
		ack = func(answer map[string]any) { reply([]any{answer}, nil) }
	}
	text, _ = args[0].(string)
	return text, ack
}

// short는 이름으로 쓸 수 있는 글인지 본다. 빈칸을 다듬어 돌려준다.
func short(value any) (name string, ok bool) {
	text, _ := value.(string)
	name = strings.Join(strings.Fields(text), " ")
	return name, name != "" && utf8.RuneCountInString(name) <= longest
}
