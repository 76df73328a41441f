// Package brokertest는 테스트가 진짜 NATS 브로커를 켜고 끄게 한다. 테스트만 쓴다. 수업은 브로커를 품지 않는다.
package brokertest

import (
	"net"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// Broker는 이 프로세스 안에서 도는 브로커이다. 디스크에 적으므로 껐다 켜도 스트림이 남는다.
type Broker struct {
	*server.Server
	t       testing.TB
	options server.Options
}

// Start는 빈 포트에서 브로커를 켠다. 테스트가 끝나면 끈다.
func Start(t testing.TB, jetStream bool) *Broker {
	t.Helper()
	b := &Broker{t: t, options: server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: jetStream, StoreDir: t.TempDir(), NoSigs: true, NoLog: true,
	}}
	b.Again()
	t.Cleanup(b.Stop)
	return b
}

// Again은 Stop으로 끈 브로커를 같은 주소에서 다시 켠다.
func (b *Broker) Again() {
	b.t.Helper()
	options := b.options // 서버가 제 것으로 고쳐 쓴다.
	s, err := server.NewServer(&options)
	if err != nil {
		b.t.Fatal(err)
	}
	s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		b.t.Fatal("브로커가 켜지지 않는다")
	}
	b.Server, b.options.Port = s, s.Addr().(*net.TCPAddr).Port
}

// Stop은 브로커를 끈다. 여러 번 불러도 된다.
func (b *Broker) Stop() {
	b.Shutdown()
	b.WaitForShutdown()
}
