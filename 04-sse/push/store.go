package push

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

const (
	storeFile         = "subscriptions.json"
	mostSubscriptions = 100 // 한 번에 이만큼에게 보낸다. 교실의 브라우저는 다 들어온다
)

// ErrFull은 구독이 가득 찼다는 뜻이다.
var ErrFull = fmt.Errorf("구독은 %d개까지 받습니다", mostSubscriptions)

// store는 파일 하나에 담은 구독들이다. 메모리에는 두지 않는다. 그래서 다시 켜도 그대로이다.
type store struct {
	folder string
	mu     sync.Mutex // 읽고 고쳐 적는 사이에 다른 요청이 끼어들지 못하게
}

// all은 모든 구독이다. 먼저 온 것이 앞에 있다.
func (s *store) all() ([]Subscription, error) {
	name := filepath.Join(s.folder, storeFile)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("구독 읽기: %w", err)
	}
	var kept []json.RawMessage
	if err := json.Unmarshal(text, &kept); err != nil {
		return nil, fmt.Errorf("구독 읽기: JSON이 아닙니다. %s 파일을 지우면 구독이 없는 채로 시작합니다", name)
	}
	all := make([]Subscription, len(kept))
	for i, one := range kept {
		if all[i], err = ReadSubscription(string(one)); err != nil {
			return nil, fmt.Errorf("구독 읽기: %w. %s 파일을 지우면 구독이 없는 채로 시작합니다", err, name)
		}
	}
	return all, nil
}

// add는 구독을 더한다. 같은 브라우저의 것(endpoint가 같은 것)이 있으면 바꾼다.
func (s *store) add(fresh Subscription) error {
	return s.change(func(all []Subscription) ([]Subscription, error) {
		all = slices.DeleteFunc(all, func(old Subscription) bool { return old.Endpoint == fresh.Endpoint })
		if len(all) >= mostSubscriptions {
			return nil, ErrFull
		}
		return append(all, fresh), nil
	})
}

// drop은 끝난 구독들을 버린다.
func (s *store) drop(endpoints []string) error {
	return s.change(func(all []Subscription) ([]Subscription, error) {
		return slices.DeleteFunc(all, func(old Subscription) bool { return slices.Contains(endpoints, old.Endpoint) }), nil
	})
}

// change는 읽고, 고치고, 새 파일에 다 적은 다음 이름을 바꾼다. 적다가 꺼져도 옛 파일은 온전하다.
func (s *store) change(edit func([]Subscription) ([]Subscription, error)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	all, err := s.all()
	if err != nil {
		return err
	}
	if all, err = edit(all); err != nil {
		return err
	}
	text, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return fmt.Errorf("구독 적기: %w", err)
	}
	fresh, err := os.CreateTemp(s.folder, storeFile+"-") // 주인만 읽는다(0600).
	if err != nil {
		return fmt.Errorf("구독 적기: %w", err)
	}
	defer os.Remove(fresh.Name())
	_, wrote := fresh.Write(text)
	if err := errors.Join(wrote, fresh.Close()); err != nil {
		return fmt.Errorf("구독 적기: %w", err)
	}
	if err := os.Rename(fresh.Name(), filepath.Join(s.folder, storeFile)); err != nil {
		return fmt.Errorf("구독 적기: %w", err)
	}
	return nil
}
