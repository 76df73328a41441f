package exercise

import (
	"errors"
	"net"
	"time"

	"socketworkbook/internal/exercise"
)

// ErrNoAnswer는 다시 보내도 확인이 오지 않았다는 오류이다.
var ErrNoAnswer = errors.New("확인이 오지 않습니다")

// Send는 메시지를 하나씩 보낸다. 앞의 것이 확인되어야 다음 것을 보낸다(멈추고 기다리기, stop-and-wait).
//
//   - n번째 메시지(1부터)는 "n 메시지"라는 데이터그램이다. 예: "1 안녕"
//   - 받는 쪽은 받을 때마다 "ok n"이라는 데이터그램으로 확인해 준다.
//   - wait 동안 확인이 오지 않으면 다시 보낸다. 모두 tries번까지 보내 보고, 그래도 없으면 ErrNoAnswer이다.
//   - 늦게 온 옛 확인과 알 수 없는 데이터그램은 버린다. 버렸다고 더 기다리지는 않는다.
func Send(conn net.Conn, messages []string, wait time.Duration, tries int) error {
	return exercise.Todo // 여기를 고친다.
}
