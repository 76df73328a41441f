package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"socketworkbook/06-gin-routes/class"
	"socketworkbook/06-gin-routes/peer"
	"socketworkbook/internal/web"
)

func classConfig() config {
	cfg := defaults
	cfg.Class = true
	return cfg
}

// 방 낱말을 모르는 다른 기기는 교실의 것을 하나도 열지 못한다. 교사의 페이지는 낱말을 알아도 열지 못한다.
func TestStrangersStayOut(t *testing.T) {
	rooms, err := openRooms(t.Context(), classConfig())
	if err != nil {
		t.Fatal(err)
	}
	cfg := classConfig()
	cfg.Bound = httptest.NewServer(nil).Listener.Addr()
	app := handle(cfg, "", peer.New(t.Context()), rooms)
	try := func(method, path, from, host string, header http.Header) int {
		request := httptest.NewRequest(method, path, nil)
		request.RemoteAddr, request.Host, request.Header = from+":1234", host, header
		answer := httptest.NewRecorder()
		app.ServeHTTP(answer, request)
		return answer.Code
	}
	page := http.Header{"Accept": {"text/html"}}
	for _, test := range []struct {
		method, path, from, host string
		header                   http.Header
		want                     int
	}{
		{"GET", "/chat", "192.0.2.9", "192.0.2.1:8006", page, 302},
		{"GET", "/chat/events", "192.0.2.9", "192.0.2.1:8006", http.Header{}, 403},
		{"POST", "/board/messages", "192.0.2.9", "192.0.2.1:8006", http.Header{}, 403},
		{"GET", "/class/events", "192.0.2.9", "192.0.2.1:8006", http.Header{}, 403},
		{"GET", "/class", "192.0.2.9", "192.0.2.1:8006", page, 200},
		{"GET", "/public/class.js", "192.0.2.9", "192.0.2.1:8006", http.Header{}, 200},
		{"GET", "/teacher", "127.0.0.1", "localhost:8006", page, 200},
		{"GET", "/join", "127.0.0.1", "localhost:8006", page, 200},
		{"GET", "/join", "192.0.2.9", "localhost:8006", http.Header{}, 403},
		{"GET", "/teacher", "192.0.2.9", "192.0.2.1:8006", http.Header{}, 403},
		{"POST", "/teacher/open?id=01-1", "192.0.2.9", "localhost:8006", http.Header{}, 403},
		{"GET", "/teacher", "127.0.0.1", "evil.example", page, 302},                                                  // DNS rebinding
		{"GET", "/teacher", "127.0.0.1", "localhost:8006", http.Header{"X-Forwarded-For": {"192.0.2.9"}}, 403},       // 프록시 뒤의 남
		{"GET", "/chat", "127.0.0.1", "localhost:8006", http.Header{"X-Forwarded-For": {"192.0.2.9"}}, 403},          // 같음
		{"GET", "/teacher/results.csv", "192.0.2.9", "192.0.2.1:8006", http.Header{"X-Real-Ip": {"127.0.0.1"}}, 403}, // 꾸민 주소
		{"GET", "/teacher/results.csv", "192.0.2.9", "192.0.2.1:8006", http.Header{"X-Forwarded-For": {"::1"}}, 403}, // 꾸민 주소
	} {
		if got := try(test.method, test.path, test.from, test.host, test.header); got != test.want {
			t.Errorf("%s에서 %s %s(Host %s): %d", test.from, test.method, test.path, test.host, got)
		}
	}
}

// student는 교실에 들어온 브라우저 하나이다.
func student(t *testing.T, addr, word string) *http.Client {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	client := &http.Client{Jar: jar, Timeout: 20 * time.Second}
	response, err := client.PostForm("http://"+addr+"/class/enter", url.Values{"word": {word}})
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusNoContent {
		t.Fatalf("들어가기: %s", response.Status)
	}
	return client
}

