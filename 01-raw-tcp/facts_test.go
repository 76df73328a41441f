package main

import (
	"fmt"
	"io"
	"net"
	"strings"
	"testing"

	"socketworkbook/internal/lesson"
	"socketworkbook/internal/lesson/lessontest"
)

// 이 파일의 테스트는 노트의 "옛 노트 바로잡기"와 "더 알기"가 보여 주는 것이다. t.Log가 찍는 글을 노트가 옮겨 적는다.

// 소켓은 네트워크 카드가 없어도 있다.
func TestSocketNeedsNoCard(t *testing.T) {
	client, server := pair(t)
	if _, err := io.WriteString(client, "안녕"); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 6)
	if _, err := io.ReadFull(server, got); err != nil {
		t.Fatal(err)
	}
	card := interfaceOf(t, client.LocalAddr().(*net.TCPAddr).IP)
	t.Logf("%q가 127.0.0.1에서 127.0.0.1로 갔다", got)
	t.Logf("그 주소의 인터페이스: loopback %v, 하드웨어 주소 %q", card.Flags&net.FlagLoopback != 0, card.HardwareAddr)
	if card.Flags&net.FlagLoopback == 0 || len(card.HardwareAddr) != 0 {
		t.Error("네트워크 카드를 지났다")
	}
}

func interfaceOf(t *testing.T, ip net.IP) net.Interface {
	t.Helper()
	all, err := net.Interfaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, card := range all {
		addrs, _ := card.Addrs()
		for _, addr := range addrs {
			if own, ok := addr.(*net.IPNet); ok && own.IP.Equal(ip) {
				return card
			}
		}
	}
	t.Fatalf("%s를 가진 인터페이스가 없다", ip)
	return net.Interface{}
}

// 듣는 소켓이 없는 포트에는 붙지 못한다. 데이터를 보내 보기도 전에 안다.
func TestHandshakeComesFirst(t *testing.T) {
	_, err := net.Dial("tcp", lessontest.ClosedPort(t))
	t.Logf("듣는 프로그램이 없는 포트: 거절됨 %v", lesson.IsRefused(err))
	if !lesson.IsRefused(err) {
		t.Error(err)
	}
	// 듣는 소켓만 있으면 Accept를 부르기 전에도 붙는다. 세 번의 인사는 커널끼리 한다.
	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	conn, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
	t.Log("Accept를 부르지 않은 서버: 붙었음")
}

// 똑같이 열 번을 써도 몇 번에 읽힐지는 알 수 없다. 읽는 때가 정한다.
func TestTenWritesHowManyReads(t *testing.T) {
	t.Logf("다 쓰기를 기다렸다가 읽으면: %d번", readAfterAll(t))
	if each := readsOf(t, true); each == 10 {
		t.Logf("쓸 때마다 읽으면: %d번", each)
	} else {
		t.Errorf("쓸 때마다 읽었는데 %d번이다", each)
	}
	times := map[int]int{}
	for range 200 {
		times[readsOf(t, false)]++
	}
	var seen []string
	for reads := 1; reads <= 10; reads++ {
		if times[reads] > 0 {
			seen = append(seen, fmt.Sprintf("%d번에 읽힌 일이 %d번", reads, times[reads]))
		}
	}
	t.Logf("쓰는 동안 함께 읽기를 200번: %s", strings.Join(seen, ", "))
}

// readAfterAll은 열 번 쓴 것이 한 번에 읽힐 때까지 되풀이한다. 도착하는 중에 읽으면 더 나뉠 수도 있다.
func readAfterAll(t *testing.T) (reads int) {
	for range 1000 {
		client, server := pair(t)
		for i := range 10 {
			fmt.Fprintf(client, "Hello %d ", i)
		}
		if n, err := server.Read(make([]byte, 1000)); n == 80 && err == nil {
			return 1
		}
	}
	t.Error("한 번도 한꺼번에 오지 않았다")
	return 0
}

// readsOf는 열 번 쓴 80바이트를 몇 번에 읽었는지이다. inTurn이면 쓸 때마다 읽기를 기다린다.
func readsOf(t *testing.T, inTurn bool) (reads int) {
	client, server := pair(t)
	defer client.Close()
	defer server.Close()
	turn := make(chan bool, 10)
	go func() {
		for i := range 10 {
			fmt.Fprintf(client, "Hello %d ", i)
			if inTurn {
				<-turn
			}
		}
	}()
	for got := 0; got < 80; reads++ {
		n, err := server.Read(make([]byte, 1000))
		if err != nil {
			t.Fatal(err)
		}
		got += n
		turn <- true
	}
	return reads
}

// pair는 서로 붙은 TCP 연결의 두 끝이다.
func pair(t *testing.T) (client, server *net.TCPConn) {
	t.Helper()
	ln, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	near, err := net.Dial("tcp4", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { near.Close() })
	far, err := ln.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { far.Close() })
	return near.(*net.TCPConn), far.(*net.TCPConn)
}
