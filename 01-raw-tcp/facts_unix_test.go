//go:build unix

package main

import (
	"fmt"
	"net"
	"os"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Go는 Nagle 알고리즘을 꺼 둔다. 그래도 경계는 생기지 않는다(TestTenWritesHowManyReads).
func TestNagleIsOff(t *testing.T) {
	client, _ := pair(t)
	var off int
	control(t, client, func(fd int) (err error) {
		off, err = syscall.GetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_NODELAY)
		return err
	})
	t.Logf("TCP_NODELAY = %v", off != 0)
	if off == 0 {
		t.Error("Nagle 알고리즘이 켜져 있다")
	}
}

// 연결은 한쪽씩 끝난다. 먼저 닫은 쪽의 주소는 한동안 TIME-WAIT으로 남는다. 마지막 ACK를 다시 보낼 수 있고,
// 늦게 온 세그먼트가 새 연결에 섞이지 않는다.
func TestFirstToCloseWaits(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("커널의 연결 표를 파일로 읽을 수 있는 것은 Linux이다")
	}
	client, server := pair(t)
	client.Close() // FIN
	mine, theirs := becomes(t, client, "FIN-WAIT-2"), becomes(t, server, "CLOSE-WAIT")
	t.Logf("한쪽만 닫았을 때: %s, %s", mine, theirs)
	server.Close() // FIN. 저쪽 커널이 ACK를 보낸다.
	mine, theirs = becomes(t, client, "TIME-WAIT"), becomes(t, server, "없음")
	t.Logf("둘 다 닫았을 때: %s, %s", mine, theirs)
	if !regexp.MustCompile(`\((60|5\d)초 남음\)$`).MatchString(mine) {
		t.Error("TIME-WAIT이 60초가 아니다")
	}
}

// becomes는 conn의 상태가 want가 될 때까지 기다린다. ACK는 커널이 조금 뒤에 보낸다.
func becomes(t *testing.T, conn *net.TCPConn, want string) (now string) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); {
		if now = state(t, conn); strings.HasPrefix(now, want) {
			return now
		}
	}
	t.Fatalf("%s를 바랐는데 %s이다", want, now)
	return now
}

// states는 커널의 표에 적힌 상태의 번호이다.
var states = map[string]string{"05": "FIN-WAIT-2", "06": "TIME-WAIT", "08": "CLOSE-WAIT"}

// state는 커널의 표에서 conn을 찾는다. 닫은 뒤에도 주소는 안다. 표의 수는 16진수이고, 시간의 단위는 100분의 1초이다.
func state(t *testing.T, conn *net.TCPConn) string {
	t.Helper()
	table, err := os.ReadFile("/proc/net/tcp")
	if err != nil {
		t.Skip(err)
	}
	hex := func(addr net.Addr) string { return fmt.Sprintf("0100007F:%04X", addr.(*net.TCPAddr).Port) }
	for line := range strings.Lines(string(table)) {
		field := strings.Fields(line)
		if field[1] != hex(conn.LocalAddr()) || field[2] != hex(conn.RemoteAddr()) {
			continue
		}
		if field[3] != "06" {
			return states[field[3]]
		}
		_, timer, _ := strings.Cut(field[5], ":")
		left, _ := strconv.ParseInt(timer, 16, 64)
		return fmt.Sprintf("TIME-WAIT (%d초 남음)", (left+99)/100)
	}
	return "없음"
}

// 세그먼트 하나는 MTU보다 작다. 헤더도 그 안에 들어가야 한다.
func TestSegmentsFitTheMTU(t *testing.T) {
	client, _ := pair(t)
	var segment int
	control(t, client, func(fd int) (err error) {
		segment, err = syscall.GetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_MAXSEG)
		return err
	})
	mtu := interfaceOf(t, client.LocalAddr().(*net.TCPAddr).IP).MTU
	t.Logf("루프백의 MTU: %d바이트, 세그먼트 하나가 나르는 데이터: 많아야 %d바이트", mtu, segment)
	if segment <= 0 || segment > mtu-40 {
		t.Error("IP와 TCP의 헤더 40바이트가 들어갈 자리가 없다")
	}
}

func control(t *testing.T, conn *net.TCPConn, do func(fd int) error) {
	t.Helper()
	raw, err := conn.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var failed error
	if err := raw.Control(func(fd uintptr) { failed = do(int(fd)) }); err != nil || failed != nil {
		t.Fatal(err, failed)
	}
}
