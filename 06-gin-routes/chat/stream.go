package chat

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"socketworkbook/internal/room"
)

const (
	connectWait = 3 * time.Second
	postWait    = 5 * time.Second // 브로커의 답을 기다리는 시간
	doubles     = 2 * time.Minute // 이 안에 같은 키로 다시 온 메시지는 한 번만 적힌다
)

// Broker는 NATS 브로커와의 연결이다. 같은 브로커에 붙은 프로세스가 모두 같은 방과 세션을 쓴다.
type Broker struct {
	conn *nats.Conn
	js   jetstream.JetStream
}

// JetStream은 브로커의 저장소이다. 세션도 여기에 적는다.
func (b *Broker) JetStream() jetstream.JetStream { return b.js }

// Stream은 NATS JetStream의 스트림인 방이다. 번호도, 기억도, 두 번 온 것을 거르는 일도 브로커가 한다.
// 여기에는 그 사본이 있을 뿐이다.
type Stream struct {
	*room.Room // 스트림의 마지막 메시지들. follow가 채운다

	broker *Broker
	name   string // chat. 메시지는 chat.messages에 적고, 사람들은 chat.here로 알린다
	epoch  string // 스트림을 만든 때
}

func (s *Stream) Epoch() string { return s.epoch }

// line은 스트림에 적는 메시지이다. 번호와 시각은 브로커가 붙인다.
type line struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// Connect는 url의 브로커에 붙는다. 처음에 붙지 못하면 오류이다.
// 붙은 다음에 브로커가 사라지면 돌아올 때까지 다시 붙어 본다. ctx가 취소되면 끊는다.
func Connect(ctx context.Context, url string) (*Broker, error) {
	conn, err := nats.Connect(url, nats.Timeout(connectWait), nats.MaxReconnects(-1), nats.ReconnectWait(500*time.Millisecond),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) { log.Printf("브로커와 끊김: %v", err) }),
		nats.ReconnectHandler(func(*nats.Conn) { log.Print("브로커와 다시 이어짐") }))
	if err != nil {
		return nil, fmt.Errorf("NATS_URL=%q 브로커에 연결: %w", url, err)
	}
	js, err := jetstream.New(conn)
	if err != nil {
		conn.Close()
		return nil, fmt.Errorf("JetStream 쓰기: %w", err)
	}
	context.AfterFunc(ctx, conn.Close)
	return &Broker{conn, js}, nil
}

// Open은 name이라는 방을 연다. 스트림이 없으면 만든다. 방은 마지막 remembered개를 기억한다.
func (b *Broker) Open(ctx context.Context, name string, remembered int) (*Stream, error) {
	s := &Stream{Room: room.New(remembered), broker: b, name: name}
	stream, err := b.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name: strings.ToUpper(name), Subjects: []string{s.subject()}, MaxMsgs: int64(remembered), Duplicates: doubles,
	})
	if err != nil {
		return nil, fmt.Errorf("스트림 만들기(브로커를 -js로 켰나요?): %w", err)
	}
	s.epoch = stream.CachedInfo().Created.Format(time.RFC3339Nano)
	// 순서를 지키는 소비자(ordered consumer)는 빠진 번호가 있으면 스스로 거기부터 다시 읽는다.
	consumer, err := stream.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{})
	if err != nil {
		return nil, fmt.Errorf("스트림 읽기: %w", err)
	}
	_, err = consumer.Consume(s.follow)
	return s, err
}

func (s *Stream) subject() string { return s.name + ".messages" }

// follow는 스트림에 적힌 메시지를 사본에 적는다. 스트림의 번호가 메시지의 번호이다.
func (s *Stream) follow(msg jetstream.Msg) {
	meta, err := msg.Metadata()
	var l line
	if err != nil || json.Unmarshal(msg.Data(), &l) != nil {
		log.Printf("스트림에 모르는 메시지가 있다: %.40q", msg.Data())
		return
	}
	s.Put(room.Message{ID: meta.Sequence.Stream, Name: l.Name, Text: l.Text, Time: meta.Timestamp.UTC().Truncate(time.Millisecond)})
}

// Post는 브로커가 적었다고 답할 때까지 기다린다. key가 Nats-Msg-Id 헤더가 된다.
func (s *Stream) Post(ctx context.Context, key, name, text string) (uint64, error) {
	if !s.broker.conn.IsConnected() { // 끊긴 동안 쌓아 두지 않는다. 페이지가 가지고 있다가 다시 보낸다.
		return 0, nats.ErrDisconnected
	}
	ctx, cancel := context.WithTimeout(ctx, postWait)
	defer cancel()
	data, _ := json.Marshal(line{name, text}) // 글만 있어서 실패하지 않는다.
	ack, err := s.broker.js.Publish(ctx, s.subject(), data, jetstream.WithMsgID(key))
	if err != nil {
		return 0, err
	}
	return ack.Sequence, nil
}
