package exercise

import (
	"fmt"
	"net/netip"
)

// Reply는 에코 서버가 from에서 온 message에 답할 것을 정한다. self는 우리 서버의 주소이다.
// 답은 받은 것 그대로이다. 빈 데이터그램도 메시지 하나이므로 빈 답을 한다. 답하지 않을 것이면 ok가 거짓이다.
//
// 고칠 것: 보낸 주소를 꾸민 데이터그램 하나면, 우리 서버와 다른 에코 서버가 영영 주고받는다.
// 에코 서비스는 RFC 862의 7번 포트이거나, 우리와 같은 포트에 있다. 그리고 답이 받은 것보다 길다.
// 나쁜 사람이 남의 주소를 적어 보내면, 우리 서버가 그 남에게 더 긴 답을 보낸다. 공격을 대신 해 주는 셈이다.
func Reply(message []byte, from, self netip.AddrPort) (answer []byte, ok bool) {
	if from == self {
		return nil, false
	}
	return fmt.Appendf(nil, "%s에게: %s", from, message), true
}
