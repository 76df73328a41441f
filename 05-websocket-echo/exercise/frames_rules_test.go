//go:build exercise

package exercise_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"socketworkbook/05-websocket-echo/exercise"
	"socketworkbook/internal/grader"
)

const (
	ignoresRSV   = "남겨 둔 비트(RSV)를 다 보지 않음"
	ignoresSide  = "누가 보낸 프레임인지 보지 않음"
	sideForMask  = "MASK 비트 대신 보낸 쪽만 보고 마스킹했다고 여김"
	notShortest  = "가장 짧은 꼴로 적지 않은 길이를 받음"
	negative     = "8바이트 길이의 첫 비트를 보지 않거나, 한도를 먼저 봄"
	limitFirst   = "한도를 먼저 보고 프로토콜을 어긴 것을 놓침"
	trustsSize   = "적힌 길이를 믿고 읽으려 함"
	limitAtLong  = "긴 꼴의 길이에만 한도를 둠"
	limitShort   = "한도와 꼭 같은 프레임을 거절함"
	truncated    = "길이의 윗자리를 버림"
	makesTooSoon = "한도를 보기 전에 메모리를 마련함"
	readsLong    = "너무 긴 프레임의 페이로드를 읽음"
)

// breakers는 프로토콜을 어긴 프레임이다. got은 나온 것으로 알아보는 실수이고, ""는 나머지 모두이다.
var breakers = []struct {
	name, wire string
	fromClient bool
	got        map[string]string
}{
	{"남겨 둔 비트 하나", "\xc1\x00", false, map[string]string{`FIN 1 ""`: ignoresRSV}},
	{"남겨 둔 비트 둘", "\xa1\x00", false, map[string]string{`FIN 1 ""`: ignoresRSV}},
	{"남겨 둔 비트 셋", "\x91\x00", false, map[string]string{`FIN 1 ""`: ignoresRSV}},
	{"마스킹하지 않은 클라이언트", "\x81\x05Hello", true, map[string]string{`FIN 1 "Hello"`: ignoresSide, "io.ErrUnexpectedEOF": sideForMask}},
	{"마스킹한 서버", hello, false, map[string]string{`FIN 1 "Hello" 마스킹`: ignoresSide}},
	{"16비트로 적은 5", "\x81\x7e\x00\x05Hello", false, map[string]string{`FIN 1 "Hello"`: notShortest}},
	{"16비트로 적은 125", "\x81\x7e\x00\x7d" + strings.Repeat("a", 125), false, map[string]string{"FIN 1 'a' 125번": notShortest}},
	{"64비트로 적은 5", "\x81\x7f\x00\x00\x00\x00\x00\x00\x00\x05Hello", false, map[string]string{`FIN 1 "Hello"`: notShortest}},
	{"64비트로 적은 65535", "\x81\x7f\x00\x00\x00\x00\x00\x00\xff\xff" + strings.Repeat("a", 65535), false, map[string]string{"FIN 1 'a' 65535번": notShortest}},
	{"2의 63제곱", "\x82\x7f\x80\x00\x00\x00\x00\x00\x00\x00Hello", false, map[string]string{"": negative}},
	{"마스킹한 2의 63제곱 더하기 5", "\x82\xff\x80\x00\x00\x00\x00\x00\x00\x05" + hello[2:], true, map[string]string{"": negative}},
	{"모든 비트가 켜진 길이", "\x82\x7f\xff\xff\xff\xff\xff\xff\xff\xffHello", false, map[string]string{"": negative}},
	{"남겨 둔 비트와 한도를 넘는 길이", "\xc1\x7f\x00\x00\x00\x00\x40\x00\x00\x00Hello", false, map[string]string{"ErrFrameTooLong": limitFirst}},
	{"마스킹한 서버와 한도를 넘는 길이", "\x81\xff\x00\x00\x00\x00\x40\x00\x00\x00" + hello[2:], false, map[string]string{"ErrFrameTooLong": limitFirst}},
}

