package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"socketworkbook/internal/lesson"
)

// class는 결과를 알릴 교실이다. 학생이 -class를 적었을 때만 알린다.
type class struct{ addr, word string }

// parseClass는 192.168.0.7:8006/abcd처럼 적은 교실의 주소와 방 낱말을 읽는다.
func parseClass(text string) (class, error) {
	addr, word, ok := strings.Cut(strings.TrimPrefix(text, "http://"), "/")
	if !ok || word == "" {
		return class{}, fmt.Errorf("-class %q: 벽에 적힌 주소와 방 낱말을 192.168.0.7:8006/abcd처럼 적으세요", text)
	}
	if err := lesson.CheckAddr(addr); err != nil {
		return class{}, err
	}
	return class{addr, strings.TrimPrefix(word, "class#")}, nil // QR 코드의 주소를 그대로 적어도 된다.
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
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+c.addr+"/class/progress", bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("교실에 알리기: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
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
