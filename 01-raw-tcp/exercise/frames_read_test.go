//go:build exercise

package exercise_test

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"socketworkbook/01-raw-tcp/exercise"
	"socketworkbook/internal/grader"
)

const (
	littleRead  = "길이를 작은 자리부터 읽음(little endian)"
	readsAhead  = "다음 프레임의 바이트까지 읽어 버림"
	emptyIsEOF  = "빈 프레임을 끝으로 여김"
	oneBuffer   = "다음에 읽을 버퍼를 그대로 돌려줌"
	notGathered = "나뉘어 온 것을 다 모으지 않음"
	endDrops    = "끝과 함께 온 바이트를 버림"
	zeroIsEnd   = "0바이트를 읽은 것을 끝으로 여김"
	sameEnd     = "끝난 것과 잘린 것을 구별하지 않음"
	readIsEnd   = "읽기의 오류를 끝으로 여김"
	readLost    = "읽기의 오류를 버림"
	trustLength = "적힌 길이를 믿고 메모리부터 마련함"
	readsLong   = "너무 긴 프레임의 본문을 읽음"
)

var wires = []string{"\x00\x00\x00\x06안녕", "\x00\x00\x00\x00", "\x00\x00\x00\x03abc", "\x00\x00\x00\x00"}

func readFrames(t *testing.T, task grader.Task) {
	task.Try(t, "한꺼번에 온 것을 읽기", func(*testing.T) error { return readOneByOne() })
	task.Try(t, "한도와 꼭 같은 것을 적고 읽기", func(*testing.T) error { return exact() })
	for _, split := range []struct {
		name    string
		pieces  func(io.Reader) io.Reader
		mistake string
	}{
		{"한 바이트씩 온 것", iotest.OneByteReader, notGathered},
		{"반씩 온 것", iotest.HalfReader, notGathered},
		{"때때로 0바이트를 읽음", func(r io.Reader) io.Reader { return &hesitant{r: r} }, zeroIsEnd},
		{"마지막 바이트와 끝이 함께 온 것", iotest.DataErrReader, endDrops},
	} {
		task.Try(t, split.name, func(*testing.T) error {
			if err := readSplit(wires, split.pieces, split.mistake); err != nil {
				return err
			}
			return readSplit(wires[:1], split.pieces, split.mistake) // 길이가 아니라 본문이 끝과 함께 온다.
		})
	}
	readEnds(t, task)
	// 64MiB, 한도보다 한 바이트, int32로 읽으면 음수가 되는 길이.
	for _, length := range []string{"\x04\x00\x00\x00", "\x00\x01\x00\x01", "\x80\x00\x00\x00", "\xff\xff\xff\xff"} {
		task.Try(t, fmt.Sprintf("길이를 % x로 거짓으로 적은 것", length), func(*testing.T) error { return readLie(length) })
	}
}

// readEnds는 프레임의 어디에서 끝나거나 오류가 나도 바르게 알리는지 본다.
func readEnds(t *testing.T, task grader.Task) {
	for after := range 10 {
		wire := wires[0][:after]
		task.Try(t, fmt.Sprintf("%d바이트를 읽고 스트림이 끝남", after), func(*testing.T) error {
			want := map[bool]error{true: io.EOF, false: io.ErrUnexpectedEOF}[after == 0]
			_, err := exercise.ReadFrame(strings.NewReader(wire))
			mistake := map[string]string{"io.EOF": sameEnd, "io.ErrUnexpectedEOF": sameEnd}[frameError(err)]
			return grader.Same(frameError(want), frameError(err), mistake)
		})
		task.Try(t, fmt.Sprintf("%d바이트를 읽고 오류가 남", after), func(*testing.T) error {
			_, err := exercise.ReadFrame(io.MultiReader(strings.NewReader(wire), &hiccup{}, strings.NewReader(wires[0][after:])))
			mistake := map[string]string{"io.EOF": readIsEnd, "io.ErrUnexpectedEOF": readIsEnd, "오류 없음": readLost}[frameError(err)]
			return grader.Same(frameError(errBroken), frameError(err), mistake)
		})
	}
}

// readOneByOne은 프레임마다 제 바이트만 읽는지 본다.
func readOneByOne() error {
	r := strings.NewReader(strings.Join(wires, ""))
	left := r.Len()
	var first []byte
	for i, wire := range wires {
		message, err := exercise.ReadFrame(r)
		left -= len(wire)
		mistake := ""
		switch little, _ := exercise.ReadFrame(strings.NewReader("\x01\x00\x00\x00a")); {
		case string(little) == "a":
			mistake = littleRead
		case err == io.EOF && r.Len() == left && len(wire) == 4:
			mistake = emptyIsEOF
		case r.Len() < left:
			mistake = readsAhead
		}
		got := fmt.Sprintf("%q(%s), 남은 것 %d바이트", message, frameError(err), r.Len())
		if err := grader.Same(fmt.Sprintf("%q(오류 없음), 남은 것 %d바이트", wire[4:], left), got, mistake); err != nil {
			return err
		}
		if i == 0 {
			first = message
		}
	}
	return grader.Same(`그대로인 "안녕"`, fmt.Sprintf("그대로인 %q", first), oneBuffer)
}

// exact는 꼭 MaxFrame바이트인 메시지를 적고 읽는다.
func exact() error {
	var w bytes.Buffer
	if err := exercise.WriteFrame(&w, make([]byte, exercise.MaxFrame)); err != nil {
		return unexpected(err, "적음", exactRefuse)
	}
	message, err := exercise.ReadFrame(&w)
	if err != nil {
		return unexpected(err, "읽음", exactRefuse)
	}
	return grader.Same(fmt.Sprintf("%d바이트", exercise.MaxFrame), fmt.Sprintf("%d바이트", len(message)), "")
}

// readSplit은 pieces로 나뉘어 온 frames를 끝까지 읽는다.
func readSplit(frames []string, pieces func(io.Reader) io.Reader, mistake string) error {
	r := pieces(strings.NewReader(strings.Join(frames, "")))
	for _, wire := range frames {
		message, err := exercise.ReadFrame(r)
		if err := grader.Same(fmt.Sprintf("%q(오류 없음)", wire[4:]), fmt.Sprintf("%q(%s)", message, frameError(err)), mistake); err != nil {
			return err
		}
	}
	_, err := exercise.ReadFrame(r)
	return grader.Same("마지막에 io.EOF", "마지막에 "+frameError(err), "")
}

// readLie는 본문을 읽거나 메모리를 마련하기 전에 거절하는지 본다.
func readLie(length string) error {
	r := strings.NewReader(length + "본문")
	left := r.Len() - len(length)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := exercise.ReadFrame(r)
	runtime.ReadMemStats(&after)
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 1<<20 {
		return grader.Wrong{Want: "ErrTooLong", Got: fmt.Sprintf("메모리 %dMiB", grown>>20), Mistake: trustLength}
	}
	mistake := map[bool]string{true: readsLong}[r.Len() < left]
	return grader.Same(fmt.Sprintf("ErrTooLong(남은 것 %d바이트)", left), fmt.Sprintf("%s(남은 것 %d바이트)", frameError(err), r.Len()), mistake)
}
