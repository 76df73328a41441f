package plain

import (
	"net"
	"net/http"

	"github.com/gorilla/websocket"
)

// echoMessages는 어디서나 볼 수 있는 ReadMessage와 WriteMessage의 되풀이이다.
func echoMessages(ln net.Listener) error {
	upgrader := websocket.Upgrader{Subprotocols: []string{"example-echo"}}
	return http.Serve(ln, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer conn.Close()
		for {
			kind, message, err := conn.ReadMessage()
			if err != nil {
				return
			}
			if err := conn.WriteMessage(kind, message); err != nil {
				return
			}
		}
	}))
}
