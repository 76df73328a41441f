package routes

import (
	"net/http"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"socketworkbook/06-gin-routes/board"
	"socketworkbook/06-gin-routes/chat"
	"socketworkbook/06-gin-routes/peer"
)

// Board는 칠판의 라우트이다.
func Board(router *gin.RouterGroup, sessions *scs.SessionManager, room *chat.Chat, peers *peer.Peers) {
	router.GET("", func(c *gin.Context) {
		me := board.Painter(welcome(c, sessions))
		c.HTML(http.StatusOK, "board", gin.H{"Me": me.Name, "Remembered": board.Remembered})
	})
	Room(router, sessions, room, peers, board.Painter)
}
