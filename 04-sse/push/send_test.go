package push

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"socketworkbook/04-sse/push/pushtest"
	"socketworkbook/internal/lesson/lessontest"
)

// 푸시 서비스는 서명을 확인하고, 브라우저는 내용을 읽는다. HTTP/2로 간다.
func TestDelivered(t *testing.T) {
	p, service := subscribed(t)
	for _, m := range []Message{
		{Text: "안녕하세요", TTL: time.Minute, Urgency: "high", Topic: "news_1-A"},
		{Text: strings.Repeat("가", LongestPayload/3), TTL: 0, Urgency: "very-low"},
		{Text: "", TTL: longestTTL, Urgency: "normal"},
	} {
		results, err := p.Send(t.Context(), m)
		if err != nil || len(results) != 1 || results[0] != (Result{strings.TrimPrefix(service.URL, "https://"), "201 Created", true}) {
			t.Fatalf("%v, %v", results, err)
		}
		all := service.Delivered()
		if got := all[len(all)-1]; got != (pushtest.Delivery{Text: m.Text, Urgency: m.Urgency, Topic: m.Topic, Proto: "HTTP/2.0", TTL: int(m.TTL.Seconds())}) {
			t.Errorf("%+v", got)
		}
	}
}

// 구독할 때의 키가 아니면 푸시 서비스가 거절한다. 구독은 남는다.
func TestAnotherServerIsRefused(t *testing.T) {
	p, service := subscribed(t)
	service.Subscribe("다른 서버의 키")
	results, err := p.Send(t.Context(), Message{Text: "안녕", Urgency: "normal"})
	if err != nil || len(results) != 1 || results[0].OK || results[0].Told != `403 Forbidden: 푸시 서비스가 거절했습니다. "구독한 서버가 아니다\n"` {
		t.Errorf("%v, %v", results, err)
	}
	if all, _ := p.store.all(); len(all) != 1 {
		t.Errorf("구독이 %v", all)
	}
}

// 못된 푸시 서비스가 무엇을 해도 제때 돌아온다. 404와 410만 구독이 끝났다는 뜻이다.
func TestBadServices(t *testing.T) {
	var redirected atomic.Bool
	flood := strings.Repeat("x", 10<<20)
	for name, test := range map[string]struct {
		answer http.HandlerFunc
		want   string
		kept   int
	}{
		"200": {status(200), "200 OK", 1},
		"404": {status(404), "끝난 구독이라서 버렸습니다", 0},
		"410": {status(410), "끝난 구독이라서 버렸습니다", 0},
		"400": {status(400), `400 Bad Request: 푸시 서비스가 거절했습니다. ""`, 1},
		"429": {status(429), `429 Too Many Requests: 푸시 서비스가 거절했습니다. ""`, 1},
		"500": {status(500), `500 Internal Server Error: 푸시 서비스가 거절했습니다. ""`, 1},
		"다른 주소로 보냄": {func(w http.ResponseWriter, r *http.Request) {
			redirected.Store(redirected.Load() || r.URL.Path == "/elsewhere")
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		}, "307 Temporary Redirect: 다른 주소로 보내라고 합니다. 따르지 않습니다", 1},
		"응답하지 않음":   {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "푸시 서비스가 제때 응답하지 않습니다", 1},
		"중간에 끊음":    {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "푸시 서비스에 붙기: ", 1},
		"10MiB의 응답": {func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, flood) }, "200 OK", 1},
		"10MiB의 이유": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(400); io.WriteString(w, flood) },
			`400 Bad Request: 푸시 서비스가 거절했습니다. "` + flood[:longestAnswer] + `"`, 1},
		"긴 헤더": {func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Why", flood[:1<<20]) }, "푸시 서비스에 붙기: ", 1},
	} {
		t.Run(name, func(t *testing.T) {
			p, service := subscribed(t)
			if name == "응답하지 않음" {
				p.patience = 100 * time.Millisecond
			}
			service.Answer = test.answer
			begin := time.Now()
			results, err := p.Send(t.Context(), Message{Text: "안녕", Urgency: "normal"})
			if took := time.Since(begin); took > 7*time.Second {
				t.Errorf("%v 만에 돌아왔다", took)
			}
			if err != nil || len(results) != 1 || !strings.HasPrefix(results[0].Told, test.want) || len(results[0].Told) > 500 || strings.Contains(results[0].Told, "secret") {
				t.Errorf("%.600v, %v", results, err)
			}
			if all, err := p.store.all(); len(all) != test.kept || err != nil {
				t.Errorf("구독이 %v, %v", all, err)
			}
		})
	}
	if redirected.Load() {
		t.Error("다른 주소로 따라갔다")
	}
}

// 모두에게 한꺼번에 보낸다. 첫째는 둘째가 받을 때까지 응답하지 않는다. 차례로 보내면 둘째는 받지 못한다.
func TestSlowServiceHoldsNobody(t *testing.T) {
	p, slow := subscribed(t)
	quick, arrived := pushtest.NewService(t), make(chan struct{})
	quick.Answer = func(w http.ResponseWriter, _ *http.Request) { close(arrived); w.WriteHeader(201) }
	slow.Answer = func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-arrived:
		case <-r.Context().Done():
		}
	}
	add(t, p, quick)
	results, err := p.Send(t.Context(), Message{Text: "안녕", Urgency: "normal"})
	if err != nil || len(results) != 2 || !results[0].OK || !results[1].OK {
		t.Errorf("%v, %v", results, err)
	}
}

// 보낼 수 없는 메시지는 아무에게도 보내지 않는다.
func TestBadMessages(t *testing.T) {
	p, service := subscribed(t)
	for want, m := range map[string]Message{
		"3993바이트까지 담을 수 있는데 3994바이트입니다": {Text: strings.Repeat("x", LongestPayload+1), Urgency: "normal"},
		"0초부터 2419200초까지":               {TTL: -time.Second, Urgency: "normal"},
		"2419200초까지입니다":                 {TTL: longestTTL + time.Second, Urgency: "normal"},
		"(Urgency)는":                    {Urgency: "지금"},
		"[very-low low":                 {Urgency: ""},
		"(Topic)는":                      {Urgency: "low", Topic: "a\r\nTTL: 1"},
		"32자까지입니다":                      {Urgency: "low", Topic: strings.Repeat("a", 33)},
	} {
		if results, err := p.Send(t.Context(), m); err == nil || !strings.Contains(err.Error(), want) || results != nil {
			t.Errorf("%q: %v, %v", want, results, err)
		}
	}
	if all := service.Delivered(); len(all) > 0 {
		t.Errorf("보냈다: %v", all)
	}
}

// subscribed는 푸시 서비스를 켜고 구독한 Pusher이다.
func subscribed(t *testing.T) (*Pusher, *pushtest.Service) {
	t.Helper()
	lessontest.OwnConfig(t)
	log.SetOutput(io.Discard)
	p, service := New(), pushtest.NewService(t)
	p.AllowLoopback(service.Trust)
	add(t, p, service)
	return p, service
}

func add(t *testing.T, p *Pusher, service *pushtest.Service) {
	t.Helper()
	key, err := p.Key()
	if err != nil {
		t.Fatal(err)
	}
	s, err := ReadSubscription(service.Subscribe(key))
	if err == nil {
		err = p.Subscribe(s)
	}
	if err != nil {
		t.Fatal(fmt.Errorf("구독: %w", err))
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}
