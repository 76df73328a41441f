//go:build exercise

package exercise_test

import (
	"bytes"
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"

	"socketworkbook/04-sse/exercise"
	"socketworkbook/04-sse/push"
	"socketworkbook/04-sse/push/pushtest"
	"socketworkbook/internal/grader"
	"socketworkbook/internal/lesson/lessontest"
)

const (
	onlyText        = "암호화해도 크기가 그대로라고 믿음"
	noHeader        = "푸는 데 필요한 헤더를 세지 않음"
	sameEachTime    = "같은 글의 암호문은 늘 같다고 믿음"
	relayReads      = "나르는 쪽이 내용을 읽을 수 있다고 믿음"
	goneIsTemporary = "410 뒤에도 구독이 살아 있다고 믿음"
	busyIsGone      = "바쁘다는 응답에 구독을 버린다고 믿음"
	follows         = "다른 주소로 보내라는 응답을 따른다고 믿음"
)

func TestPush(t *testing.T) {
	task := grader.Task{File: "04-sse/exercise/7_push.go", Note: "notes/04-sse.md#닫힌-페이지에-보낸다"}
	for _, test := range []struct {
		name     string
		guess    any
		mistakes map[string]string
		fact     func(t *testing.T) (string, error)
	}{
		{"BodySize", exercise.BodySize, map[string]string{"6": onlyText, "23": noHeader, "22": noHeader}, func(*testing.T) (string, error) {
			body, _, err := encrypted()
			return fmt.Sprint(len(body)), err
		}},
		{"SameBody", exercise.SameBody, map[string]string{"예": sameEachTime}, func(*testing.T) (string, error) {
			body, again, err := encrypted()
			return yes(bytes.Equal(body, again)), err
		}},
		{"ServiceReads", exercise.ServiceReads, map[string]string{"예": relayReads}, func(*testing.T) (string, error) {
			body, _, err := encrypted()
			_, sealed := pushtest.NewBrowser().Decrypt(body)
			return yes(sealed == nil || bytes.Contains(body, []byte("안녕"))), err
		}},
		{"AfterGone", exercise.AfterGone, map[string]string{"1": goneIsTemporary}, func(t *testing.T) (string, error) { return kept(t, http.StatusGone) }},
		{"AfterBusy", exercise.AfterBusy, map[string]string{"0": busyIsGone}, func(t *testing.T) (string, error) { return kept(t, http.StatusTooManyRequests) }},
		{"Redirected", exercise.Redirected, map[string]string{"1": follows}, redirected},
	} {
		task.Try(t, test.name, func(t *testing.T) error {
			return grader.Predict(test.guess, test.mistakes, func() (string, error) { return test.fact(t) })
		})
	}
}

// encrypted는 "안녕"을 두 번 암호화한 본문이다.
func encrypted() (body, again []byte, err error) {
	s, err := push.ReadSubscription(pushtest.NewBrowser().Subscription("https://push.example/"))
	if err != nil {
		return nil, nil, err
	}
	if body, err = push.Encrypt(s, []byte("안녕")); err != nil {
		return nil, nil, err
	}
	again, err = push.Encrypt(s, []byte("안녕"))
	return body, again, err
}

// kept는 푸시 서비스가 status로 응답한 다음 남은 구독의 수이다. 한 번 더 보내서 센다.
func kept(t *testing.T, status int) (string, error) {
	p, service, err := subscribed(t)
	if err != nil {
		return "", err
	}
	service.Answer = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }
	if _, err := p.Send(t.Context(), push.Message{Text: "안녕", Urgency: "normal"}); err != nil {
		return "", err
	}
	results, err := p.Send(t.Context(), push.Message{Text: "안녕", Urgency: "normal"})
	return fmt.Sprint(len(results)), err
}

func redirected(t *testing.T) (string, error) {
	p, service, err := subscribed(t)
	if err != nil {
		return "", err
	}
	var other atomic.Int64
	service.Answer = func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/other" {
			other.Add(1)
			return
		}
		http.Redirect(w, r, "/other", http.StatusTemporaryRedirect)
	}
	_, err = p.Send(t.Context(), push.Message{Text: "안녕", Urgency: "normal"})
	return fmt.Sprint(other.Load()), err
}

// subscribed는 이 테스트만의 푸시 서비스에 구독한 서버이다. 학생의 설정 폴더는 건드리지 않는다.
func subscribed(t *testing.T) (*push.Pusher, *pushtest.Service, error) {
	lessontest.OwnConfig(t)
	p, service := push.New(), pushtest.NewService(t)
	p.AllowLoopback(service.Trust)
	key, err := p.Key()
	if err != nil {
		return nil, nil, err
	}
	s, err := push.ReadSubscription(service.Subscribe(key))
	if err != nil {
		return nil, nil, err
	}
	return p, service, p.Subscribe(s)
}

func yes(is bool) string {
	if is {
		return "예"
	}
	return "아니요"
}
