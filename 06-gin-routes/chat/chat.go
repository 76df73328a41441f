package chat

import (
	"context"
	"errors"
	"fmt"
	"log"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

const (
	Remembered  = 200  // 대화방이 기억하는 메시지의 수
	longestText = 1000 // 글자
	longestKey  = 64   // 바이트
)

// Rules는 방에 무엇을 얼마나 적어도 되는지이다.
type Rules struct {
	Check     func(text string) (refused string) // 적을 수 없으면 그 이유를 한 문장으로
	PerSecond int                                // 한 사람이 1초에 적을 수 있는 수
	Burst     int                                // 잠깐은 이만큼 몰아서 적어도 된다
}

// Talking은 대화방의 규칙이다.
var Talking = Rules{Check: checkText, PerSecond: 5, Burst: 20}

func checkText(text string) (refused string) {
	switch {
	case text == "" || utf8.RuneCountInString(text) > longestText:
		return "메시지는 1자부터 1,000자까지 적을 수 있습니다."
	case !utf8.ValidString(text) || strings.ContainsFunc(text, forbidden):
		return "UTF-8로 적은 보통 글자만 쓸 수 있습니다."
	}
	return ""
}

// Visitor는 누가 말하는지이다. 세션이 정하고, 페이지가 보낸 것은 믿지 않는다.
type Visitor struct{ ID, Name string }

// Chat은 방 하나와 거기 있는 사람들이다.
type Chat struct {
	rules  Rules
	room   Room
	people *People
	frames frames
	keeper keeper
}

// New는 room으로 드나드는 Chat을 만든다. ctx가 취소될 때까지, 떠난 사람이 있는지 가끔 본다.
func New(ctx context.Context, room Room, rules Rules) *Chat {
	c := &Chat{rules: rules, room: room, people: newPeople(rules), keeper: keeper{out: map[string]bool{}}}
	if stream, ok := room.(*Stream); ok {
		stream.sharePeople(ctx, c.people)
	}
	go func() {
		tick := time.NewTicker(perSwipe)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				c.people.sweep()
			case <-ctx.Done():
				return
			}
		}
	}()
	return c
}

// said는 페이지가 보낸 메시지 하나이다. Key는 페이지가 정한 번호표로, 다시 보낼 때도 같다.
type said struct {
	Key  string `json:"key"`
	Text string `json:"text"`
}

// reply는 said에 대한 답이다. 다시 보내도 소용없는 메시지에만 Refused가 있다.
type reply struct {
	Ack     string `json:"ack,omitempty"` // 적힌 메시지의 Key
	ID      uint64 `json:"id,omitempty"`
	Key     string `json:"key,omitempty"`     // 적지 못한 메시지의 Key
	Refused string `json:"refused,omitempty"` // 왜 적지 않는지
	Later   string `json:"later,omitempty"`   // 왜 아직 적지 못했는지. 페이지가 다시 보낸다
}

// say는 메시지를 적고 답을 돌려준다.
func (c *Chat) say(ctx context.Context, who Visitor, m said) reply {
	text := strings.TrimSpace(m.Text)
	if m.Key == "" || len(m.Key) > longestKey {
		return reply{Key: m.Key, Refused: "메시지에 번호표(key)가 없습니다."}
	}
	if refused := c.rules.Check(text); refused != "" {
		return reply{Key: m.Key, Refused: refused}
	}
	if refused := c.keeper.refuses(who); refused != "" {
		return reply{Key: m.Key, Refused: refused}
	}
	if !c.people.allow(who.ID, who.Name) {
		return reply{Key: m.Key, Refused: fmt.Sprintf("조금 천천히 적어 주세요. 1초에 %d개까지 적을 수 있습니다.", c.rules.PerSecond)}
	}
	// 번호표 앞에 방문자를 붙인다. 남의 번호표를 미리 써서 그 사람의 메시지를 지우지 못하게 한다.
	id, err := c.room.Post(ctx, who.ID+":"+m.Key, who.Name, text)
	if err != nil {
		if !errors.Is(err, context.Canceled) {
			log.Printf("메시지를 적지 못함: %v", err)
		}
		return reply{Key: m.Key, Later: "브로커가 답하지 않습니다. 돌아오면 다시 보냅니다."}
	}
	return reply{Ack: m.Key, ID: id}
}

// forbidden은 받지 않는 글자이다: 제어 문자, 그리고 글의 방향을 뒤집어 뒤의 글까지 어지럽히는 문자.
func forbidden(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}
