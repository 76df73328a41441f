package chat

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"socketworkbook/06-gin-routes/chat/brokertest"
)

func (p *People) expect(t *testing.T, when string, want ...string) {
	t.Helper()
	p.sweep()
	time.Sleep(perTell) // 모아서 알리는 것까지 기다린다.
	synctest.Wait()
	if got, _ := p.list(); !slices.Equal(got, want) {
		t.Errorf("%s: %q", when, got)
	}
}

// 말없이 사라진 휴대 전화는 75초 안에 나간 것이 된다. 새로 고침은 나간 것이 아니다.
func TestPeopleComeAndGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPeople(Talking)
		_, changed := p.list()
		leave := p.enter("가", "바다")
		select {
		case <-changed:
		default:
			t.Error("들어온 것을 알리지 않는다")
		}
		p.touch("나", "하늘")
		p.expect(t, "둘이 들어왔다", "바다", "하늘")
		time.Sleep(patience - perSwipe)
		p.expect(t, "아직은 모른다", "바다", "하늘")
		time.Sleep(perSwipe + time.Second)
		p.expect(t, "하늘의 신호가 끊겼다", "바다") // 바다의 WebSocket은 핑이 지켜본다.

		leave()
		leave = p.enter("가", "바다")
		time.Sleep(goodbye + time.Second)
		p.expect(t, "새로 고쳤다", "바다")
		p.enter("가", "바다")() // 다른 탭을 열었다 닫았다.
		time.Sleep(goodbye + time.Second)
		p.expect(t, "탭 하나가 남았다", "바다")
		leave()
		p.stay("다", "강")()
		time.Sleep(goodbye + time.Second)
		p.expect(t, "모두 나갔다")
	})
}

// 전송 방법을 바꾸거나 탭 하나를 닫은 것은 나간 것이 아니다. 새 연결이 열린 다음에 옛 연결이 끝난다.
func TestPeopleChangeTransports(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPeople(Talking)
		leave := p.enter("가", "바다") // WebSocket
		end := p.stay("가", "바다")    // SSE
		leave()
		time.Sleep(2 * goodbye)
		p.expect(t, "SSE로 바꾸었다", "바다")
		other := p.stay("가", "바다") // 기다리는 롱 폴링
		end()
		time.Sleep(longestWait)
		p.expect(t, "롱 폴링으로 바꾸었다", "바다")
		other()
		time.Sleep(goodbye + time.Second)
		p.expect(t, "나갔다")
	})
}

// 천 명이 한꺼번에 들어와도 목록은 두 번만 알린다: 첫 사람은 바로, 나머지는 모아서.
func TestPeopleAreToldTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPeople(Talking)
		told := 0
		p.share = func(map[string]string) { told++ }
		_, changed := p.list()
		for i := range 1000 {
			p.enter(fmt.Sprint(i), "바다")
		}
		select {
		case <-changed:
		default:
			t.Error("첫 사람을 바로 알리지 않는다")
		}
		time.Sleep(perTell)
		synctest.Wait()
		if names, _ := p.list(); len(names) != 1000 || told != 2 {
			t.Errorf("%d명을 %d번 알렸다", len(names), told)
		}
	})
}

// 다른 프로세스의 사람들도 있다. 그 프로세스가 말없이 죽으면 함께 사라진다.
func TestPeopleOfOtherProcesses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPeople(Talking)
		var told map[string]string
		p.share = func(mine map[string]string) { told = mine }
		p.touch("가", "바다")
		p.hear("둘째", map[string]string{"나": "하늘", "다": "바다"})
		p.expect(t, "이름이 같은 두 사람", "바다", "바다", "하늘")
		p.touch("나", "하늘") // 둘째 프로세스에도 탭이 있다.
		p.expect(t, "두 프로세스에 있는 한 사람", "바다", "바다", "하늘")
		if want := map[string]string{"가": "바다", "나": "하늘"}; !maps.Equal(told, want) {
			t.Errorf("다른 프로세스에 알린 것이 %q이다. 제 사람만, 모두 알려야 한다", told)
		}
		time.Sleep(patience - time.Second)
		p.touch("가", "바다")
		p.touch("나", "하늘")
		time.Sleep(2 * time.Second)
		p.expect(t, "둘째 프로세스가 죽었다", "바다", "하늘")
	})
}

// 쏟아붓는 사람은 잠깐 쉬면 다시 적을 수 있다.
func TestPeopleSlowDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPeople(Talking)
		for i := range Talking.Burst {
			if !p.allow("가", "바다") {
				t.Errorf("%d번째를 거절했다", i+1)
			}
		}
		if p.allow("가", "바다") || !p.allow("나", "하늘") {
			t.Error("쏟아부은 사람만 거절해야 한다")
		}
		time.Sleep(time.Second / time.Duration(Talking.PerSecond))
		if !p.allow("가", "바다") {
			t.Error("쉬었는데도 거절한다")
		}
	})
}

// 브로커로 이어진 두 프로세스는 서로의 사람들을 안다.
func TestRosterTravels(t *testing.T) {
	b := brokertest.Start(t, true)
	first, second := New(t.Context(), connect(t, b), Talking), New(t.Context(), connect(t, b), Talking)
	first.people.touch("가", "바다")
	second.people.touch("나", "하늘")
	want := fmt.Sprint([]string{"바다", "하늘"})
	for _, c := range []*Chat{first, second} {
		for {
			names, changed := c.people.list()
			if fmt.Sprint(names) == want {
				break
			}
			select {
			case <-changed:
			case <-time.After(20 * time.Second):
				t.Fatalf("아는 사람이 %q이다", names)
			}
		}
	}
}
