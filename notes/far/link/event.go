package link

import "time"

// Kind는 패킷에 무슨 일이 생겼는지이다.
type Kind string

const (
	Sent      Kind = "sent"      // 선에 올렸다
	Dropped   Kind = "dropped"   // 사라졌다. Why에 이유가 있다
	Delivered Kind = "delivered" // 닿았다. 둘이 된 패킷은 두 번 닿는다
)

// Why는 패킷이 사라진 이유이다.
type Why string

const (
	Loss      Why = "loss"     // seed가 그렇게 정했다
	QueueFull Why = "queue"    // 큐가 찼다
	Blackout  Why = "blackout" // 선이 끊겨 있었다
)

// Event는 패킷 하나에 생긴 일이다.
type Event struct {
	At     time.Duration // 선을 놓고 흐른 시간
	Kind   Kind
	From   Direction
	Number uint64 // 그 방향에서 몇째로 보낸 패킷인가. 1부터
	Packet []byte // watch가 돌아온 뒤에는 바뀔 수 있다
	Fate   Fate   // Sent와 Dropped에만
	Why    Why    // Dropped에만
}
