package main

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"socketworkbook/06-gin-routes/chat"
	"socketworkbook/06-gin-routes/chat/brokertest"
	"socketworkbook/internal/lesson/lessontest"
)

func TestMain(m *testing.M) { lessontest.Main(m, main) }

// listening은 scribe.stats를 듣는 서기가 want일 때까지 기다리고, 저마다 들은 물음의 수를 돌려준다.
func listening(t *testing.T, b *brokertest.Broker, want int) (heard []int64) {
	t.Helper()
	for late := time.Now().Add(10 * time.Second); time.Now().Before(late); time.Sleep(time.Millisecond) {
		subs, err := b.Subsz(&server.SubszOptions{Subscriptions: true, Test: answers})
		if err != nil {
			t.Fatal(err)
		}
		if len(subs.Subs) == want {
			for _, sub := range subs.Subs {
				heard = append(heard, sub.Msgs)
			}
			return heard
		}
	}
	t.Fatalf("서기가 %d명이 되지 않는다", want)
	return nil
}

// talk는 대화방이다. 서기가 대화방의 것과 정말로 같은 제목과 꼴을 아는지 보려고, 진짜 대화방에 적는다.
type talk struct {
	t    *testing.T
	room *chat.Stream
	chat *chat.Chat
}

func openTalk(t *testing.T, url string) *talk {
	t.Helper()
	broker, err := chat.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	room, err := broker.Open(t.Context(), "chat", chat.Remembered)
	if err != nil {
		t.Fatal(err)
	}
	return &talk{t: t, room: room, chat: chat.New(t.Context(), room, chat.Talking)}
}

func (c *talk) say(name, text string) {
	c.t.Helper()
	if !c.try(name, text) {
		c.t.Fatal("메시지가 적히지 않는다")
	}
}

func (c *talk) try(name, text string) bool {
	_, err := c.room.Post(c.t.Context(), name+text, name, text)
	return err == nil
}

// expect는 /chat/stats가 want를 보일 때까지 기다린다.
func (c *talk) expect(want string) {
	c.t.Helper()
	late := time.After(20 * time.Second)
	for {
		w := httptest.NewRecorder()
		c.chat.Stats(w, httptest.NewRequestWithContext(c.t.Context(), "GET", "/chat/stats", nil), chat.Visitor{})
		if strings.Contains(w.Body.String(), want) {
			return
		}
		select {
		case <-late:
			c.t.Fatalf("대화방이 보이는 것은 %s. 바라던 것은 %q", w.Body, want)
		case <-time.After(10 * time.Millisecond): // 알려 주는 이가 없으므로 다시 묻는다.
		}
	}
}

func startScribe(t *testing.T, url string) *lessontest.Process {
	t.Helper()
	cmd := lessontest.Command(t)
	cmd.Env = append(cmd.Env, "NATS_URL="+url)
	return lessontest.StartCommand(t, cmd)
}

// 서기를 켜고, 하나 더 켜고, 하나씩 끈다. 대화는 그대로이고, 서기가 하나라도 있으면 답이 맞는다.
func TestScribesComeAndGo(t *testing.T) {
	url := brokertest.Start(t, true).ClientURL()
	c := openTalk(t, url)
	c.expect("없음")
	c.say("바다", "서기가 오기 전에 한 말")
	first := startScribe(t, url)
	c.expect("단어 5개, 1명")
	second := startScribe(t, url)
	c.say("하늘", " 두  단어 ")
	c.expect("단어 7개, 2명")
	stop(t, first)
	c.say("바다", "하나")
	c.expect("단어 8개, 2명") // 늦게 온 서기도 제가 오기 전의 말을 안다.
	second.Kill()         // 말없이 죽어도
	c.expect("없음")
	c.say("강", "듣는 이가 없어도 대화는 그대로이다")
	startScribe(t, url)
	c.expect("단어 13개, 3명")
}

func stop(t *testing.T, scribe *lessontest.Process) {
	t.Helper()
	if code, took := scribe.Interrupt(t); code != 0 || took > 3*time.Second {
		t.Errorf("Ctrl-C 뒤 %v 만에 상태 %d로 끝났다", took, code)
	}
}

// 서기가 둘이면 물음 하나에 하나만 답하고, 누가 답하든 같다.
func TestScribesShareTheQuestions(t *testing.T) {
	b := brokertest.Start(t, true)
	openTalk(t, b.ClientURL()).say("바다", "하나 둘")
	startScribe(t, b.ClientURL())
	startScribe(t, b.ClientURL())
	listening(t, b, 2)
	conn, err := nats.Connect(b.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	const questions = 100
	for range questions {
		answer, err := conn.Request(answers, nil, 5*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		if want := `{"messages":1,"people":1,"words":2}`; string(answer.Data) != want {
			t.Fatalf("답이 %s", answer.Data)
		}
	}
	heard := listening(t, b, 2)
	if heard[0]+heard[1] != questions || heard[0] == 0 || heard[1] == 0 {
		t.Errorf("물음 %d개를 %d번과 %d번 들었다", questions, heard[0], heard[1])
	}
}

// 대화방보다 먼저 켜도, 브로커를 껐다 켜도 센다. 켜는 차례를 가리지 않는다.
func TestScribeWaits(t *testing.T) {
	b := brokertest.Start(t, true)
	scribe := startScribe(t, b.ClientURL())
	c := openTalk(t, b.ClientURL())
	c.say("바다", "하나")
	c.expect("단어 1개, 1명")
	b.Stop()
	b.Again()
	for !c.try("하늘", "둘 셋") {
		time.Sleep(10 * time.Millisecond) // 대화방이 브로커와 다시 이어질 때까지
	}
	c.expect("단어 3개, 2명")
	b.Stop()
	stop(t, scribe) // 브로커가 없어도 바로 끝난다.
}

// 대화방이 없는 채로 기다리는 서기도 Ctrl-C에 바로 끝난다.
func TestScribeStopsWaiting(t *testing.T) {
	stop(t, startScribe(t, brokertest.Start(t, true).ClientURL()))
}

// 켤 수 없으면 무엇을 하면 되는지 한 줄로 알린다.
func TestScribeExplains(t *testing.T) {
	for broker, want := range map[string]string{
		"localhost:4222":                       "nats://localhost:4222처럼 적어야 합니다",
		"http://localhost:4222":                "nats://localhost:4222처럼 적어야 합니다",
		"nats://" + lessontest.ClosedPort(t):   "브로커를 먼저 켜세요: go run github.com/nats-io/nats-server/",
		brokertest.Start(t, false).ClientURL(): "브로커를 -js로 켜세요",
	} {
		_, stderr, code := lessontest.Run(t, "", "-broker", broker)
		lines := strings.Split(strings.TrimSpace(stderr), "\n")
		if last := lines[len(lines)-1]; code != 1 || !strings.Contains(last, want) {
			t.Errorf("%s: 상태 %d, %q", broker, code, stderr)
		}
	}
}

// 스트림이 잊은 메시지는 서기도 잊는다. 두 번 온 것은 한 번만 센다.
func TestTally(t *testing.T) {
	count := tally{limit: 2}
	for _, e := range []entry{{1, "바다", 5}, {2, "하늘", 1}, {2, "하늘", 1}, {4, "강", 2}, {1, "바다", 5}} {
		count.count(e)
	}
	if got := string(count.stats()); got != `{"messages":2,"people":2,"words":3}` {
		t.Error(got)
	}
}
