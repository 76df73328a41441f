// broker는 NATS 브로커이다. nats-server를 품어서, 따로 설치하지 않아도 된다. 적는 곳은 지금의 폴더이다.
package main

import (
	"fmt"
	"log"
	"os"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

func main() {
	broker, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: "jetstream", NoLog: true,
	})
	if err != nil {
		log.Fatal(err)
	}
	broker.Start()
	if !broker.ReadyForConnections(10 * time.Second) {
		log.Fatal("브로커가 켜지지 않는다")
	}
	fmt.Fprintln(os.Stderr, broker.Addr())
	broker.WaitForShutdown()
}
