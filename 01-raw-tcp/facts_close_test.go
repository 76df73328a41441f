package main

import (
	"io"
	"net"
	"testing"
	"time"
)

// 이 파일의 테스트는 노트의 "더 알기"에서 닫기를 말하는 것이다. t.Log가 찍는 글을 노트가 옮겨 적는다.

// 한쪽만 끝낼 수 있다. FIN은 "더 보낼 것이 없다"이지 "그만 듣겠다"가 아니다.
func TestOneSideMayFinish(t *testing.T) {
	client, server := pair(t)
	io.WriteString(client, "다 보냈습니다")
	client.CloseWrite()
	asked, err := io.ReadAll(server)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(server, "그래도 제 말은 들립니다")
	server.Close()
	answer, err := io.ReadAll(client)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("서버가 끝까지 읽은 것 %q, 그 뒤에 클라이언트가 받은 것 %q", asked, answer)
	if string(asked) != "다 보냈습니다" || string(answer) != "그래도 제 말은 들립니다" {
		t.Error("한쪽을 끝냈더니 다른 쪽도 끝났다")
	}
}

// CloseWrite와 Close의 FIN은 똑같이 보인다. 그 뒤에 데이터를 보내 보아야 다르다. Close한 쪽은 RST로 답한다.
func TestFINLooksTheSame(t *testing.T) {
	for _, test := range []struct {
		name   string
		finish func(*net.TCPConn) error
		want   string
	}{
		{"CloseWrite", (*net.TCPConn).CloseWrite, "데이터가 닿음"},
		{"Close", (*net.TCPConn).Close, "RST를 받아 쓰기가 실패함"},
	} {
		client, server := pair(t)
		test.finish(client)
		_, fin := server.Read(make([]byte, 1))
		then := sayMore(t, server, client)
		t.Logf("%s: 상대가 읽은 것 %v, 상대가 더 보내면 %s", test.name, fin, then)
		if fin != io.EOF || then != test.want {
			t.Errorf("%q를 바랐다", test.want)
		}
	}
}

// sayMore는 server가 더 보내 보고, client에 닿았는지 본다. RST는 첫 쓰기의 답으로 오므로 그다음 쓰기가 실패한다.
func sayMore(t *testing.T, server, client *net.TCPConn) string {
	t.Helper()
	const words = "듣고 있나요"
	io.WriteString(server, words)
	if _, err := io.ReadFull(client, make([]byte, len(words))); err == nil {
		return "데이터가 닿음"
	}
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); {
		if _, err := io.WriteString(server, words); err != nil {
			return "RST를 받아 쓰기가 실패함"
		}
	}
	return "끝내 모름"
}
