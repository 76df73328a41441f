package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

const brokerWait = 2 * time.Second

// sharedStore는 프로세스들이 함께 쓰는 세션이다. 쓸 때는 브로커에도 적고, 읽을 때는 가까운 것부터 본다.
// 그래서 한 프로세스가 죽어도 다른 프로세스가 그 사람을 알아본다.
// 생략: 다른 프로세스에서 바꾼 것은 이 프로세스가 아는 세션에 보이지 않는다.
type sharedStore struct {
	near *store
	far  jetstream.KeyValue
}

// record는 브로커에 적는 세션이다.
type savedSession struct {
	Data   []byte    `json:"data"`
	Expiry time.Time `json:"expiry"`
}

func newSharedStore(ctx context.Context, js jetstream.JetStream, lifetime time.Duration) (*sharedStore, error) {
	far, err := js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{Bucket: "sessions", TTL: lifetime, MaxBytes: 64 << 20})
	if err != nil {
		return nil, fmt.Errorf("세션을 적을 곳 만들기: %w", err)
	}
	return &sharedStore{newStore(), far}, nil
}

func (s *sharedStore) Find(token string) (data []byte, found bool, err error) {
	if data, found, _ := s.near.Find(token); found {
		return data, true, nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), brokerWait)
	defer cancel()
	value, err := s.far.Get(ctx, token)
	if errors.Is(err, jetstream.ErrKeyNotFound) || errors.Is(err, jetstream.ErrInvalidKey) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	var r savedSession
	if json.Unmarshal(value.Value(), &r) != nil || time.Now().After(r.Expiry) {
		return nil, false, nil
	}
	s.near.Commit(token, r.Data, r.Expiry)
	return r.Data, true, nil
}

// Commit은 브로커가 없어도 실패하지 않는다. 그동안은 이 프로세스만 안다.
func (s *sharedStore) Commit(token string, data []byte, expiry time.Time) error {
	s.near.Commit(token, data, expiry)
	ctx, cancel := context.WithTimeout(context.Background(), brokerWait)
	defer cancel()
	value, _ := json.Marshal(savedSession{data, expiry})
	if _, err := s.far.Put(ctx, token, value); err != nil {
		log.Printf("세션을 브로커에 적지 못함: %v", err)
	}
	return nil
}

func (s *sharedStore) Delete(token string) error {
	s.near.Delete(token)
	ctx, cancel := context.WithTimeout(context.Background(), brokerWait)
	defer cancel()
	return s.far.Delete(ctx, token)
}
