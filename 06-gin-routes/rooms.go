package main

import (
	"context"

	"github.com/alexedwards/scs/v2"

	"socketworkbook/06-gin-routes/board"
	"socketworkbook/06-gin-routes/chat"
	"socketworkbook/06-gin-routes/class"
)

// rooms는 여럿이 함께 쓰는 것들이다.
type rooms struct {
	chat, board *chat.Chat
	sessions    scs.Store
	class       *class.Class // -class로 켜지 않았으면 nil
}

// openRooms는 방과 세션을 연다. NATS_URL이 있으면 그 브로커를 쓰는 프로세스가 모두 같은 방과 세션을 쓴다.
// 없으면 모두 이 프로세스 안에만 있다.
func openRooms(ctx context.Context, cfg config) (all rooms, err error) {
	if all, err = openShared(ctx, cfg); err != nil || !cfg.Class {
		return all, err
	}
	questions, err := class.Questions()
	all.class = class.New(questions)
	return all, err
}

func openShared(ctx context.Context, cfg config) (rooms, error) {
	if cfg.NATSURL == "" {
		return localRooms(ctx), nil
	}
	broker, err := chat.Connect(ctx, cfg.NATSURL)
	if err != nil {
		return rooms{}, err
	}
	talking, err := broker.Open(ctx, "chat", chat.Remembered)
	if err != nil {
		return rooms{}, err
	}
	drawing, err := broker.Open(ctx, "board", board.Remembered)
	if err != nil {
		return rooms{}, err
	}
	sessions, err := newSharedStore(ctx, broker.JetStream(), cfg.SessionLifetime)
	return rooms{chat: chat.New(ctx, talking, chat.Talking), board: chat.New(ctx, drawing, board.Drawing), sessions: sessions}, err
}

func localRooms(ctx context.Context) rooms {
	return rooms{
		chat:     chat.New(ctx, chat.NewLocal(chat.Remembered), chat.Talking),
		board:    chat.New(ctx, chat.NewLocal(board.Remembered), board.Drawing),
		sessions: newStore(),
	}
}
