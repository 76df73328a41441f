package routes

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"

	"socketworkbook/06-gin-routes/chat"
	"socketworkbook/06-gin-routes/peer"
	"socketworkbook/internal/web"
)

// Room은 방에 들어가는 방법 셋이다(/ws, /events, /messages). 대화방과 칠판이 같이 쓴다.
// as는 방에서 부르는 이름을 정한다.
func Room(router *gin.RouterGroup, sessions *scs.SessionManager, room *chat.Chat, peers *peer.Peers, as func(chat.Visitor) chat.Visitor) {
	known := func(next func(*gin.Context, chat.Visitor)) gin.HandlerFunc {
		return known(sessions, func(c *gin.Context, who chat.Visitor) { next(c, as(who)) })
	}
	router.GET("/ws", known(func(c *gin.Context, who chat.Visitor) {
		at := chat.Place(c.Request)
		peers.Accept(c.Writer, c.Request, func(ctx context.Context, conn *websocket.Conn) { room.Talk(ctx, conn, who, at) })
	}))
	router.GET("/events", known(plain(room.Stream)))
	router.GET("/messages", known(plain(room.Poll)))
	router.POST("/messages", known(plain(room.Post)))
	router.POST("/here", known(plain(room.Here)))
}

// plain은 net/http의 모양인 핸들러를 gin의 것으로 바꾼다.
func plain(handler func(http.ResponseWriter, *http.Request, chat.Visitor)) func(*gin.Context, chat.Visitor) {
	return func(c *gin.Context, who chat.Visitor) { handler(c.Writer, c.Request, who) }
}

// known은 페이지를 먼저 열어서 세션이 있는 사람의 요청만 넘긴다. 다른 사이트의 페이지가 보낸 것도 막는다.
func known(sessions *scs.SessionManager, next func(*gin.Context, chat.Visitor)) gin.HandlerFunc {
	return func(c *gin.Context) {
		if !web.SameOrigin(c.Writer, c.Request) {
			return
		}
		who := visitor(c.Request.Context(), sessions)
		if who.ID == "" {
			web.Error(c.Writer, http.StatusForbidden, "먼저 페이지를 여세요. 누구인지 알아야 합니다.")
			return
		}
		next(c, who)
	}
}

// welcome은 처음 온 사람에게 ID를 준다.
func welcome(c *gin.Context, sessions *scs.SessionManager) chat.Visitor {
	who := visitor(c.Request.Context(), sessions)
	if who.ID == "" {
		who = chat.Visitor{ID: rand.Text(), Name: "익명 " + rand.Text()[:4]}
		remember(c, sessions, who)
	}
	c.Header("Cache-Control", "no-store") // 사용자마다 다른 페이지이다.
	return who
}

// visitor는 세션에 적어 둔 사람이다. 없으면 ID가 비어 있다.
func visitor(ctx context.Context, sessions *scs.SessionManager) chat.Visitor {
	return chat.Visitor{ID: sessions.GetString(ctx, "visitor"), Name: sessions.GetString(ctx, "name")}
}

func remember(c *gin.Context, sessions *scs.SessionManager, who chat.Visitor) {
	ctx := c.Request.Context()
	sessions.Put(ctx, "visitor", who.ID)
	sessions.Put(ctx, "name", who.Name)
	token, expiry, err := sessions.Commit(ctx)
	if err != nil {
		panic(fmt.Errorf("세션 저장: %w", err))
	}
	sessions.WriteSessionCookie(ctx, c.Writer, token, expiry)
}
