package class

import (
	"crypto/rand"
	"crypto/subtle"
	"net/netip"
	"strings"
	"sync"

	"golang.org/x/time/rate"
)

const (
	letters    = "abcdefghkmnprstuwxyz" // 숫자와 헷갈리는 글자(i, l, o, q)와, 소리가 비슷한 j, v는 뺐다
	perTry     = rate.Limit(0.5)        // 한 주소에서 1초에 해 볼 수 있는 수
	firstTries = 20                     // 처음에는 이만큼 이어서 해 볼 수 있다
	mostDoors  = 2000                   // 기억하는 주소의 수
)

// door는 방 낱말을 확인한다. 네 글자는 16만 가지라서 기계가 해 보면 금방 찾는다. 그래서 해 보는 수를 제한한다.
type door struct {
	word  string
	mu    sync.Mutex
	tries map[netip.Prefix]*rate.Limiter
}

func newDoor() *door {
	var word strings.Builder
	for b := make([]byte, 1); word.Len() < 4; {
		rand.Read(b) // 실패하지 않는다(crypto/rand).
		// 256은 20으로 나누어떨어지지 않는다. 남는 것까지 쓰면 앞의 글자가 더 자주 나온다.
		if most := 256 / len(letters) * len(letters); int(b[0]) < most {
			word.WriteByte(letters[int(b[0])%len(letters)])
		}
	}
	return &door{word: word.String(), tries: map[netip.Prefix]*rate.Limiter{}}
}

// check는 word가 방 낱말이면 nil을 돌려준다. 걸리는 시간으로 몇 글자가 맞았는지 알 수 없게 비교한다.
// 틀린 것만 센다. 한 주소 뒤에 교실의 서른 명이 있을 수도 있다.
func (d *door) check(word, from string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	limit := d.limit(network(from))
	if limit.Tokens() < 1 {
		return ErrSlow
	}
	word = strings.ToLower(strings.TrimSpace(word))
	if subtle.ConstantTimeCompare([]byte(word), []byte(d.word)) != 1 {
		limit.Allow()
		return ErrWord
	}
	return nil
}

func (d *door) limit(from netip.Prefix) *rate.Limiter {
	limit, known := d.tries[from]
	if !known {
		if len(d.tries) >= mostDoors {
			clear(d.tries) // 교실에 이만큼의 기기는 없다.
		}
		limit = rate.NewLimiter(perTry, firstTries)
		d.tries[from] = limit
	}
	return limit
}

// network는 한 사람으로 볼 주소의 범위이다. IPv6에서는 한 사람이 /64를 통째로 쓴다.
func network(from string) netip.Prefix {
	ip, err := netip.ParseAddr(from)
	if err != nil {
		return netip.Prefix{}
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return netip.PrefixFrom(ip, 32)
	}
	prefix, _ := ip.Prefix(64)
	return prefix
}
