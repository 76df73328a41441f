package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"

	"socketworkbook/internal/web"
)

const withTLS = " TLS" // TLS를 쓰는 줄의 이름에 붙인다

// besideTLS는 고른 방법 가운데 TLS를 쓸 수 있는 것을, 쓰지 않는 줄과 쓰는 줄로 나란히 놓는다. 01과 02에는 TLS가 없다.
func besideTLS(chosen []way) (pairs []way, err error) {
	for _, w := range chosen {
		if w.udp || w.plain {
			continue
		}
		sealed := w
		sealed.Name, sealed.tls = w.Name+withTLS, true
		pairs = append(pairs, w, sealed)
	}
	if len(pairs) == 0 {
		return nil, errors.New("고른 방법에는 -tls가 없습니다. 폴링, 롱 폴링, SSE, WS 가운데에서 고르세요")
	}
	// 인증 기관이 없다면 지금 만든다. 서버 여럿이 한꺼번에 만들지 않게 한다.
	_, err = web.Trust(true)
	return pairs, err
}

func (w way) scheme() string {
	if w.tls {
		return "https"
	}
	return "http"
}

// poster는 메시지를 적는 HTTP 클라이언트이다. TLS이면 이 컴퓨터의 인증 기관만 믿고 HTTP/2로 말한다. 수업의
// 클라이언트가 하는 그대로이다.
func (w way) poster() *http.Client {
	trust, err := web.Trust(w.tls)
	if trust == nil || err != nil {
		return http.DefaultClient
	}
	return &http.Client{Transport: &http.Transport{TLSClientConfig: trust, ForceAttemptHTTP2: true}}
}

// dial은 addr에 붙는다. TLS이면 핸드셰이크까지 마친다. 말없는 클라이언트는 어느 방법이든 HTTP/1.1로 말한다.
func (w way) dial(addr string) (net.Conn, error) {
	trust, err := web.Trust(w.tls)
	if err != nil || trust == nil {
		return net.Dial("tcp", addr)
	}
	return tls.Dial("tcp", addr, trust)
}

var tlsHead = []string{"방법", "연결", "시작 ↑", "시작 ↓", "메시지 ↑", "메시지 ↓", "조용한 1분", "p50", "메모리", "CPU/1000개"}

// printTLS는 나란히 잰 것을 적는다. 요청과 빈 응답은 봉해져 있어서 중계가 세지 못한다.
func printTLS(out io.Writer, work job, rows []figures, wide bool) {
	table := [][]string{tlsHead}
	var troubles []string
	for _, r := range rows {
		if r.Trouble != "" {
			troubles = append(troubles, fmt.Sprintf("%s: 재지 못함. %s", r.Name, r.Trouble))
			continue
		}
		table = append(table, tlsCells(r))
	}
	if wide {
		fmt.Fprintf(out, "%s\n\n", strings.Join(append(conditionsTLS(work), troubles...), "  \n"))
		printMarkdown(out, table)
		fmt.Fprintf(out, "\n- %s\n", strings.Join(meaningTLS(rows), "\n- "))
		return
	}
	for _, sentence := range meaningTLS(rows) {
		fmt.Fprintln(out, wrap("- "+sentence, tableWidth, "  "))
	}
	fmt.Fprintln(out)
	printGrid(out, table)
	for _, line := range slices.Concat(troubles, []string{""}, conditionsTLS(work)) {
		fmt.Fprintln(out, wrap(line, tableWidth, "  "))
	}
}

func tlsCells(r figures) []string {
	b := r.bytesCells()
	return []string{r.Name, b[0], b[3], b[4], b[5], b[6], b[7], spread(r.P50, delay), kib(r.Memory.median()), brief(r.CPU, delay, "ms")}
}

func printMarkdown(out io.Writer, table [][]string) {
	for i, cells := range table {
		fmt.Fprintf(out, "| %s |\n", strings.Join(cells, " | "))
		if i == 0 {
			fmt.Fprintf(out, "|---|%s\n", strings.Repeat("--:|", len(cells)-1))
		}
	}
}

// conditionsTLS는 conditions에서 이 표에 맞지 않는 것을 바꾼 것이다.
func conditionsTLS(work job) []string {
	together := slices.IndexFunc(conditions(work), func(line string) bool { return strings.HasPrefix(line, "조용한") })
	return slices.Insert(conditions(work), together,
		"시작은 핸드셰이크부터 둘째 메시지를 보내기 직전까지이고, 메시지는 그 뒤에 보낸 메시지 하나에 든 것이다.",
		"TLS를 쓰는 줄에서 폴링, 롱 폴링, SSE의 클라이언트는 HTTP/2로, 나머지는 HTTP/1.1로 말한다. 메모리는 모두 HTTP/1.1로 쟀다.")
}

// meaningTLS는 나란한 두 줄의 차이를 문장으로 적는다. 둘 다 쟀을 때만 적는다.
func meaningTLS(rows []figures) (sentences []string) {
	measured, good := sound(rows)
	for _, plain := range good {
		sealed, found := measured[plain.Name+withTLS]
		if !found || len(plain.CPU) == 0 || len(sealed.CPU) == 0 {
			continue
		}
		text := fmt.Sprintf("%s TLS를 쓰면 메시지 하나에 ↑ %+.1f바이트, ↓ %+.1f바이트이고, 시작할 때 ↑ %+d바이트, ↓ %+d바이트이다.", topic(plain.Name),
			sealed.PerMessage[0]-plain.PerMessage[0], sealed.PerMessage[1]-plain.PerMessage[1], sealed.Setup[0]-plain.Setup[0], sealed.Setup[1]-plain.Setup[1])
		if slices.Max(plain.CPU) < slices.Min(sealed.CPU) {
			text += fmt.Sprintf(" CPU는 %.1f배를 썼다.", sealed.CPU.median()/plain.CPU.median())
		} else {
			text += " CPU는 흩어진 범위가 겹쳐서 가릴 수 없다."
		}
		sentences = append(sentences, text)
	}
	return sentences
}
