package exercise

import (
	"errors"
	"fmt"
	"net"
	"os"
	"time"
)

// ErrNoAnswer는 다시 보내도 확인이 오지 않았다는 오류이다.
var ErrNoAnswer = errors.New("확인이 오지 않습니다")

// 한 번에 하나만 떠 있으므로 기억할 것은 지금 번호뿐이다. 데드라인은 보낼 때 한 번 정한다. 엉뚱한 것이 올 때마다
// 다시 정하면, 엉뚱한 것을 보내는 쪽이 하나만 있어도 영영 다시 보내지 못한다. 확인에는 번호가 있어야 한다. 번호가 없으면
// 다시 보낸 것의 확인과 늦게 온 옛 확인을 가릴 수 없다. 다시 보내기에는 끝이 있어야 한다.

// Send는 메시지를 하나씩 보낸다. 앞의 것이 확인되어야 다음 것을 보낸다(멈추고 기다리기, stop-and-wait).
//
//   - n번째 메시지(1부터)는 "n 메시지"라는 데이터그램이다. 예: "1 안녕"
//   - 받는 쪽은 받을 때마다 "ok n"이라는 데이터그램으로 확인해 준다.
//   - wait 동안 확인이 오지 않으면 다시 보낸다. 메시지마다, 처음 보낸 것까지 쳐서 tries번까지 보낸다.
//   - 마지막에 보낸 것도 wait만큼 기다려 본다. 그래도 확인이 없으면 다음 것은 보내지 않고 ErrNoAnswer를 돌려준다.
//   - 늦게 온 옛 확인과 알 수 없는 데이터그램은 버린다. "ok n"과 한 글자라도 다르면 확인이 아니다. 버려도 데드라인은 그대로이다.
//     바로 다시 보내지도, 처음부터 다시 기다리지도 않는다.
//   - 기다리는 동안은 잠들어 있는다. 시계를 들여다보며 쉬지 않고 돌지 않는다(busy waiting).
//   - 읽기나 쓰기가 다른 오류를 주면 그 오류를 돌려준다.
//   - conn은 부른 쪽의 것이다. 닫지 않고, 돌아온 다음에는 읽지도 않는다.
func Send(conn net.Conn, messages []string, wait time.Duration, tries int) error {
	for i, message := range messages {
		if err := sendOne(conn, i+1, message, wait, tries); err != nil {
			return err
		}
	}
	return nil
}

func sendOne(conn net.Conn, number int, message string, wait time.Duration, tries int) error {
	for range tries {
		if _, err := fmt.Fprintf(conn, "%d %s", number, message); err != nil {
			return err
		}
		conn.SetReadDeadline(time.Now().Add(wait))
		err := awaitAck(conn, fmt.Sprintf("ok %d", number))
		if !errors.Is(err, os.ErrDeadlineExceeded) {
			return err
		}
	}
	return ErrNoAnswer
}

// awaitAck는 want라는 확인이 올 때까지 다른 것을 버린다.
func awaitAck(conn net.Conn, want string) error {
	buf := make([]byte, 64)
	for {
		n, err := conn.Read(buf)
		if err != nil {
			return err
		}
		if string(buf[:n]) == want {
			return nil
		}
	}
}
