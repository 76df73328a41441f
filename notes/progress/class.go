package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"socketworkbook/internal/lesson"
	"socketworkbook/internal/web"
)

// class는 결과를 알릴 교실이다. 학생이 -class를 적었을 때만 알린다.
type class struct {
	addr, word string
	tls        bool // 교사가 교실을 -tls로 켰다
}

// parseClass는 192.168.0.7:8006/abcd처럼 적은 교실의 주소와 방 낱말을 읽는다. https://로 시작하면 TLS로 말한다.
func parseClass(text string) (class, error) {
	rest, secure := strings.CutPrefix(text, "https://")
	addr, word, ok := strings.Cut(strings.TrimPrefix(rest, "http://"), "/")
	if !ok || word == "" {
		return class{}, fmt.Errorf("-class %q: 벽에 적힌 주소와 방 낱말을 192.168.0.7:8006/abcd처럼 적으세요", text)
	}
	if err := lesson.CheckAddr(addr); err != nil {
		return class{}, err
	}
	return class{addr, strings.TrimPrefix(word, "class#"), secure}, nil // QR 코드의 주소를 그대로 적어도 된다.
}

// report는 교실에 알리는 것의 전부이다. 이름도, 적은 코드도 없다.
type report struct {
	Word    string   `json:"word"`
	Student string   `json:"student"` // 다시 알려도 같은 줄이 되게 하는 글. 누구인지는 알 수 없다
	Tasks   []string `json:"tasks"`
	Done    string   `json:"done"` // 연습마다 풀었으면 1, 아니면 0
}

// student는 이 컴퓨터의 이름과 폴더와 방 낱말을 섞은 해시이다. 다음 수업에서는 방 낱말이 달라서 이 글도 다르다.
func (c class) student(root string) string {
	computer, _ := os.Hostname() // 모르면 빈 문자열이어도 된다.
	return fmt.Sprintf("%x", sha256.Sum256([]byte(computer+"\n"+root+"\n"+c.word)))[:16]
}

// client는 교실에 말할 HTTP 클라이언트이다. TLS이면 운영 체제가 믿는 인증 기관과, 이 컴퓨터의 것을 믿는다.
// 앞의 것은 학생이 교사의 인증 기관을 믿게 한 컴퓨터이고, 뒤의 것은 교사의 컴퓨터이다.
func (c class) client() (client *http.Client, scheme string, err error) {
	if !c.tls {
		return http.DefaultClient, "http://", nil
	}
	trusted, err := x509.SystemCertPool()
	if err != nil {
		return nil, "", fmt.Errorf("인증 기관의 목록 읽기: %w", err)
	}
	own, err := web.OpenAuthority()
	if err != nil {
		return nil, "", err
	}
	certificate, err := os.ReadFile(own.File())
	if err != nil {
		return nil, "", err
	}
	trusted.AppendCertsFromPEM(certificate)
	return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted}}}, "https://", nil
}

// tell은 chapters의 결과를 교실에 알린다.
func (c class) tell(ctx context.Context, root string, chapters []chapter) error {
	r := report{Word: c.word, Student: c.student(root)}
	for _, chapter := range chapters {
		for _, t := range chapter.tasks {
			r.Tasks = append(r.Tasks, chapter.lesson+"/exercise/"+t.file)
			r.Done += map[bool]string{true: "1", false: "0"}[t.solved]
		}
	}
	body, _ := json.Marshal(r) // 글만 있어서 실패하지 않는다.
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	client, scheme, err := c.client()
	if err != nil {
		return fmt.Errorf("교실에 알리기: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, scheme+c.addr+"/class/progress", bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("교실에 알리기: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := client.Do(request)
	if errors.As(err, new(x509.UnknownAuthorityError)) {
		return errors.New("교실에 알리기: 교사의 인증 기관을 이 컴퓨터가 믿지 않습니다. notes/tls.md처럼 믿게 하거나, 교실을 -tls 없이 켜 달라고 하세요")
	}
	if err != nil {
		return fmt.Errorf("교실에 알리기: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusNoContent {
		return nil
	}
	var refused struct{ Error string }
	if json.NewDecoder(http.MaxBytesReader(nil, response.Body, 4<<10)).Decode(&refused) != nil || refused.Error == "" {
		refused.Error = "그 주소에 교실이 없습니다. 교사가 -class로 켰는지 보세요."
	}
	return fmt.Errorf("교실에 알리기: %s", refused.Error)
}
