package chat

import (
	"encoding/json"
	"net/http/httptest"
	"testing"

	"github.com/nats-io/nats.go"

	"socketworkbook/06-gin-routes/chat/brokertest"
)

// ask는 페이지가 하듯이 /chat/stats에 묻는다.
func ask(t *testing.T, c *Chat) (says scribeSays) {
	t.Helper()
	w := httptest.NewRecorder()
	c.Stats(w, httptest.NewRequestWithContext(t.Context(), "GET", "/chat/stats", nil), Visitor{})
	if err := json.Unmarshal(w.Body.Bytes(), &says); err != nil || w.Code != 200 {
		t.Fatalf("%d %q: %v", w.Code, w.Body, err)
	}
	return says
}

// 브로커가 없는 방에는 서기가 올 수 없다. 다시 물을 것도 없다.
func TestStatsWithoutBroker(t *testing.T) {
	want := scribeSays{Sentence: "서기: 없음. NATS_URL을 정해서 켜면 서기가 들을 수 있습니다."}
	if says := ask(t, New(t.Context(), NewLocal(Remembered), Talking)); says != want {
		t.Errorf("%+v", says)
	}
}

// 서기가 없거나, 답하지 않거나, 이상하게 답해도 한 문장으로 알린다.
func TestStats(t *testing.T) {
	b := brokertest.Start(t, true)
	stream := connect(t, b)
	c := New(t.Context(), stream, Talking)
	expect := func(want string) {
		t.Helper()
		if says := ask(t, c); says.Sentence != want || !says.Again {
			t.Errorf("%+v. 바라던 것은 %q", says, want)
		}
	}
	expect("서기: 없음. 켜려면 go run ./06-gin-routes/scribe")
	for answer, want := range map[string]string{
		"":            "서기: 1초 안에 답하지 않습니다.",
		`<b>`:         "서기: 알 수 없는 답을 합니다.",
		`{"words":3}`: "서기: 알 수 없는 답을 합니다.",
		`{"words":12,"people":3,"미래의 필드":1}`: "서기: 단어 12개, 3명",
	} {
		scribe, err := stream.broker.conn.Subscribe(scribeSubject, func(msg *nats.Msg) {
			if answer != "" {
				msg.Respond([]byte(answer))
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		stream.broker.conn.Flush()
		expect(want)
		scribe.Unsubscribe()
		stream.broker.conn.Flush()
	}
	gone := stream.broker.conn.StatusChanged(nats.RECONNECTING)
	b.Stop()
	<-gone
	expect("서기: 브로커와 끊겨서 물을 수 없습니다.")
}
