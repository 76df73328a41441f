//go:build exercise

package exercise_test

import (
	"fmt"
	"strings"
	"testing"

	"socketworkbook/internal/grader"
)

const (
	answersTwice = "Upgrade가 이미 응답한 클라이언트에게 또 응답함"
	anyOrigin    = "다른 출처의 페이지도 받아들임"
	httpAfter101 = "바꾼 다음에 HTTP로 또 응답함"
	noBye        = "종료 프레임을 보내지 않음"
	byeTwice     = "종료 프레임 다음에 또 보냄"
	saysTwice    = "두 번 말함"
	neverCloses  = "넘겨받은 연결을 닫지 않음"
	closesIfWell = "쓰기에 실패하면 연결을 닫지 않음"
)

var upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"

func TestAfterUpgrade(t *testing.T) {
	task := grader.Task{File: "06-gin-routes/exercise/2_afterupgrade.go", Note: "notes/06-gin-routes.md#코드"}

	task.Try(t, "보통의 요청", func(t *testing.T) error { return refused(t, "", "400 Bad Request", "") })
	task.Try(t, "판이 다른 WebSocket", func(t *testing.T) error {
		return refused(t, strings.Replace(upgrade, "13", "12", 1), "400 Bad Request", "")
	})
	task.Try(t, "다른 출처의 페이지", func(t *testing.T) error {
		return refused(t, upgrade+"Origin: http://evil.example\r\n", "403 Forbidden", anyOrigin)
	})
	task.Try(t, "WebSocket으로 바꾸는 요청", func(t *testing.T) error {
		got, err := greet(t, upgrade, -1)
		if err != nil {
			return err
		}
		return got.farewell()
	})
	for after, name := range []string{"101을 보내다가", "말하다가", "종료 프레임을 보내다가"} {
		task.Try(t, name+" 끊긴 연결", func(t *testing.T) error {
			got, err := greet(t, upgrade, after)
			if err != nil {
				return err
			}
			if got.late > 0 {
				return grader.Wrong{Want: "조용한 Greet", Got: "HTTP로 또 응답함", Mistake: httpAfter101}
			}
			return grader.Same("닫힌 연결", map[bool]string{true: "닫힌 연결", false: "열린 연결"}[got.closed], closesIfWell)
		})
	}
}

// refused는 바꾸지 못한 요청이 status로 한 번만 응답받는지 본다.
func refused(t *testing.T, headers, status, mistake string) error {
	got, err := greet(t, headers, -1)
	if err != nil {
		return err
	}
	line, _, _ := strings.Cut(got.wire, "\r\n")
	if !strings.HasPrefix(line, "HTTP/1.1 101 ") {
		mistake = ""
	}
	if err := grader.Same("HTTP/1.1 "+status, line, mistake); err != nil {
		return err
	}
	if got.answers != 1 {
		return grader.Wrong{Want: "응답 하나", Got: fmt.Sprintf("응답 %d개", got.answers), Mistake: answersTwice}
	}
	return nil
}

// farewell은 한 번 말하고, 종료 프레임을 보내고, 닫았는지 본다.
func (g greeted) farewell() error {
	_, frames, _ := strings.Cut(g.wire, "\r\n\r\n")
	after, hello := strings.CutPrefix(frames, "\x81\x06안녕")
	bye := 2 // 종료 프레임의 길이
	if len(after) > 1 {
		bye += int(after[1])
	}
	switch {
	case g.late > 0 || g.complaint != "":
		return grader.Wrong{Want: "조용한 서버", Got: "서버의 불평(" + g.complaint + ")", Mistake: httpAfter101}
	case !hello:
		return grader.Wrong{Want: "텍스트 프레임 81 06 ec 95 88 eb 85 95", Got: fmt.Sprintf("% x", frames)}
	case strings.HasPrefix(after, "\x81\x06안녕"):
		return grader.Wrong{Want: "텍스트 프레임 하나", Got: "텍스트 프레임 둘", Mistake: saysTwice}
	case after == "":
		return grader.Wrong{Want: "메시지 다음에 종료 프레임", Got: "아무것도 없음", Mistake: noBye}
	case !strings.HasPrefix(after, "\x88"):
		return grader.Wrong{Want: "메시지 다음에 종료 프레임(88…)", Got: fmt.Sprintf("% x", after)}
	case len(after) > bye:
		return grader.Wrong{Want: "종료 프레임이 마지막", Got: fmt.Sprintf("그다음에 % x", after[bye:]), Mistake: byeTwice}
	case !g.closed:
		return grader.Wrong{Want: "닫힌 연결", Got: "열린 연결", Mistake: neverCloses}
	}
	return nil
}
