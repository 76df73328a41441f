package exercise

import "time"

// 때를 정하는 것은 처음 담은 데이터그램 하나뿐이다. 그 뒤로는 번호만 알면 때를 안다. 언제 왔는지는 잊어도 된다.
// 그래서 들쭉날쭉한 것이 사라진다. delay가 길면 잃는 것이 적고, 짧으면 빨리 들린다. 둘 다 가질 수는 없다.
// next보다 작은 번호를 받지 않는 것이 늦은 것과 지난 중복을 함께 막고, 맵에 남는 것도 막는다.

// Most는 버퍼에 담아 두는 번호의 수이다. 다음에 재생할 번호부터 센다.
const Most = 50

// Jitter는 지터 버퍼(jitter buffer)이다. 보내는 쪽은 소리를 every마다 하나씩 보내고, 1번부터 번호를 붙인다.
// 오는 데 걸리는 시간은 들쭉날쭉하다. 그래도 듣는 쪽은 every마다 하나씩, 번호 순서대로 재생해야 한다.
//
//   - 처음 담은 것은 온 때부터 delay 뒤에 재생한다. 다른 번호의 때는 그것에서 번호의 차이만큼 every씩 앞이나 뒤이다.
//     한 번 정한 때는 바뀌지 않는다. 처음 담은 것이 2번이라면 1번의 때는 every만큼 앞이다.
//   - 때가 되었는데 오지 않은 번호는 잃은 것이다. 기다리지 않는다. 뒤의 것을 당기지도 않는다.
//   - 재생했거나 잃었다고 한 번호가 다시 오면 버린다. 같은 번호를 두 번 재생하지 않는다.
//   - 다음에 재생할 번호부터 Most개까지만 담는다. 그보다 앞선 번호와 1보다 작은 번호는 버린다. 버린 것은 때를 정하지 않는다.
//   - 빈 데이터그램도 온 것이다.
//   - 시각은 언제나 now로 받는다. 고루틴 하나에서만 부른다.
type Jitter struct {
	delay, every time.Duration
	next         int            // 다음에 재생할 번호
	kept         map[int]string // 번호에서 온 것을 찾는다
	begin        time.Time      // 1번의 때. 아직 담은 것이 없으면 0
}

// NewJitter는 빈 버퍼를 만든다.
func NewJitter(delay, every time.Duration) *Jitter {
	return &Jitter{delay: delay, every: every, next: 1, kept: map[int]string{}}
}

// Put은 now에 온 데이터그램을 담는다.
func (j *Jitter) Put(number int, payload string, now time.Time) {
	if number < j.next || number >= j.next+Most {
		return
	}
	if j.begin.IsZero() {
		j.begin = now.Add(j.delay - time.Duration(number-1)*j.every)
	}
	j.kept[number] = payload
}

// Next는 now에 재생할 것을 하나 꺼낸다. 때가 된 것이 없으면 ok가 거짓이다. 때가 되었는데 오지 않았으면 lost가 참이다.
// 부르는 쪽은 자주 부르고, ok가 거짓일 때까지 거듭 부른다.
func (j *Jitter) Next(now time.Time) (payload string, lost, ok bool) {
	due := j.begin.Add(time.Duration(j.next-1) * j.every)
	if j.begin.IsZero() || now.Before(due) {
		return "", false, false
	}
	payload, came := j.kept[j.next]
	delete(j.kept, j.next) // 두지 않으면 끝없이 쌓인다.
	j.next++
	return payload, !came, true
}
