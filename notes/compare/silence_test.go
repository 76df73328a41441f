package main

import (
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/internal/relay"
)

// 조용한 1분의 값은 언제부터 지켜보았는지와 상관없다. 롱 폴링처럼 25초마다, WS처럼 30초마다, 폴링처럼 0.1초마다 오가는 것을,
// 주기의 어디에서 시작해도 같은 값이 나와야 한다. 시계는 가짜여서 한순간에 지나간다.
func TestSilentMinuteFromAnywhere(t *testing.T) {
	for _, test := range []struct {
		name     string
		every    time.Duration
		down, up int // 서버가 먼저 보내고, 그것을 받은 클라이언트가 보낸다
		want     int
	}{
		{"롱 폴링", 25 * time.Second, 111, 121, 557},
		{"SSE", 15 * time.Second, 36, 0, 144},
		{"WS", 30 * time.Second, 2, 6, 16},
		{"폴링 100ms", 100 * time.Millisecond, 111, 112, 133_800},
	} {
		for from := range 10 {
			synctest.Test(t, func(t *testing.T) {
				count, begin := newCounter(), time.Now()
				go beat(t, count, test.every, test.down, test.up)
				time.Sleep(test.every * time.Duration(from) / 10) // 0은 보내는 바로 그때이다.
				got, cpu, err := count.listen(t.Context(), ordinary.Silence, func() time.Duration { return time.Since(begin) / 1000 })
				if err != nil || got != test.want || cpu < 59 || cpu > 61 {
					t.Errorf("%s, 주기의 %d/10에서: %d바이트, CPU %.2fms, %v. 바라던 것은 %d바이트", test.name, from, got, cpu, err, test.want)
				}
			})
		}
	}
}

// beat는 every마다 서버가 down바이트를, 곧이어 클라이언트가 up바이트를 보내는 것처럼 중계가 본 것을 알린다.
func beat(t *testing.T, count *counter, every time.Duration, down, up int) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			count.watch(relay.Event{Kind: relay.Data, From: relay.Down, Data: make([]byte, down)})
			count.watch(relay.Event{Kind: relay.Data, From: relay.Up, Data: make([]byte, up)})
		case <-t.Context().Done():
			return
		}
	}
}

// 아무것도 오지 않으면 0이고, 한 번만 왔으면 모른다고 한다.
func TestSilentMinuteWithoutPeriod(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		count := newCounter()
		none := func() time.Duration { return 0 }
		if got, _, err := count.listen(t.Context(), time.Minute, none); got != 0 || err != nil {
			t.Errorf("%d, %v", got, err)
		}
		go beat(t, count, 40*time.Second, 1, 1)
		if _, _, err := count.listen(t.Context(), time.Minute, none); err != errOneBeat {
			t.Errorf("%v", err)
		}
	})
}

func TestMedianAndRank(t *testing.T) {
	var hundred rounds
	for i := range 220 {
		hundred = append(hundred, float64(220-i))
	}
	for _, test := range []struct{ got, want float64 }{
		{rounds{3, 1, 2}.median(), 2}, {rounds{4, 1, 2, 3}.median(), 2.5}, {rounds{}.median(), 0},
		{hundred.median(), 110.5}, {hundred.rank(0.95), 209}, {rounds{7}.rank(0.95), 7},
	} {
		if test.got != test.want {
			t.Errorf("%v, 바라던 것은 %v", test.got, test.want)
		}
	}
	// 가장 긴 것과 p95가 다르려면 값이 스물보다 많아야 한다. 표의 p95는 이백 개가 넘는 값에서 나온다.
	if ordinary.Samples < 200 {
		t.Errorf("지연을 %d개로 잰다", ordinary.Samples)
	}
}

// 응답 하나가 레코드 둘로 나뉘어 와도 주기는 하나이다. 처음 것만 나뉘어 와도, 마지막 것만 나뉘어 와도 같은 값이 나온다.
func TestSilentMinuteOfSplitAnswers(t *testing.T) {
	begin := time.Now()
	for name, pieces := range map[string][2]int{"처음": {2, 1}, "마지막": {1, 2}, "둘 다": {2, 2}, "나뉘지 않음": {1, 1}} {
		var heard beats
		total := 0
		for i, n := range pieces {
			at := begin.Add(time.Duration(25*(i+1)) * time.Second)
			for piece := range n {
				total += 110 / n // 응답
				heard.add(moment{at: at.Add(time.Duration(piece) * time.Millisecond), bytes: total})
			}
			total += 122 // 다음 요청
		}
		got, _, err := heard.minute(moment{at: begin}, moment{at: begin.Add(65 * time.Second), bytes: total})
		if err != nil || got < 556 || got > 558 {
			t.Errorf("%s: %d바이트, %v", name, got, err)
		}
	}
	var once beats
	once.add(moment{at: begin})
	once.add(moment{at: begin.Add(time.Millisecond)})
	if _, _, err := once.minute(moment{at: begin}, moment{at: begin.Add(65 * time.Second)}); err != errOneBeat {
		t.Errorf("나뉘어 온 응답 하나를 주기로 여긴다: %v", err)
	}
}
