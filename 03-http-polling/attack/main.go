// attack은 서버를 괴롭히는 클라이언트이다. 서버가 어떻게 응답하는지 보고 알려 준다.
//
//	go run ./03-http-polling/attack wrong
//	go run ./03-http-polling/attack -connect localhost:8003 crowd
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"time"
)

var attacks = map[string]func(url string){
	"wrong":   wrong,
	"foreign": foreign,
	"forge":   forge,
	"crowd":   crowd,
	"leave":   leave,
}

func main() {
	addr := flag.String("connect", "localhost:8003", "괴롭힐 서버의 주소")
	flag.Parse()
	attack, ok := attacks[flag.Arg(0)]
	if !ok {
		fmt.Fprintln(os.Stderr, "무엇을 할지 고르세요: wrong(틀린 요청), foreign(다른 사이트에서 온 요청), "+
			"forge(지어낸 세션 ID), crowd(쿠키를 버리며 만 번), leave(롱 폴링을 하다 떠나기 천 번)")
		os.Exit(2)
	}
	log.SetFlags(log.Ltime)
	attack("http://" + *addr)
}

// wrong은 받아들일 수 없는 요청을 하나씩 보낸다.
func wrong(url string) {
	show("빈 메시지", send("POST", url+"/messages", `{"text":""}`))
	show("1,001자짜리 메시지", send("POST", url+"/messages", `{"text":"`+strings.Repeat("가", 1001)+`"}`))
	show("20,000바이트짜리 본문", send("POST", url+"/messages", strings.Repeat("a", 20_000)))
	show("JSON이 아닌 본문", send("POST", url+"/messages", "안녕"))
	show("after=-1", send("GET", url+"/messages?after=-1", ""))
	show("없는 경로 /nope", send("GET", url+"/nope", ""))
	show("틀린 메서드 DELETE", send("DELETE", url+"/messages", ""))
}

// foreign은 다른 사이트의 페이지가 브라우저를 시켜서 보낸 것처럼 꾸민다.
func foreign(url string) {
	show("Origin이 http://evil.example인 POST", send("POST", url+"/messages", `{"text":"속았지"}`, "Origin", "http://evil.example"))
	show("Host가 evil.example인 GET", send("GET", url+"/", "", "Host", "evil.example"))
}

// forge는 세션 ID를 지어내서 쓴다.
func forge(url string) {
	const made = "MADEBYME00000000000000000000"
	response := send("GET", url+"/", "", "Cookie", "sid="+made)
	for _, cookie := range response.Cookies() {
		log.Printf("지어낸 %s를 보냈더니 서버가 새 세션 ID를 줍니다: %s", made, cookie.Value)
	}
	show("지어낸 세션 ID로 GET /me", send("GET", url+"/me", "", "Cookie", "sid="+made))
}

// crowd는 이름을 하나 정한 다음, 쿠키를 버리며 만 번 찾아간다. 서버는 세션을 만 개까지만 기억한다.
func crowd(url string) {
	first, _, _ := strings.Cut(send("POST", url+"/name", `{"name":"첫째"}`).Header.Get("Set-Cookie"), ";")
	show("처음 정한 이름", send("GET", url+"/me", "", "Cookie", first))
	for range 10_000 {
		send("GET", url+"/", "")
	}
	show("만 번 다녀간 뒤", send("GET", url+"/me", "", "Cookie", first))
}

// leave는 롱 폴링을 천 번 시작하고, 응답을 기다리지 않고 떠난다.
func leave(url string) {
	var added struct{ ID int }
	json.NewDecoder(send("POST", url+"/messages", `{"text":"롱 폴링을 하다가 떠납니다"}`).Body).Decode(&added)
	wait := fmt.Sprintf("%s/messages?after=%d&wait=60s", url, added.ID) // 이 다음 메시지를 기다린다.
	for range 1000 {
		ctx, stop := context.WithTimeout(context.Background(), 2*time.Millisecond)
		request, _ := http.NewRequestWithContext(ctx, "GET", wait, nil)
		if response, err := http.DefaultClient.Do(request); err == nil {
			response.Body.Close()
		}
		stop()
	}
	log.Print("천 번 떠났습니다. 서버의 로그에서, 떠나자마자 요청이 끝나는지 보세요")
}

// send는 요청 하나를 보내고 응답을 돌려준다. header는 이름과 값을 번갈아 적은 것이다.
func send(method, url, body string, header ...string) *http.Response {
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		log.Fatalf("주소 읽기: %v", err)
	}
	request.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
		if header[i] == "Host" {
			request.Host = header[i+1]
		}
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatalf("서버에 요청하기: %v", err)
	}
	content, _ := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	response.Body.Close() // 다 읽고 닫아야 연결을 다시 쓴다.
	response.Body = io.NopCloser(strings.NewReader(string(content)))
	return response
}

// show는 응답의 상태 코드와, 서버가 말한 이유를 찍는다.
func show(what string, response *http.Response) {
	content, _ := io.ReadAll(response.Body)
	refused := struct{ Error string }{strings.TrimSpace(string(content))}
	json.Unmarshal(content, &refused)
	log.Printf("%s → %s %.200s", what, response.Status, refused.Error)
}
