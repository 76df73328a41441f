//go:build exercise

package exercise_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
	"socketworkbook/internal/lesson/lessontest"
)

const (
	portMatters  = "쿠키도 오리진처럼 포트를 구별한다고 믿음"
	likeCookie   = "localStorage도 쿠키처럼 포트를 구별하지 않는다고 믿음"
	sharedTabs   = "sessionStorage를 탭끼리 나누어 쓴다고 믿음"
	samePrefix   = "경로의 앞부분 글자만 같으면 붙는다고 믿음"
	nameIsAll    = "이름만 같으면 지워진다고 믿음"
	startsAgain  = "요청할 때마다 Max-Age를 다시 센다고 믿음"
	onlyValue    = "쿠키의 값만 셈"
	noHeaderName = "헤더의 이름을 빠뜨림"
	noCRLF       = "줄바꿈을 빠뜨림"
	sentOnce     = "쿠키를 한 번만 보낸다고 믿음"
)

var (
	place   = "http://localhost:8003/storage"
	offered = "storage_open=7; Path=/storage; Max-Age=3600"
)

func TestStorage(t *testing.T) {
	task := grader.Task{File: "03-http-polling/exercise/6_storage.go", Note: "notes/03-http-polling.md#브라우저의-저장소"}
	yes := func(mistake string) map[string]string { return map[string]string{"예": mistake} }
	no := func(mistake string) map[string]string { return map[string]string{"아니요": mistake} }

	for _, test := range []struct {
		name     string
		guess    any
		fact     func() (string, error)
		mistakes map[string]string
	}{
		{"OtherPort", exercise.OtherPort, attached(visit{url: "http://localhost:8004/storage"}), no(portMatters)},
		{"LocalOtherPort", exercise.LocalOtherPort, inTheTable("다른 포트에서", 2), yes(likeCookie)},
		{"SecondTab", exercise.SecondTab, inTheTable("둘째 탭에서", 3), yes(sharedTabs)},
		{"LikePath", exercise.LikePath, attached(visit{url: place + "2"}), yes(samePrefix)},
		{"Cleared", exercise.Cleared, attached(visit{url: place, sets: "storage_open=; Path=/; Max-Age=0"}, visit{url: place}), no(nameIsAll)},
		{"AfterHour", exercise.AfterHour, attached(visit{url: place, after: 40 * time.Minute}, visit{url: place, after: 40 * time.Minute}), yes(startsAgain)},
		{"CookieBytes", exercise.CookieBytes, tenPolls, map[string]string{"1000": onlyValue, "1130": noHeaderName, "1210": noCRLF, "123": sentOnce}},
	} {
		task.Try(t, test.name, grader.Bubble(func() error {
			return grader.Predict(test.guess, test.mistakes, test.fact)
		}))
	}
}

// visit은 요청 하나이다. after만큼 쉬었다가 하고, 서버는 sets를 Set-Cookie로 준다.
type visit struct {
	url, sets string
	after     time.Duration
}

// attached는 쿠키를 받은 다음 visits를 차례로 하고, 마지막 요청에 쿠키가 붙어 갔는지 본다.
func attached(visits ...visit) func() (string, error) {
	return func() (string, error) {
		lines, err := cookieLines(append([]visit{{url: place, sets: offered}}, visits...))
		if err != nil {
			return "", err
		}
		return map[bool]string{true: "예", false: "아니요"}[lines[len(lines)-1] != ""], nil
	}
}

// tenPolls는 값이 100바이트인 쿠키를 받은 다음 열 번 요청하고, Cookie 헤더의 줄의 바이트를 모두 더한다.
func tenPolls() (string, error) {
	visits := []visit{{url: place, sets: strings.Replace(offered, "7", strings.Repeat("7", 100), 1)}}
	for range 10 {
		visits = append(visits, visit{url: place, after: time.Second})
	}
	lines, err := cookieLines(visits)
	return fmt.Sprint(len(strings.Join(lines, ""))), err
}

// cookieLines는 쿠키를 간직하는 클라이언트로 visits를 하고, 요청마다 선에 나간 Cookie 헤더의 줄을 돌려준다.
func cookieLines(visits []visit) (lines []string, err error) {
	pipe := lessontest.NewPipe()
	stop := serveOn(pipe, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Set-Cookie", r.Header.Get("X-Sets"))
	}))
	defer stop()
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	for _, v := range visits {
		time.Sleep(v.after) // 가짜 시계
		var wire strings.Builder
		client := &http.Client{Jar: jar, Transport: &http.Transport{
			DisableKeepAlives: true,
			DialContext: func(context.Context, string, string) (net.Conn, error) {
				conn, err := pipe.Dial()
				return tapped{conn, &wire}, err
			},
		}}
		to, err := url.Parse(v.url)
		if err != nil {
			return nil, err
		}
		response, err := client.Do(&http.Request{URL: to, Header: http.Header{"X-Sets": {v.sets}}})
		if err != nil {
			return nil, err
		}
		response.Body.Close()
		line := ""
		if _, rest, found := strings.Cut(wire.String(), "\r\nCookie: "); found {
			value, _, _ := strings.Cut(rest, "\r\n")
			line = "Cookie: " + value + "\r\n"
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// tapped는 나가는 바이트를 적어 두는 연결이다.
type tapped struct {
	net.Conn
	wire *strings.Builder
}

func (c tapped) Write(p []byte) (int, error) {
	c.wire.Write(p)
	return c.Conn.Write(p)
}

// inTheTable은 노트의 표에서 question의 줄, column째 칸을 읽는다. 표는 진짜 브라우저가 채웠고, CI가 다시 채워 비교한다.
func inTheTable(question string, column int) func() (string, error) {
	return func() (string, error) {
		note, err := os.ReadFile(filepath.FromSlash("../../notes/03-http-polling.md"))
		if err != nil {
			return "", fmt.Errorf("브라우저가 채운 표 읽기: %w", err)
		}
		_, row, found := strings.Cut(string(note), ": "+question+": ")
		row, _, _ = strings.Cut(row, "\n")
		cells := strings.Split(strings.TrimSpace(row), " | ")
		if !found || column >= len(cells) {
			return "", fmt.Errorf("노트의 표에 %q의 줄이 없습니다", question)
		}
		return map[string]string{"보임": "예", "보이지 않음": "아니요"}[cells[column]], nil
	}
}