// longs는 한도보다 긴 프레임이다.
var longs = []struct {
	wire string
	max  int
}{
	{"\x82\x7f\x00\x00\x00\x00\x00\x10\x00\x01Hello", limit},
	{"\x82\x7f\x00\x00\x00\x00\x40\x00\x00\x00Hello", limit},
	{"\x82\x7f\x00\x00\x00\x00\x80\x00\x00\x00Hello", limit}, // int32라면 음수이다.
	{"\x82\x7f\x00\x00\x00\x01\x00\x00\x00\x05Hello", limit}, // 아래의 32비트는 5이다.
	{"\x82\x7f\x00\x01\x00\x00\x00\x00\x00\x05Hello", limit},
	{"\x82\x7f\x7f\xff\xff\xff\xff\xff\xff\xffHello", limit},
	{"\x82\x7e\x00\x7e" + strings.Repeat("a", 126), 125},
	{hello, 4}, // 긴 꼴을 다 지났다.
	{hello, 0},
}

func readRuleBreakers(t *testing.T, task grader.Task) {
	task.Try(t, "읽기: 프로토콜을 어긴 프레임들", func(*testing.T) error {
		for _, test := range breakers {
			f, err := exercise.ReadFrame(strings.NewReader(test.wire), test.fromClient, limit)
			got := show(f, err)
			if err := grader.Same("ErrProtocol", got, grader.Known(test.got, got)); err != nil {
				return naming(test.name, err)
			}
		}
		return nil
	})
	task.Try(t, "읽기: 한도를 넘는 프레임들", func(*testing.T) error {
		for _, test := range longs {
			if err := readLong(test.wire, test.max); err != nil {
				return naming(fmt.Sprintf("한도가 %d바이트이고 헤더가 % x일 때", test.max, test.wire[:min(10, len(test.wire))]), err)
			}
		}
		return nil
	})
	task.Try(t, "읽기: 한도와 꼭 같은 프레임", func(*testing.T) error {
		return reads(readTest{"", hello, contents[0], map[string]string{"ErrFrameTooLong": limitShort}}, 5)
	})
	task.Try(t, "읽기: 한도가 0일 때 빈 프레임", func(*testing.T) error {
		return reads(readTest{"", wires[1], contents[1], map[string]string{"ErrFrameTooLong": limitShort}}, 0)
	})
}

// naming은 여럿 가운데 어느 것이 틀렸는지 err에 적는다.
func naming(name string, err error) error {
	if wrong, is := err.(grader.Wrong); is {
		wrong.Want = name + ": " + wrong.Want
		return wrong
	}
	return err
}

// readLong은 페이로드를 읽거나 메모리를 마련하기 전에 거절하는지 본다.
func readLong(wire string, max int) error {
	r := strings.NewReader(wire)
	payload := len("Hello")
	if len(wire) > 100 {
		payload = 126
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f, err := exercise.ReadFrame(r, masked(wire), max)
	runtime.ReadMemStats(&after)
	got, mistake, grown := show(f, err), "", after.TotalAlloc-before.TotalAlloc
	switch {
	case got == "ErrFrameTooLong" && grown > limit/2:
		return grader.Wrong{Want: "메모리를 마련하지 않음", Got: fmt.Sprintf("메모리 %dKiB", grown>>10), Mistake: makesTooSoon}
	case got == "ErrFrameTooLong" && r.Len() < payload:
		return grader.Wrong{Want: "페이로드를 읽지 않음", Got: "페이로드까지 읽음", Mistake: readsLong}
	case got == `FIN 2 "Hello"`:
		mistake = truncated
	case err == nil && wire == hello:
		mistake = limitAtLong
	case got == "io.ErrUnexpectedEOF":
		mistake = trustsSize
	}
	return grader.Same("ErrFrameTooLong", got, mistake)
}
