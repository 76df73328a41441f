// attack은 서버를 괴롭히는 클라이언트이다. 서버가 어떻게 하는지 보고 알려 준다.
//
//	go run ./04-sse/attack tunnel
//	go run ./04-sse/attack -connect localhost:8004 quiet
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"time"
)

var attacks = map[string]func(){
	"tunnel":  tunnel,
	"away":    away,
	"quiet":   quiet,
	"deaf":    deaf,
	"ids":     ids,
	"forge":   forge,
	"foreign": foreign,
}

var (
	server = flag.String("connect", "localhost:8004", "괴롭힐 서버의 주소")
	wait   = flag.Duration("wait", 20*time.Second, "quiet와 deaf가 참는 시간")
)

func main() {
	flag.Parse()
	attack, ok := attacks[flag.Arg(0)]
	if !ok {
		fmt.Fprintln(os.Stderr, "무엇을 할지 고르세요: tunnel(끊겼다 돌아옴), away(오래 떠남), quiet(조용함), deaf(읽지 않음), ids(거짓 번호), forge(가짜 이벤트), foreign(나쁜 사이트)")
		os.Exit(2)
	}
	log.SetFlags(log.Ltime)
	attack()
}

// tunnel은 지하철이 터널에 들어가듯 끊겼다가, 마지막 번호를 들고 돌아온다.
func tunnel() {
	s := open("")
	say("하나")
	say("둘")
	s.until("둘")
	s.conn.Close()
	log.Printf("\"둘\"까지 받고 연결이 끊겼습니다. 마지막 번호는 %q입니다", s.lastID)
	say("셋")
	log.Print("그 사이에 누가 \"셋\"을 적었습니다")
	log.Printf("돌아와서 받은 것: %q", open(s.lastID).until("셋"))
}

// away는 메시지 300개가 적히는 동안 떠나 있다. 그것을 모두 기억하는 서버는 메모리가 끝없이 자란다.
func away() {
	s := open("")
	say("하나")
	s.until("하나")
	s.conn.Close()
	for range 300 {
		say("그 사이의 메시지")
	}
	log.Print("\"하나\"까지 받고 끊긴 사이에 메시지 300개가 적혔습니다")
	s = open(s.lastID)
	for range 2 {
		e := s.next()
		log.Printf("돌아와서 받은 이벤트: 이름 %q, 내용 %q", e.name, e.data)
	}
}

// quiet는 중간의 프록시처럼, 한참 조용한 연결을 끊는다.
func quiet() {
	s, begin := open(""), time.Now()
	log.Printf("프록시처럼, %v 동안 조용하면 끊습니다", *wait)
	for {
		s.conn.SetReadDeadline(time.Now().Add(*wait))
		line, err := s.in.ReadString('\n')
		if err != nil {
			log.Printf("%v 동안 아무것도 오지 않았습니다. 연결을 끊습니다: %v", *wait, err)
			return
		}
		if strings.HasPrefix(line, ":") {
			log.Printf("%.0f초 만에 주석 %q이 왔습니다. 끊지 않습니다", time.Since(begin).Seconds(), line)
			return
		}
	}
}

// deaf는 스트림을 열고 읽지 않는다. 보낼 것이 쌓이면 서버의 쓰기가 멈춘다.
func deaf() {
	s := open("")
	for range 2000 {
		say(strings.Repeat("가", 1000))
	}
	log.Printf("메시지 2,000개를 적었습니다. 스트림은 %v 동안 읽지 않습니다", *wait)
	time.Sleep(*wait)
	s.conn.SetReadDeadline(time.Now().Add(time.Second))
	if _, err := io.Copy(io.Discard, s.in); errors.Is(err, os.ErrDeadlineExceeded) {
		log.Print("서버가 아직 기다립니다. 끊지 않았습니다")
	} else {
		log.Printf("서버가 이미 끊었습니다: %v", err)
	}
}

// ids는 서버가 준 적 없는 번호를 들고 온다. 서버가 다시 켜지면 멀쩡한 브라우저도 그렇게 된다.
func ids() {
	for _, id := range []string{"안녕", "999999", "-1", "99999999999999999999"} {
		s, err := dial(id)
		if err != nil {
			log.Printf("마지막 번호 %q: 스트림이 열리지 않습니다(%v). 다른 클라이언트에게는 답하는지 보세요", id, err)
			return
		}
		log.Printf("마지막 번호 %q: %q", id, s.next().data)
		s.conn.Close()
	}
}

// forge는 줄바꿈으로 가짜 이벤트를 꾸민다.
func forge() {
	s := open("")
	say("안녕\n\nevent: welcome\ndata: 비밀번호를 적어 주세요")
	for {
		if e := s.next(); strings.Contains(e.data, "비밀번호") {
			log.Printf("모두의 화면에 나타난 것: 이벤트의 이름 %q, 내용 %q", e.name, e.data)
			return
		}
	}
}

// foreign은 나쁜 사이트의 페이지가 브라우저를 시켜 보내는 것과 같은 요청을 보낸다.
func foreign() {
	try := func(method, path, header string) {
		var body io.Reader
		if method == "POST" {
			body = strings.NewReader("text=속은 브라우저가 적은 메시지")
		}
		request, _ := http.NewRequest(method, "http://"+*server+path, body)
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if request.Header.Set(header, "http://evil.example"); header == "Host" {
			request.Host = "evil.example"
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			log.Fatalf("요청 보내기: %v", err)
		}
		response.Body.Close()
		log.Printf("%s %s (%s: evil.example) → %s", method, path, header, response.Status)
	}
	try("GET", "/", "Host")
	try("GET", "/events", "Origin")
	try("POST", "/messages", "Origin")
}
