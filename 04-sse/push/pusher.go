package push

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"
)

// Pusher는 푸시를 보내는 서버의 일이다. 처음 쓸 때 키와 구독의 폴더를 만든다. 그 전에는 아무것도 적지 않는다.
type Pusher struct {
	Client   *http.Client  // 푸시 서비스에 붙는 클라이언트
	patience time.Duration // 모두에게 보내기까지
	opening  sync.Mutex
	store    *store
}

// New는 인터넷의 푸시 서비스에만 보내는 Pusher이다.
func New() *Pusher {
	return &Pusher{Client: newClient(onlyPublic, nil), patience: 8 * time.Second}
}

// AllowLoopback은 이 컴퓨터 안에 있고 trust가 믿는 푸시 서비스에도 보내게 한다. 테스트만 쓴다. 명령의 옵션으로는 켤 수 없다.
func (p *Pusher) AllowLoopback(trust *x509.CertPool) {
	p.Client = newClient(orLoopback, &tls.Config{RootCAs: trust})
}

// Key는 브라우저가 구독할 때 쓸 공개 키이다.
func (p *Pusher) Key() (string, error) {
	store, err := p.open()
	if err != nil {
		return "", err
	}
	key, err := openKey(store.folder)
	if err != nil {
		return "", err
	}
	return PublicKey(key), nil
}

// Subscribe는 구독을 적어 둔다.
func (p *Pusher) Subscribe(s Subscription) error {
	store, err := p.open()
	if err != nil {
		return err
	}
	if _, err := openKey(store.folder); err != nil {
		return err
	}
	return store.add(s)
}

// Result는 구독 하나에 보낸 결과이다.
type Result struct {
	Service string `json:"service"` // 푸시 서비스의 호스트. 나머지 주소는 비밀이다
	Told    string `json:"told"`    // 푸시 서비스의 응답이나, 보내지 못한 이유
	OK      bool   `json:"ok"`
}

// Send는 모든 구독에 한꺼번에 보낸다. 하나가 느려도 나머지는 먼저 간다. 끝난 구독은 버린다.
func (p *Pusher) Send(ctx context.Context, m Message) ([]Result, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	store, err := p.open()
	if err != nil {
		return nil, err
	}
	all, err := store.all()
	if err != nil || len(all) == 0 {
		return []Result{}, err
	}
	key, err := openKey(store.folder)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(ctx, p.patience)
	defer stop()
	results, ended := make([]Result, len(all)), make([]string, len(all))
	var sending sync.WaitGroup
	for i, s := range all {
		sending.Go(func() {
			status, err := deliver(ctx, p.Client, key, s, m)
			if results[i] = result(s, status, err); errors.Is(err, errGone) {
				ended[i] = s.Endpoint
			}
		})
	}
	sending.Wait()
	if ended = slices.DeleteFunc(ended, func(endpoint string) bool { return endpoint == "" }); len(ended) > 0 {
		err = store.drop(ended)
	}
	return results, err
}

func result(s Subscription, status string, err error) Result {
	endpoint, _ := url.Parse(s.Endpoint) // 읽을 때 살폈다.
	if err != nil {
		return Result{endpoint.Host, err.Error(), false}
	}
	return Result{endpoint.Host, status, true}
}

// open은 폴더가 어디인지 처음 한 번만 찾는다.
func (p *Pusher) open() (*store, error) {
	p.opening.Lock()
	defer p.opening.Unlock()
	if p.store == nil {
		folder, err := configFolder()
		if err != nil {
			return nil, err
		}
		p.store = &store{folder: folder}
	}
	return p.store, nil
}
