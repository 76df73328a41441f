//go:build exercise

package exercise_test

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"time"

	"socketworkbook/05-websocket-echo/exercise"
	"socketworkbook/internal/grader"
)

const (
	pongTooSoon   = "핑을 살피기 전에 퐁으로 답함"
	splitControl  = "나눈 제어 프레임을 받음"
	bigControl    = "125바이트를 넘는 제어 프레임을 받음"
	controlCounts = "제어 프레임의 길이를 한도에 셈"
	noLimit       = "한도를 넘은 메시지를 받음"
	messageShort  = "한도와 꼭 같은 메시지를 거절함"
	limitPerPiece = "모은 길이를 한도와 비교하지 않음"
	limitRunes    = "바이트가 아니라 글자를 셈"
	limitAtEnd    = "다 모은 다음에 한도를 봄"
	nextLost      = "next의 오류를 버림"
	nextChanged   = "next의 오류를 다른 오류로 바꿈"
	eatsNext      = "다음 메시지의 프레임까지 읽음"
	spoilsPayload = "next가 준 Payload의 메모리를 고침"
	utf8PerPiece  = "프래그먼트마다 따로 UTF-8인지 봄"
	utf8Ignored   = "UTF-8이 아닌 텍스트를 받음"
	binaryIsText  = "바이너리도 UTF-8이어야 한다고 여김"
	refusesFFFD   = "U+FFFD라는 글자를 잘못된 바이트로 여김"
	textRepaired  = "UTF-8이 아닌 것을 고쳐서 받음"
)

var textTests = []messageTest{
	{"UTF-8이 아닌 텍스트", list(fin(opText, "\xff")), "ErrNotText", map[string]string{`1 "\xff"`: utf8Ignored, `1 "�"`: textRepaired, `1 ""`: textRepaired}},
	{"글자의 도중에 끝난 텍스트", list(part(opText, "안"), fin(opMore, "\xeb\x85")), "ErrNotText", map[string]string{`1 "안\xeb\x85"`: utf8Ignored, `1 "안�"`: textRepaired}},
	{"서로게이트를 적은 텍스트", list(fin(opText, "\xed\xa0\x80")), "ErrNotText", map[string]string{`1 "\xed\xa0\x80"`: utf8Ignored}},
	{"UTF-8이 아닌 바이너리", list(part(opBinary, "\xff"), fin(opMore, "\xeb")), `2 "\xff\xeb"`, map[string]string{"ErrNotText": binaryIsText}},
	{"U+FFFD가 있는 텍스트", list(fin(opText, "a\ufffdb")), `1 "a�b"`, map[string]string{"ErrNotText": refusesFFFD}},
	{"UTF-8이 아닌 핑", list(fin(opPing, "\xff"), fin(opText, "안녕")), `프레임 1개를 읽고 퐁 "\xff", 1 "안녕"`, nil},
}

var limitTests = []messageTest{
	{"125바이트 핑", list(fin(opPing, long(125)), fin(opText, "안녕")), `프레임 1개를 읽고 퐁 125바이트, 1 "안녕"`, map[string]string{"ErrTooBig": controlCounts}},
	{"사이에 온 긴 핑", list(part(opText, long(60)), fin(opPing, long(60)), fin(opMore, long(30))), `프레임 2개를 읽고 퐁 60바이트, 1 90바이트`,
		map[string]string{"ErrTooBig": controlCounts, "프레임 2개를 읽고 퐁 60바이트, ErrTooBig": controlCounts}},
	{"126바이트 핑", list(fin(opPing, long(126)), fin(opText, "안녕")), "ErrBroken", map[string]string{
		"프레임 1개를 읽고 퐁 126바이트, ErrBroken": pongTooSoon, "ErrTooBig": controlCounts, `프레임 1개를 읽고 퐁 126바이트, 1 "안녕"`: bigControl,
	}},
	{"126바이트 퐁", list(fin(opPong, long(126)), fin(opText, "안녕")), "ErrBroken", map[string]string{`1 "안녕"`: bigControl}},
	{"126바이트 종료 프레임", list(fin(opClose, long(126))), "ErrBroken", map[string]string{"io.EOF": bigControl}},
	{"나눈 핑", list(part(opPing, "살아"), fin(opText, "안녕")), "ErrBroken", map[string]string{
		`프레임 1개를 읽고 퐁 "살아", ErrBroken`: pongTooSoon, `프레임 1개를 읽고 퐁 "살아", 1 "안녕"`: splitControl,
	}},
	{"나눈 퐁", list(part(opPong, "누구"), fin(opText, "안녕")), "ErrBroken", map[string]string{`1 "안녕"`: splitControl}},
	{"나눈 종료 프레임", list(part(opClose, "\x03\xe8")), "ErrBroken", map[string]string{"io.EOF": splitControl}},
	{"한도와 같은 텍스트", list(part(opText, long(60)), fin(opMore, long(40))), "1 100바이트", map[string]string{"ErrTooBig": messageShort}},
	{"한도를 넘은 텍스트", list(fin(opText, long(101))), "ErrTooBig", map[string]string{"1 101바이트": noLimit}},
	{"한글로 한도를 넘은 텍스트", list(fin(opText, strings.Repeat("가", 34))), "ErrTooBig", map[string]string{"1 102바이트": limitRunes}},
	{"나누어 한도를 넘긴 텍스트", list(part(opText, long(60)), fin(opMore, long(60))), "ErrTooBig", map[string]string{"1 120바이트": limitPerPiece}},
	{"짧게 나누어 한도를 넘긴 바이너리", list(part(opBinary, long(50)), part(opMore, long(50)), fin(opMore, "a")), "ErrTooBig", map[string]string{"2 101바이트": limitPerPiece}},
	{"끝나기 전에 한도를 넘긴 텍스트", list(part(opText, long(60)), part(opMore, long(60)), fin(opMore, "a")), "ErrTooBig(프레임 2개를 읽음)", map[string]string{"ErrTooBig(프레임 3개를 읽음)": limitAtEnd}},
}

