//go:build exercise

package exercise_test

import (
	"fmt"
	"runtime"
	"strings"
	"time"

	"socketworkbook/02-udp/exercise"
	"socketworkbook/internal/grader"
)

// windowTest는 1번을 담고 played개를 재생한 다음에 number가 오면 담기는지 본다.
type windowTest struct {
	name           string
	played, number int
	want           string
	mistake        string
}

var windowTests = []windowTest{
	{"담을 수 있는 가장 앞선 번호", 0, exercise.Most, "50번", smallWindow},
	{"하나 더 앞선 번호", 0, exercise.Most + 1, "잃음", noWindow},
	{"둘을 재생한 뒤의 가장 앞선 번호", 2, exercise.Most + 2, "52번", smallWindow},
	{"둘을 재생한 뒤의 하나 더 앞선 번호", 2, exercise.Most + 3, "잃음", noWindow},
}

func (test windowTest) run() error {
	buffer := exercise.NewJitter(0, 20*ms)
	buffer.Put(1, "1번", noon)
	for n := range test.played {
		next(buffer, noon.Add(time.Duration(n)*20*ms))
	}
	now := noon.Add(max(0, time.Duration(test.played)*20*ms-ms)) // 다음 것의 때가 되기 바로 앞
	buffer.Put(test.number, fmt.Sprintf("%d번", test.number), now)
	what := ""
	for n := test.played; n < test.number; n++ {
		what, _ = next(buffer, noon.Add(time.Duration(n)*20*ms))
	}
	return grader.Same(test.want, what, test.mistake)
}

// twoBuffers는 버퍼 둘이 저마다 제 것을 기억하는지 본다.
func twoBuffers() error {
	first, second := exercise.NewJitter(60*ms, 20*ms), exercise.NewJitter(60*ms, 20*ms)
	first.Put(1, "가", noon)
	second.Put(1, "나", noon.Add(10*ms))
	one, _ := next(first, noon.Add(60*ms))
	_, early := next(second, noon.Add(60*ms))
	two, _ := next(second, noon.Add(70*ms))
	got := fmt.Sprintf("첫째 %s, 둘째 %s(먼저 나옴: %t)", one, two, early)
	return grader.Same("첫째 가, 둘째 나(먼저 나옴: false)", got, sharedBuffer)
}

const (
	big    = 64 << 10 // 데이터그램 하나. 바이트
	crowd  = 400
	enough = 8 << 20 // 버퍼가 써도 되는 메모리. Most개를 담고도 남는다
)

// forgets는 use가 쓴 버퍼에 남은 메모리를 본다.
func forgets(mistake string, use func(buffer *exercise.Jitter) string) error {
	before := heap()
	buffer := exercise.NewJitter(0, ms)
	if wrong := use(buffer); wrong != "" {
		return grader.Wrong{Want: "때마다 하나씩 재생", Got: wrong}
	}
	left := int64(heap()) - int64(before)
	runtime.KeepAlive(buffer)
	if left > enough {
		return grader.Wrong{Want: "8MiB보다 적게 남음", Got: fmt.Sprintf("%dMiB가 남음", left>>20), Mistake: mistake}
	}
	return nil
}

func heap() uint64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

func playAll(buffer *exercise.Jitter) (wrong string) {
	for n := range crowd {
		now := noon.Add(time.Duration(n) * ms)
		buffer.Put(n+1, strings.Repeat("가", big/3), now)
		if what, ok := next(buffer, now); !ok || what == "잃음" {
			return fmt.Sprintf("%d번째를 재생하지 못함", n+1)
		}
	}
	return ""
}

// allLate는 1번만 재생하고 나머지를 잃은 다음에, 그 나머지가 모두 늦게 오는 것이다.
func allLate(buffer *exercise.Jitter) (wrong string) {
	buffer.Put(1, "1번", noon)
	for n := range crowd {
		next(buffer, noon.Add(time.Duration(n)*ms))
	}
	for n := range crowd {
		buffer.Put(n+1, strings.Repeat("가", big/3), noon.Add(time.Second))
	}
	return ""
}
