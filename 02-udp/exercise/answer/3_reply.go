package exercise

import "net/netip"

// 보낸 주소는 보낸 사람이 적은 것이라 믿을 수 없다. 그러니 답하면 끝없이 오갈 상대를 미리 가린다. 같은 포트라면
// 우리 자신이거나 다른 컴퓨터의 같은 서버이고, 7번은 원래의 에코 서비스이다. 그래서 주소가 아니라 포트를 본다.
// 다른 포트의 에코 서버는 포트만 보고는 알 수 없다. 그쪽은 한 주소에 답하는 수를 정해서 막는다(02의 limiter.go).
// 답이 받은 것보다 길지 않으면, 남의 주소를 적어 보내도 우리를 확성기로 쓸 수 없다.

// Reply는 에코 서버가 from에서 온 message에 답할 것을 정한다. self는 우리 서버의 주소이다.
// 답은 받은 것 그대로이다. 빈 데이터그램도 메시지 하나이므로 빈 답을 한다. 답하지 않을 것이면 ok가 거짓이다.
func Reply(message []byte, from, self netip.AddrPort) (answer []byte, ok bool) {
	const echo = 7 // RFC 862
	if from.Port() == self.Port() || from.Port() == echo {
		return nil, false
	}
	return message, true
}
