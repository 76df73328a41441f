//go:build exercise

package exercise_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

const (
	guessable    = "짐작할 수 있는 ID를 지음"
	repeatsIDs   = "시각이나 세는 수나 정해 둔 시드(seed)에서 ID를 지어, 서버를 다시 켜면 되풀이됨"
	tooShort     = "ID가 짧음"
	notForCookie = "쿠키에 적을 수 없는 ID"
)

// unguessable은 ID의 모양을 본다.
func unguessable() error {
	var ids []string
	for range 2 {
		s := exercise.NewSessions(life, 10_000)
		if err := grader.Same(`이름 ""`, found(s, s.Start()), ""); err != nil {
			return err
		}
		for range 1500 {
			ids = append(ids, s.Start())
		}
	}
	got, mistake := judge(ids), guessable
	switch {
	case strings.HasSuffix(got, "글자"):
		mistake = tooShort
	case strings.HasPrefix(got, "쿠키에"):
		mistake = notForCookie
	}
	return grader.Same("짐작할 수 없는 26글자 이상", got, mistake)
}

// judge는 ID들이 어떤지 말한다. 짧은 것, 되풀이되는 것, 거의 바뀌지 않는 것(하나씩 커지는 ID)을 알아본다.
func judge(ids []string) string {
	seen, letters := map[string]bool{}, map[int]map[byte]bool{} // letters는 자리마다 나온 글자
	for _, id := range ids {
		switch {
		case len(id) < 26:
			return fmt.Sprintf("%d글자", len(id))
		case seen[id]:
			return "되풀이되는 ID"
		case (&http.Cookie{Name: "sid", Value: id}).Valid() != nil, strings.ContainsAny(id, " ,"): // 둘은 따옴표로 감싸야 한다.
			return "쿠키에 적을 수 없는 것"
		}
		seen[id] = true
		for i := range len(id) {
			if letters[i] == nil {
				letters[i] = map[byte]bool{}
			}
			letters[i][id[i]] = true
		}
	}
	changing := 0
	for _, used := range letters {
		if len(used) > 1 {
			changing++
		}
	}
	if changing < 20 {
		return fmt.Sprintf("%d자리만 바뀌는 ID", changing)
	}
	return "짐작할 수 없는 26글자 이상"
}

var (
	restartName = "다시_켠_서버의_ID"              // 명령줄에 적으므로 빈칸이 없다
	restarted   = "SOCKETWORKBOOK_RESTARTED" // restart가 켠 프로세스라는 환경 변수
)

// restart는 프로세스 둘이 지은 ID가 겹치지 않는지 본다. 둘의 가짜 시계는 같은 때를 가리킨다. 뒤섞거나 해시한
// ID는 보아서는 모른다. 그러나 정해진 것에서 지었다면 공격하는 사람도 같은 것을 지을 수 있다.
func restart(t *testing.T) error {
	if os.Getenv(restarted) != "" {
		return grader.Bubble(func() error {
			s := exercise.NewSessions(life, 1000)
			for range 50 {
				fmt.Printf("ID %q\n", s.Start())
				time.Sleep(time.Second) // 가짜 시계
			}
			return nil
		})(t)
	}
	seen := map[string]bool{}
	for range 2 {
		ids, err := idsOfNewServer()
		if err != nil {
			return err
		}
		for _, id := range ids {
			if seen[id] {
				return grader.Wrong{Want: "켤 때마다 다른 ID", Got: "켤 때마다 같은 " + id, Mistake: repeatsIDs}
			}
			seen[id] = true
		}
	}
	return nil
}

// idsOfNewServer는 다른 프로세스에서 restart를 불러 ID를 짓게 한다.
func idsOfNewServer() (ids []string, err error) {
	ctx, stop := context.WithTimeout(context.Background(), 2*time.Second)
	defer stop()
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("테스트 프로그램 찾기: %w", err)
	}
	cmd := exec.CommandContext(ctx, self, "-test.run=^TestSessions$/^"+restartName+"$")
	cmd.Env = append(os.Environ(), restarted+"=1")
	if _, err := cmd.StdinPipe(); err != nil { // stdin이 닫히면 저쪽은 그만둔다(grader.Main).
		return nil, fmt.Errorf("파이프 만들기: %w", err)
	}
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("다른 프로세스에서 ID 짓기: %w", err)
	}
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		if id, is := strings.CutPrefix(lines.Text(), "ID "); is {
			ids = append(ids, id)
		}
	}
	return ids, nil
}