// feed는 프레임을 하나씩 주고, 무엇을 언제 했는지 적는다.
type feed struct {
	mu     sync.Mutex // 풀이가 pong을 다른 고루틴에서 불러도 된다.
	pieces []exercise.Piece
	fails  int // 이만큼 준 다음에 한 번 실패한다. 음수이면 실패하지 않는다
	given  int
	heard  []string
}

func (f *feed) next() (exercise.Piece, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.given == f.fails || f.given == len(f.pieces) {
		f.fails = -1
		return exercise.Piece{}, errBroken
	}
	f.given++
	return f.pieces[f.given-1], nil
}

// pong은 잠깐 걸린다. 기다리지 않는 풀이는 그동안 다음 프레임을 읽는다.
func (f *feed) pong(payload []byte) {
	said := brief(payload)
	time.Sleep(time.Millisecond)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.heard = append(f.heard, fmt.Sprintf("프레임 %d개를 읽고 퐁 %s", f.given, said))
}

// assemble은 Assemble을 부르고, 무엇을 했는지 적은 것을 돌려준다.
func (f *feed) assemble() (story string, read int, err error) {
	opcode, data, err := exercise.Assemble(f.next, f.pong, 100)
	f.mu.Lock()
	defer f.mu.Unlock()
	return strings.Join(append(f.heard, outcome(opcode, data, err)), ", "), f.given, err
}

// assembles는 test의 프레임들을 모은다. Payload들은 한 버퍼의 토막이고, 그 뒤에도 바이트가 있다.
func assembles(test messageTest) error {
	f := &feed{fails: -1}
	var buffer []byte
	for _, p := range test.pieces {
		buffer = append(append(buffer, p.Payload...), "뒤에 있는 것"...)
	}
	before, at := bytes.Clone(buffer), 0
	for _, p := range test.pieces {
		p.Payload = buffer[at : at+len(p.Payload)]
		at += len(p.Payload) + len("뒤에 있는 것")
		f.pieces = append(f.pieces, p)
	}
	got, read, err := f.assemble()
	if strings.Contains(test.want, "개를 읽음)") {
		got += fmt.Sprintf("(프레임 %d개를 읽음)", read)
	}
	if err := grader.Same(test.want, got, grader.Known(test.mistakes, got)); err != nil {
		return err
	}
	if !bytes.Equal(before, buffer) {
		return grader.Wrong{Want: "그대로인 Payload", Got: "바뀐 Payload", Mistake: spoilsPayload}
	}
	if strings.HasPrefix(test.name, "이어서") && err == nil && read != 1 {
		return grader.Wrong{Want: "프레임 1개를 읽음", Got: fmt.Sprintf("프레임 %d개를 읽음", read), Mistake: eatsNext}
	}
	return nil
}

// splitText는 글자의 도중에서 나뉘어도 한 텍스트로 모으는지 본다.
func splitText() error {
	const whole = "안녕"
	for cut := 1; cut < len(whole); cut++ {
		pieces := list(part(opText, whole[:cut]), fin(opPing, ""), fin(opMore, whole[cut:]))
		mistakes := map[string]string{"ErrNotText": utf8PerPiece, `프레임 2개를 읽고 퐁 "", ErrNotText`: utf8PerPiece}
		if err := assembles(messageTest{"", pieces, `프레임 2개를 읽고 퐁 "", 1 "안녕"`, mistakes}); err != nil {
			return naming(fmt.Sprintf("%d바이트에서 나누면", cut), err)
		}
	}
	return nil
}

// nextFails는 도중에 한 번 실패하는 next의 오류를 돌려주는지 본다.
func nextFails() error {
	pieces := list(part(opText, "안"), fin(opPing, "핑"), part(opMore, ""), fin(opMore, "녕"), fin(opText, "다음"))
	for after := range 4 {
		f := &feed{fails: after, pieces: pieces}
		_, _, err := f.assemble()
		mistake := map[bool]string{true: nextLost, false: nextChanged}[err == nil]
		if err := grader.Same("next가 준 오류", outcome(0, nil, err), mistake); err != nil {
			return naming(fmt.Sprintf("프레임 %d개 다음에", after), err)
		}
	}
	return nil
}
