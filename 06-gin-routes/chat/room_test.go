package chat

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"socketworkbook/06-gin-routes/chat/brokertest"
)

// rooms는 시험할 방들이다. 어디에 있든 약속은 같다.
func rooms(t *testing.T) map[string]Room {
	return map[string]Room{"Local": NewLocal(Remembered), "Stream": connect(t, brokertest.Start(t, true))}
}

func connect(t *testing.T, b *brokertest.Broker) *Stream {
	t.Helper()
	broker, err := Connect(t.Context(), b.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	s, err := broker.Open(t.Context(), "chat", Remembered)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// 브로커가 없으면 왜 켜지 못하는지 한 문장으로 말한다.
func TestConnectToNobody(t *testing.T) {
	_, err := Connect(t.Context(), "nats://127.0.0.1:1")
	if err == nil || !strings.HasPrefix(err.Error(), `NATS_URL="nats://127.0.0.1:1" 브로커에 연결: `) {
		t.Errorf("오류가 %v이다", err)
	}
}

func TestRoom(t *testing.T) {
	for name, room := range rooms(t) {
		t.Run(name, func(t *testing.T) {
			for i, text := range []string{"하나", "둘"} {
				for range 2 { // 두 번 온 메시지는 한 번만 적고, 같은 번호로 답한다.
					id, err := room.Post(t.Context(), fmt.Sprint("가:", i), "바다", text)
					if err != nil || id != uint64(i+1) {
						t.Errorf("%s: %d번, %v", text, id, err)
					}
				}
			}
			until(t, room, 2)
			messages, missed := room.Since(0)
			if len(messages) != 2 || messages[1].Name != "바다" || messages[1].Text != "둘" || missed != 0 || time.Since(messages[1].Time) > time.Minute {
				t.Errorf("방에 %v, 놓친 것 %d", messages, missed)
			}
			if room.Epoch() == "" {
				t.Error("방의 이름(epoch)이 없다")
			}
		})
	}
}

// until은 방의 마지막 번호가 last가 될 때까지 기다린다.
func until(t *testing.T, room Room, last uint64) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	after := uint64(0)
	for after < last {
		messages, _ := room.Since(after)
		if n := len(messages); n > 0 {
			after = messages[n-1].ID
			continue
		}
		select {
		case <-room.News(after):
		case <-ctx.Done():
			t.Fatalf("방에 %d번까지만 있다", after)
		}
	}
}

// 기억하는 것보다 많이 적으면 오래된 것부터 잊고, 몇 개를 잊었는지 안다.
func TestRoomForgets(t *testing.T) {
	for name, room := range rooms(t) {
		t.Run(name, func(t *testing.T) {
			for i := range Remembered + 5 {
				if _, err := room.Post(t.Context(), fmt.Sprint(i), "바다", "글"); err != nil {
					t.Fatal(err)
				}
			}
			until(t, room, Remembered+5)
			if messages, missed := room.Since(2); len(messages) != Remembered || missed != 3 {
				t.Errorf("%d개를 기억하고 %d개를 놓쳤다고 한다", len(messages), missed)
			}
		})
	}
}

// 같은 브로커에 붙은 두 프로세스는 한 방을 쓴다. 늦게 온 프로세스도 앞의 메시지를 안다.
func TestProcessesShareTheRoom(t *testing.T) {
	b := brokertest.Start(t, true)
	first := connect(t, b)
	if _, err := first.Post(t.Context(), "하나", "바다", "하나"); err != nil {
		t.Fatal(err)
	}
	second := connect(t, b)
	until(t, second, 1)
	// 첫 프로세스의 답을 듣지 못하고 다른 프로세스에 다시 적어도 한 번이다.
	if id, err := second.Post(t.Context(), "하나", "바다", "하나"); err != nil || id != 1 {
		t.Errorf("다시 적은 메시지가 %d번, %v", id, err)
	}
	if first.Epoch() != second.Epoch() {
		t.Error("한 방인데 이름이 다르다")
	}
}

// 브로커를 껐다 켜도, 적었다고 답한 메시지는 모두 한 번씩 있다.
func TestBrokerComesBack(t *testing.T) {
	b := brokertest.Start(t, true)
	writer, reader := connect(t, b), connect(t, b)
	const total = 150
	var posting sync.WaitGroup
	posting.Go(func() {
		for i := range total {
			for { // 페이지가 하듯이, 답이 올 때까지 같은 번호표로 다시 적는다.
				if _, err := writer.Post(t.Context(), fmt.Sprint(i), "바다", fmt.Sprint(i)); err == nil || t.Context().Err() != nil {
					break
				}
				time.Sleep(10 * time.Millisecond) // 브로커가 돌아올 때까지
			}
		}
	})
	until(t, reader, 40)
	b.Stop()
	b.Again()
	posting.Wait()
	until(t, reader, total)
	seen := map[string]int{}
	messages, _ := reader.Since(0)
	for i, m := range messages {
		seen[m.Text]++
		if m.Text != fmt.Sprint(i) {
			t.Fatalf("%d째 메시지가 %q이다. 차례가 다르다", i, m.Text)
		}
	}
	if len(seen) != total || len(messages) != total {
		t.Errorf("%d개를 적었는데 %d개가 있고, 서로 다른 것은 %d개이다", total, len(messages), len(seen))
	}
}
