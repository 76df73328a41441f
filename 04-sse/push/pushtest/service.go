package pushtest

import (
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// Delivery는 푸시 서비스가 받아서 브라우저가 읽은 푸시 하나이다.
type Delivery struct {
	Text, Urgency, Topic, Proto string
	TTL                         int // 초
}

// Service는 이 컴퓨터 안의 푸시 서비스이다. HTTPS와 HTTP/2로 받는다. 서명을 살피고, 그 브라우저가 되어 암호를 푼다.
type Service struct {
	URL     string
	Trust   *x509.CertPool
	Answer  func(w http.ResponseWriter, r *http.Request) // 있으면 이것이 대신 응답한다
	Browser Browser

	mu        sync.Mutex
	key       string // 구독할 때 정해진 서버의 공개 키. 다른 서버의 푸시는 거절한다(RFC 8292 4.2절)
	delivered []Delivery
}

// NewService는 푸시 서비스를 켠다. 테스트가 끝나면 끈다.
func NewService(t testing.TB) *Service {
	s := &Service{Browser: NewBrowser()}
	server := httptest.NewUnstartedServer(s)
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	s.URL, s.Trust = server.URL, x509.NewCertPool()
	s.Trust.AddCert(server.Certificate())
	return s
}

// Subscribe는 key의 서버만 보낼 수 있는 구독을 만든다.
func (s *Service) Subscribe(key string) (subscription string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.key = key
	return s.Browser.Subscription(s.URL + "/push/secret")
}

// Delivered는 이제까지 받은 것이다.
func (s *Service) Delivered() []Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.delivered
}

func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.Answer != nil {
		s.Answer(w, r)
		return
	}
	if status, why := s.receive(r); why != nil {
		http.Error(w, why.Error(), status)
		return
	}
	w.Header().Set("Location", s.URL+"/message/1")
	w.WriteHeader(http.StatusCreated)
}

// receive는 푸시 서비스가 살피는 것을 차례로 살핀다(RFC 8030 5절, RFC 8292 4.2절).
func (s *Service) receive(r *http.Request) (status int, why error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ttl, err := strconv.Atoi(r.Header.Get("TTL"))
	if r.Method != http.MethodPost || err != nil || ttl < 0 {
		return http.StatusBadRequest, fmt.Errorf("TTL이 %q인 %s이다", r.Header.Get("TTL"), r.Method)
	}
	key, err := CheckVAPID(r.Header.Get("Authorization"), s.URL, time.Now())
	if err != nil {
		return http.StatusUnauthorized, err
	}
	if key != s.key {
		return http.StatusForbidden, fmt.Errorf("구독한 서버가 아니다")
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, 4097))
	if err != nil || len(body) > 4096 || r.Header.Get("Content-Encoding") != "aes128gcm" {
		return http.StatusRequestEntityTooLarge, fmt.Errorf("본문이 %d바이트이다: %v", len(body), err)
	}
	text, err := s.Browser.Decrypt(body)
	if err != nil {
		return http.StatusBadRequest, err
	}
	s.delivered = append(s.delivered, Delivery{string(text), r.Header.Get("Urgency"), strings.Join(r.Header["Topic"], "?"), r.Proto, ttl})
	return 0, nil
}
