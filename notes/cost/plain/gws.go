package plain

import (
	"net"
	"net/http"

	"github.com/lxzan/gws"
)

type echoHandler struct{ gws.BuiltinEventHandler }

func (echoHandler) OnMessage(conn *gws.Conn, message *gws.Message) {
	defer message.Close()
	conn.WriteMessage(message.Opcode, message.Bytes())
}

// echoWithGWS는 gws로 쓴 에코이다. gws는 빠르기로 이름난 Go의 WebSocket 라이브러리이다.
func echoWithGWS(ln net.Listener) error {
	upgrader := gws.NewUpgrader(echoHandler{}, &gws.ServerOption{
		SubProtocols: []string{"example-echo"}, ReadMaxPayloadSize: 1 << 20, CheckUtf8Enabled: true,
	})
	return http.Serve(ln, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if conn, err := upgrader.Upgrade(w, r); err == nil {
			go conn.ReadLoop()
		}
	}))
}
