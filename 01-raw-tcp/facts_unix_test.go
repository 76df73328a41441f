//go:build unix

package main

import (
	"fmt"
	"net"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// Go는 Nagle 알고리즘을 꺼 둔다. 그래도 경계는 생기지 않는다(TestTenWritesOneRead).
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

// 먼저 닫은 쪽의 주소는 한동안 TIME-WAIT으로 남는다. 마지막 ACK를 다시 보낼 수 있고, 늦게 온 세그먼트가 새 연결에 섞이지 않는다.
func TestFirstToCloseWaits(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("커널의 연결 표를 파일로 읽을 수 있는 것은 Linux이다")
	}
	client, server := pair(t)
	client.Close()                       // 먼저 닫는다.
	server.Read(make([]byte, 1))         // FIN이 온 것을 보고
	server.Close()                       // 나중에 닫는다.
	mine := state(t, client.LocalAddr()) // 닫은 뒤에도 주소는 안다.
	theirs := state(t, server.LocalAddr())
	t.Logf("먼저 닫은 쪽: %s, 나중에 닫은 쪽: %s", mine, theirs)
	if mine != "TIME-WAIT" || theirs != "없음" {
		t.Error("짐작과 다르다")
	}
}

// state는 커널의 표에서 addr의 연결을 찾는다. 표의 주소는 16진수이다.
func state(t *testing.T, addr net.Addr) string {
	t.Helper()
	table, err := os.ReadFile("/proc/net/tcp")
	if err != nil {
		t.Skip(err)
	}
	const timeWait, listen = "06", "0A"
	port := fmt.Sprintf("0100007F:%04X", addr.(*net.TCPAddr).Port)
	for line := range strings.Lines(string(table)) {
		if field := strings.Fields(line); field[1] == port && field[3] != listen {
			if field[3] == timeWait {
				return "TIME-WAIT"
			}
			return field[3]
		}
	}
	return "없음"
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
