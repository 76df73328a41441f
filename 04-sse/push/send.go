package push

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"syscall"
	"time"
)

const (
	longestTTL    = 28 * 24 * time.Hour // 더 길게 적어도 흔한 푸시 서비스는 이만큼만 맡아 둔다
	longestAnswer = 300                 // 바이트. 푸시 서비스가 거절한 이유를 이만큼만 읽는다
)

var (
	urgencies = []string{"very-low", "low", "normal", "high"}
	topic     = regexp.MustCompile(`^[A-Za-z0-9_-]{0,32}$`)
)

// Message는 푸시 하나이다.
type Message struct {
	Text    string
	TTL     time.Duration // 브라우저가 꺼져 있을 때 푸시 서비스가 맡아 둘 시간(RFC 8030 5.2절). 0이면 맡아 두지 않는다
	Urgency string        // 얼마나 급한지(5.3절). 배터리가 적은 전화기는 급하지 않은 것을 미룬다
	Topic   string        // 같은 Topic의 것이 아직 전해지지 않았으면 새것으로 바꾼다(5.4절). 비어 있으면 모두 전한다
}

// Check는 보낼 수 있는 메시지인지 본다.
func (m Message) Check() error {
	switch {
	case len(m.Text) > LongestPayload:
		return fmt.Errorf("푸시 하나에는 %d바이트까지 담을 수 있는데 %d바이트입니다", LongestPayload, len(m.Text))
	case m.TTL < 0 || m.TTL > longestTTL:
		return fmt.Errorf("TTL은 0초부터 %d초까지입니다", int(longestTTL.Seconds()))
	case !slices.Contains(urgencies, m.Urgency):
		return fmt.Errorf("급한 정도(Urgency)는 %v 가운데 하나입니다", urgencies)
	case !topic.MatchString(m.Topic):
		return errors.New("주제(Topic)는 영어 글자와 숫자와 -와 _로 32자까지입니다")
	}
	return nil
}

// newClient는 푸시 서비스에 붙는 클라이언트이다. control은 붙어도 되는 주소인지 본다.
func newClient(control func(network, address string, conn syscall.RawConn) error, trust *tls.Config) *http.Client {
	dialer := &net.Dialer{Control: control}
	return &http.Client{
		// 환경 변수의 프록시를 쓰지 않는다(Proxy가 nil). 프록시가 대신 붙으면 어디에 붙는지 알 수 없다.
		Transport: &http.Transport{DialContext: dialer.DialContext, TLSClientConfig: trust, ForceAttemptHTTP2: true,
			MaxConnsPerHost: 8, MaxResponseHeaderBytes: 16 << 10, IdleConnTimeout: 30 * time.Second},
		// 다른 주소로 가라는 응답은 따르지 않는다. 그 주소는 브라우저가 준 것이 아니다.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// errGone은 끝난 구독이라는 뜻이다. 사용자가 그만두었거나, 브라우저가 새로 구독했다.
var errGone = errors.New("끝난 구독이라서 버렸습니다")

// deliver는 s의 푸시 서비스에 m을 건넨다(RFC 8030 5절). 받아 주면 상태 줄을 돌려준다.
func deliver(ctx context.Context, client *http.Client, key *ecdsa.PrivateKey, s Subscription, m Message) (status string, err error) {
	body, err := Encrypt(s, []byte(m.Text))
	if err != nil {
		return "", err
	}
	signed, err := authorization(key, s, time.Now())
	if err != nil {
		return "", err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.Endpoint, bytes.NewReader(body))
	if err != nil {
		return "", fmt.Errorf("푸시의 요청 만들기: %w", err)
	}
	request.Header.Set("Authorization", signed)
	request.Header.Set("Content-Encoding", "aes128gcm")
	request.Header.Set("TTL", strconv.Itoa(int(m.TTL.Seconds())))
	request.Header.Set("Urgency", m.Urgency)
	if m.Topic != "" {
		request.Header.Set("Topic", m.Topic)
	}
	response, err := client.Do(request)
	if err != nil {
		return "", reason(err)
	}
	defer response.Body.Close() // 다 읽지 않고 닫는다. 아무리 긴 응답도 받지 않는다.
	return response.Status, judge(response)
}

// judge는 푸시 서비스가 받아 주었는지 본다. 2xx이면 받은 것이다(RFC 8030 5절).
func judge(response *http.Response) error {
	switch code := response.StatusCode; {
	case code >= 200 && code <= 299:
		return nil
	case code == http.StatusNotFound || code == http.StatusGone:
		return errGone
	case code >= 300 && code <= 399:
		return fmt.Errorf("%s: 다른 주소로 보내라고 합니다. 따르지 않습니다", response.Status)
	}
	told, _ := io.ReadAll(io.LimitReader(response.Body, longestAnswer))
	return fmt.Errorf("%s: 푸시 서비스가 거절했습니다. %q", response.Status, told)
}

// reason은 붙지 못한 이유이다. *url.Error에는 비밀인 endpoint가 통째로 적혀 있으므로 벗긴다.
func reason(err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return errors.New("푸시 서비스가 제때 응답하지 않습니다")
	}
	if named := (*url.Error)(nil); errors.As(err, &named) {
		err = named.Err
	}
	return fmt.Errorf("푸시 서비스에 붙기: %w", err)
}