// startClass는 교실을 열고, 벽의 페이지에서 방 낱말을 읽는다.
func startClass(t *testing.T) (addr, word string) {
	t.Helper()
	addr, _ = start(t, classConfig())
	response, err := http.Get("http://" + addr + "/join")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	for lines := bufio.NewScanner(response.Body); lines.Scan(); {
		if found := regexp.MustCompile(`방 낱말 <b>(\w{4})</b>`).FindStringSubmatch(lines.Text()); found != nil {
			return addr, found[1]
		}
	}
	t.Fatal("벽에 방 낱말이 없다")
	return "", ""
}

func order(t *testing.T, addr, act string) {
	t.Helper()
	response, err := http.Post("http://"+addr+"/teacher/"+act, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusNoContent {
		t.Fatalf("%s: %s", act, response.Status)
	}
}

// 200명이 한꺼번에 예상한다. 한 사람의 예상이 벽에 나타나기까지를 잰다. 합이 맞아야 한다.
func TestTwoHundredPredict(t *testing.T) {
	const students = 200
	addr, word := startClass(t)
	order(t, addr, "open?id=01-1")
	wall, err := http.Get("http://" + addr + "/join/events")
	if err != nil {
		t.Fatal(err)
	}
	defer wall.Body.Close()
	var mu sync.Mutex
	var sent, delays = map[int]time.Time{}, []time.Duration{}
	seen := make(chan class.View, 1)
	go func() { // 벽을 읽는다. k번째 예상이 나타나면, k번째로 보내기 시작한 때부터 잰다.
		answered := 0
		for lines := bufio.NewScanner(wall.Body); lines.Scan(); {
			var now class.View
			data, ok := strings.CutPrefix(lines.Text(), "data: ")
			if !ok || json.Unmarshal([]byte(data), &now) != nil {
				continue
			}
			mu.Lock()
			for ; answered < now.Answered; answered++ {
				delays = append(delays, time.Since(sent[answered]))
			}
			mu.Unlock()
			if answered == students {
				seen <- now
				return
			}
		}
	}()
	var clients []*http.Client
	for range students {
		clients = append(clients, student(t, addr, word))
	}
	var answering sync.WaitGroup
	for i, client := range clients {
		answering.Go(func() {
			mu.Lock()
			sent[len(sent)] = time.Now()
			mu.Unlock()
			choice := []string{"1번", "3번", "10번"}[i%3]
			response, err := client.PostForm("http://"+addr+"/class/answer?id=01-1", url.Values{"choice": {choice}})
			if err != nil || response.StatusCode != http.StatusNoContent {
				t.Errorf("예상하기: %v", err)
				return
			}
			response.Body.Close()
		})
		time.Sleep(5 * time.Millisecond) // 200명이 1초 동안 누른다.
	}
	answering.Wait()
	select {
	case <-seen:
	case <-time.After(20 * time.Second):
		t.Fatal("벽에 모두 나타나지 않는다")
	}
	slices.Sort(delays)
	t.Logf("예상이 벽에 나타나기까지: p50 %v, p95 %v", delays[students/2], delays[students*95/100])
	if p95 := delays[students*95/100]; p95 > 300*time.Millisecond {
		t.Errorf("p95가 %v이다", p95)
	}
	order(t, addr, "measure")
	response, err := http.Get("http://" + addr + "/teacher/results.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var text strings.Builder
	bufio.NewReader(response.Body).WriteTo(&text)
	for choice, n := range map[string]int{"1번": 67, "3번": 67, "10번": 66, "80번": 0} {
		if !strings.Contains(text.String(), fmt.Sprintf(",%s,%d,3번\n", choice, n)) {
			t.Errorf("%s를 %d명이 골랐어야 한다:\n%s", choice, n, text.String())
		}
	}
}

// 교사의 페이지에는 교시마다 계획이 있다. 계획은 notes/teaching-plan.md에만 적혀 있다.
func TestTeacherSeesThePlan(t *testing.T) {
	addr, _ := startClass(t)
	response, err := http.Get("http://" + addr + "/teacher")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var page strings.Builder
	bufio.NewReader(response.Body).WriteTo(&page)
	if n := strings.Count(page.String(), "<strong>목표.</strong>"); n != len(web.Course) {
		t.Errorf("계획이 %d개이다", n)
	}
	if strings.Contains(page.String(), "일주일 전:") {
		t.Error("다른 부분까지 있다")
	}
}
