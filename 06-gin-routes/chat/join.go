package chat

import "context"

// Say는 이 패키지가 모르는 프로토콜(Socket.IO)로 온 메시지를 적는다. 페이지에서 온 것과 규칙이 같다.
// 적지 못했으면 번호가 0이고, 이유를 한 문장으로 돌려준다.
func (c *Chat) Say(ctx context.Context, who Visitor, key, text string) (id uint64, refused string) {
	answer := c.say(ctx, who, said{key, text})
	if answer.Later != "" {
		return 0, "브로커가 답하지 않습니다. 적히지 않았을 수 있습니다."
	}
	return answer.ID, answer.Refused
}

// Enter는 그런 방법으로 들어온 사람을 방에 있는 사람들에 더한다. 나가면 leave를 부른다.
func (c *Chat) Enter(who Visitor) (leave func()) { return c.people.enter(who.ID, who.Name) }
