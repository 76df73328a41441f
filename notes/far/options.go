package main

import (
	"errors"
	"flag"
	"fmt"
	"strconv"
	"strings"
	"time"

	"socketworkbook/notes/far/link"
)

// settings는 선의 옵션이다. 명령줄에서도, 켜 둔 뒤에 -control로도 같은 이름으로 바꾼다.
type settings struct {
	rtt, jitter        time.Duration
	loss, double, late percent
	rate               rate
	queue              int
	blackout           blackout
	seed               uint64
}

// flags는 옵션의 이름과 설명을 set에 적는다.
func (s *settings) flags(set *flag.FlagSet) {
	set.Var(bounded{&s.rtt}, "rtt", "왕복 시간. 한쪽으로는 그 절반이 걸립니다. 예: 200ms")
	set.Var(bounded{&s.jitter}, "jitter", "한쪽으로 갈 때 더 걸리는 시간. 패킷마다 0부터 이만큼까지 다릅니다. 예: 50ms")
	set.Var(&s.loss, "loss", "패킷이 사라질 확률. 예: 2%")
	set.Var(&s.double, "double", "패킷이 둘이 될 확률. 예: 1%")
	set.Var(&s.late, "late", "패킷이 늦어서 뒤의 것에 앞질릴 확률. 예: 1%")
	set.Var(&s.rate, "rate", "1초에 나르는 비트. 예: 1Mbit, 500kbit. 0이면 한도가 없습니다")
	set.IntVar(&s.queue, "queue", 64, "-rate 때문에 기다릴 수 있는 패킷의 수. 넘치면 버립니다")
	set.Var(&s.blackout, "blackout", "선이 끊기는 시간@그때까지의 시간. 예: 5s@10s. @가 없으면 바로 끊습니다")
	set.Uint64Var(&s.seed, "seed", 1, "운을 정하는 수. 같은 수를 쓰면 같은 번호의 패킷을 잃습니다")
}

// config는 선이 알아듣는 꼴이다.
func (s *settings) config() link.Config {
	return link.Config{
		Delay: s.rtt / 2, Jitter: s.jitter, Rate: int(s.rate), Queue: max(1, s.queue), Seed: s.seed,
		Odds: link.Odds{Loss: float64(s.loss), Double: float64(s.double), Late: float64(s.late)},
	}
}

// bounded는 0부터 1분까지의 시간이다. 그보다 늦은 선에서는 TCP가 먼저 포기한다.
type bounded struct{ value *time.Duration }

func (b bounded) String() string {
	if b.value == nil {
		return "0s"
	}
	return b.value.String()
}

func (b bounded) Set(text string) error {
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 || d > time.Minute {
		return errors.New("200ms처럼 0s부터 1m까지의 시간을 적으세요")
	}
	*b.value = d
	return nil
}

// percent는 확률이다. 2%나 0.02로 적는다.
type percent float64

func (p *percent) String() string { return strconv.FormatFloat(float64(*p)*100, 'g', -1, 64) + "%" }

func (p *percent) Set(text string) error {
	number, isPercent := strings.CutSuffix(text, "%")
	value, err := strconv.ParseFloat(number, 64)
	if isPercent {
		value /= 100
	}
	if err != nil || !(value >= 0 && value <= 1) { // NaN은 어느 쪽도 아니다.
		return errors.New("2%처럼 0%부터 100%까지를 적으세요")
	}
	*p = percent(value)
	return nil
}

// rate는 1초에 나르는 비트이다.
type rate int

func (r *rate) String() string { return fmt.Sprintf("%dbit", int(*r)) }

func (r *rate) Set(text string) error {
	for _, unit := range []struct {
		name string
		size float64
	}{{"Gbit", 1e9}, {"Mbit", 1e6}, {"kbit", 1e3}, {"bit", 1}, {"", 1}} {
		number, found := strings.CutSuffix(text, unit.name)
		value, err := strconv.ParseFloat(number, 64)
		value *= unit.size
		if found && err == nil && (value == 0 || value >= 1000 && value <= 100e9) {
			*r = rate(value)
			return nil
		}
	}
	return errors.New("1Mbit이나 500kbit처럼 1kbit부터 100Gbit까지를 적거나, 한도를 없애려면 0을 적으세요")
}

// blackout은 선이 끊기는 때이다.
type blackout struct{ length, after time.Duration }

func (b *blackout) String() string {
	return fmt.Sprintf("%v@%v", b.length, b.after)
}

func (b *blackout) Set(text string) error {
	first, second, both := strings.Cut(text, "@")
	length, err := time.ParseDuration(first)
	var after time.Duration
	if both && err == nil {
		after, err = time.ParseDuration(second)
	}
	if err != nil || length < 0 || after < 0 {
		return errors.New("5s@10s처럼 끊기는 시간과 그때까지의 시간을 적으세요")
	}
	*b = blackout{length, after}
	return nil
}
