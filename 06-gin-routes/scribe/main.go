// scribe는 대화를 받아 적는 서기이다. 대화방과는 다른 프로그램이다. 대화방의 코드를 하나도 쓰지 않고,
// NATS에서 주고받는 제목(subject)과 메시지의 꼴만 안다.
//
//	go run github.com/nats-io/nats-server/v2@v2.15.0 -js
//	NATS_URL=nats://localhost:4222 go run ./06-gin-routes
//	go run ./06-gin-routes/scribe
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"net/url"
	"os"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"socketworkbook/internal/lesson"
)

// 대화방과 함께 아는 것은 이 제목뿐이다. 같은 글을 일부러 여기에 또 적는다. 대화방의 상수를 가져다 쓰면
// 대화방을 고칠 때마다 서기도 다시 빌드해야 하고, 다른 언어로는 서기를 쓸 수 없다.
const (
	listensTo = "chat.messages"
	answers   = "scribe.stats"
)

const lookEvery = time.Second // 대화방이 아직 없을 때 다시 찾아보는 간격

func main() {
	broker := flag.String("broker", cmp.Or(os.Getenv("NATS_URL"), "nats://localhost:4222"), "NATS 브로커의 주소. 환경 변수 NATS_URL로도 정한다")

	lesson.Main(func(ctx context.Context) error {
		conn, err := connect(*broker)
		if err != nil {
			return err
		}
		defer conn.Close()
		fmt.Fprintf(os.Stderr, "%s 브로커에서 %s에 적히는 것을 듣습니다. 멈추려면 Ctrl-C를 누르세요.\n", conn.ConnectedUrlRedacted(), listensTo)
		return serve(ctx, conn)
	})
}

// connect는 브로커에 붙는다. 처음에 붙지 못하면 오류이다. 붙은 다음에 끊기면 다시 붙을 때까지 해 본다.
func connect(at string) (*nats.Conn, error) {
	if u, err := url.Parse(at); err != nil || u.Scheme != "nats" || u.Host == "" {
		return nil, fmt.Errorf("브로커의 주소 %q: nats://localhost:4222처럼 적어야 합니다", at)
	}
	conn, err := nats.Connect(at, nats.MaxReconnects(-1), nats.ReconnectWait(500*time.Millisecond),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) { log.Printf("브로커와 끊김: %v", err) }),
		nats.ReconnectHandler(func(*nats.Conn) { log.Print("브로커와 다시 이어짐") }))
	if err != nil {
		return nil, fmt.Errorf("%s 브로커에 연결: %w. 브로커를 먼저 켜세요: go run github.com/nats-io/nats-server/v2@v2.15.0 -js", at, err)
	}
	return conn, nil
}

// serve는 ctx가 취소될 때까지 대화를 세고, 물으면 답한다.
//
// 서기가 둘이면 누가 무엇을 세어야 할까? 메시지를 나누어 받으면 저마다 반쪽만 알아서 둘 다 틀린 답을 한다.
// 그래서 세는 일은 나누지 않는다. 서기는 저마다 스트림에 남아 있는 것을 처음부터 모두 읽는다. 그러면 늦게 켠
// 서기도 아는 것이 같다. 나누는 것은 답하는 일뿐이다. 같은 이름의 큐 그룹(queue group)에 든 구독자 가운데
// 하나만 물음을 받으므로, 하나가 죽으면 남은 것이 답한다.
func serve(ctx context.Context, conn *nats.Conn) error {
	js, err := jetstream.New(conn)
	if err != nil {
		return fmt.Errorf("JetStream 쓰기: %w", err)
	}
	stream, err := find(ctx, js)
	if err != nil {
		return err
	}
	if stream == nil {
		return nil // 대화방을 기다리다가 Ctrl-C가 왔다.
	}
	t := tally{limit: int(stream.CachedInfo().Config.MaxMsgs)}
	if err := catchUp(ctx, stream, &t); err != nil || ctx.Err() != nil {
		return err
	}
	if _, err := conn.QueueSubscribe(answers, "scribes", func(msg *nats.Msg) { msg.Respond(t.stats()) }); err != nil {
		return fmt.Errorf("물음 듣기: %w", err)
	}
	log.Printf("%s로 묻는 것에 답합니다", answers)
	<-ctx.Done()
	return nil
}

// catchUp은 스트림을 처음부터 읽기 시작하고, 지금까지 적힌 것을 다 읽으면 돌아온다. 다 읽기 전에 답하면 틀린 답이다.
func catchUp(ctx context.Context, stream jetstream.Stream, t *tally) error {
	consumer, err := stream.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{})
	if err != nil {
		return fmt.Errorf("스트림 읽기: %w", err)
	}
	read := make(chan struct{})
	done := sync.OnceFunc(func() { close(read) })
	if stream.CachedInfo().State.Msgs == 0 {
		done()
	}
	_, err = consumer.Consume(func(msg jetstream.Msg) {
		t.hear(msg)
		if meta, err := msg.Metadata(); err == nil && meta.NumPending == 0 { // 뒤에 남은 메시지가 없다.
			done()
		}
	})
	if err != nil {
		return fmt.Errorf("스트림 읽기: %w", err)
	}
	select {
	case <-read:
	case <-ctx.Done():
	}
	return nil
}

// find는 listensTo를 담는 스트림을 찾는다. 대화방보다 먼저 켰으면 아직 없다. 생길 때까지 기다린다.
// 작은 서비스들은 켜는 차례를 가리지 않아야 한다.
func find(ctx context.Context, js jetstream.JetStream) (jetstream.Stream, error) {
	waiting := false
	for {
		name, err := js.StreamNameBySubject(ctx, listensTo)
		switch {
		case err == nil:
			return js.Stream(ctx, name)
		case ctx.Err() != nil:
			return nil, nil
		case errors.Is(err, jetstream.ErrJetStreamNotEnabled), errors.Is(err, nats.ErrNoResponders):
			return nil, fmt.Errorf("스트림 찾기: 브로커를 -js로 켜세요: %w", err)
		case !waiting:
			waiting = true
			log.Printf("아직 %s에 적는 대화방이 없습니다. 생기면 세기 시작합니다", listensTo)
		}
		select {
		case <-time.After(lookEvery):
		case <-ctx.Done():
			return nil, nil
		}
	}
}
