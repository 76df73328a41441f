//go:build exercise

package exercise_test

import "time"

// on은 jitterTests를 짧게 적으려는 것이다. at은 ms이다.
func on(at time.Duration, number int) arrival { return arrival{at: at * ms, number: number} }

var jitterTests = []jitterTest{
	{name: "하나가 제때 옴", arrivals: []arrival{on(0, 1)}, end: 79 * ms, want: "60ms 1번",
		mistakes: map[string]string{"0s 1번, 20ms 잃음, 40ms 잃음, 60ms 잃음": noDelay, "0s 1번": noDelay}},
	{name: "첫 데이터그램이 늦게 시작함", arrivals: []arrival{on(100, 1), on(120, 2)}, end: 199 * ms, want: "160ms 1번, 180ms 2번",
		mistakes: map[string]string{"": lostBefore}},
	{name: "들쭉날쭉 옴", arrivals: []arrival{on(0, 1), on(35, 2), on(41, 3), on(95, 4)}, end: 139 * ms,
		want: "60ms 1번, 80ms 2번, 100ms 3번, 120ms 4번",
		mistakes: map[string]string{
			"60ms 1번, 95ms 2번, 101ms 3번": ownArrival, "61ms 1번, 81ms 2번, 135ms 3번": lastSets,
		}},
	{name: "첫 것만 늦게 옴", arrivals: []arrival{on(50, 1), on(51, 2)}, end: 149 * ms, want: "110ms 1번, 130ms 2번",
		mistakes: map[string]string{"91ms 1번, 111ms 2번, 131ms 잃음": lastSets, "110ms 1번, 111ms 2번": ownArrival}},
	{name: "순서가 바뀌어 옴", arrivals: []arrival{on(0, 1), on(50, 3), on(55, 2)}, end: 119 * ms, want: "60ms 1번, 80ms 2번, 100ms 3번",
		mistakes: map[string]string{"60ms 1번, 80ms 3번, 100ms 2번": arrivalOrder}},
	{name: "2번이 먼저 옴", arrivals: []arrival{on(10, 2), on(30, 1)}, end: 89 * ms, want: "50ms 1번, 70ms 2번",
		mistakes: map[string]string{"70ms 1번": firstIsOne, "70ms 2번": firstIsOne, "70ms 1번, 90ms 2번": firstIsOne}},
	{name: "1번을 잃음", arrivals: []arrival{on(10, 2)}, end: 89 * ms, want: "50ms 잃음, 70ms 2번",
		mistakes: map[string]string{"70ms 2번": pullsForward, "50ms 2번": pullsForward, "": waitsForLost}},
	{name: "가운데를 잃음", arrivals: []arrival{on(0, 1), on(40, 3)}, end: 119 * ms, want: "60ms 1번, 80ms 잃음, 100ms 3번",
		mistakes: map[string]string{"60ms 1번": waitsForLost, "60ms 1번, 80ms 3번": pullsForward, "60ms 1번, 100ms 3번": pullsForward}},
	{name: "제때를 지나서 옴", arrivals: []arrival{on(0, 1), on(40, 3), on(90, 2)}, end: 119 * ms, want: "60ms 1번, 80ms 잃음, 100ms 3번",
		mistakes: map[string]string{"": playsLate}},
	{name: "꼭 제때에 옴", arrivals: []arrival{on(0, 1), on(80, 2), on(81, 3)}, end: 119 * ms, want: "60ms 1번, 80ms 2번, 100ms 3번"},
	{name: "두 번 옴", arrivals: []arrival{on(0, 1), on(5, 1), on(20, 2), on(61, 1), on(81, 2)}, end: 119 * ms, want: "60ms 1번, 80ms 2번, 100ms 잃음",
		mistakes: map[string]string{"": playsTwice}},
	{name: "빈 데이터그램", arrivals: []arrival{{at: 0, number: 1, text: "빈 것"}, on(20, 2)}, end: 99 * ms, want: "60ms 빈 것, 80ms 2번",
		mistakes: map[string]string{"": emptyIsLost}},
	{name: "남의 번호가 먼저 옴", arrivals: []arrival{on(0, 0), on(1, -4), on(2, 1_000_000), on(50, 1)}, end: 129 * ms, want: "110ms 1번",
		mistakes: map[string]string{"": droppedSets}},
	{name: "delay 0, every 5ms", every: 5 * ms, arrivals: []arrival{on(3, 1), on(7, 2), on(20, 3)}, end: 17 * ms, want: "3ms 1번, 8ms 2번, 13ms 잃음",
		mistakes: map[string]string{"": fixedTimes}},
	{name: "delay 1초, every 300ms", delay: time.Second, every: 300 * ms, arrivals: []arrival{on(0, 1), on(1290, 2)}, end: 1599 * ms, want: "1s 1번, 1.3s 2번",
		mistakes: map[string]string{"": fixedTimes}},
}
