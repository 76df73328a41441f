package routes

import (
	"net/http"
	"strings"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"socketworkbook/06-gin-routes/chat"
	"socketworkbook/06-gin-routes/peer"
	"socketworkbook/internal/web"
)

const longestName = 20 // 글자

// Chat은 대화방의 라우트이다.
func Chat(router *gin.RouterGroup, sessions *scs.SessionManager, room *chat.Chat, peers *peer.Peers) {
	router.GET("", func(c *gin.Context) {
		// People은 이름을 정하고, 방법을 고르고, 누가 있는지 보는 칸이다. 같은 페이지를 쓰는 단계에는 아직 없다.
		c.HTML(http.StatusOK, "chat", gin.H{"Name": welcome(c, sessions).Name, "People": true})
	})
	router.POST("/name", known(sessions, func(c *gin.Context, who chat.Visitor) {
		name, ok := web.ReadText(c.Writer, c.Request, "name", longestName)
		if !ok {
			return
		}
		who.Name = strings.Join(strings.Fields(name), " ") // 이름 속의 줄바꿈으로 남의 말을 꾸며 내지 못하게
		remember(c, sessions, who)
		web.JSON(c.Writer, http.StatusOK, gin.H{"name": who.Name})
	}))
	router.GET("/stats", known(sessions, plain(room.Stats)))
	Room(router, sessions, room, peers, func(who chat.Visitor) chat.Visitor { return who })
}
