package chat

import (
	"net"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// broker는 진짜 NATS 브로커이다. 디스크에 적으므로 껐다 켜도 스트림이 남는다.
type broker struct {
	t      *testing.T
	folder string
	port   int
	server *server.Server
}

func newBroker(t *testing.T) *broker {
	b := &broker{t: t, folder: t.TempDir(), port: server.RANDOM_PORT}
	b.start()
	t.Cleanup(func() { b.stop() })
	return b
}

func (b *broker) start() {
	b.t.Helper()
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: b.port, JetStream: true, StoreDir: b.folder, NoSigs: true, NoLog: true})
	if err != nil {
		b.t.Fatal(err)
	}
	s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		b.t.Fatal("브로커가 켜지지 않는다")
	}
	b.server, b.port = s, s.Addr().(*net.TCPAddr).Port
}

func (b *broker) stop() {
	b.server.Shutdown()
	b.server.WaitForShutdown()
}

func (b *broker) url() string { return b.server.ClientURL() }

// 브로커가 없으면 왜 켜지 못하는지 한 문장으로 말한다.
func TestConnectToNobody(t *testing.T) {
	_, err := Connect(t.Context(), "nats://127.0.0.1:1")
	if err == nil || !strings.HasPrefix(err.Error(), `NATS_URL="nats://127.0.0.1:1" 브로커에 연결: `) {
		t.Errorf("오류가 %v이다", err)
	}
}
