package main

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

// 남의 컴퓨터로 가는 말은 열지 않는다. 한 문장으로 거절하고 끝난다.
func TestOpenRefusesOtherComputers(t *testing.T) {
	lessontest.OwnConfig(t)
	for _, to := range []string{"192.0.2.1:443", "[2001:db8::1]:443"} { // 문서에만 쓰는 주소
		_, stderr, code := lessontest.Run(t, "", "-open", "-to", to, "-addr", "localhost:0")
		if code != 1 || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "-open은 이 컴퓨터의 서버에만 쓸 수 있습니다. "+to) {
			t.Errorf("%s: 상태 %d, %s", to, code, stderr)
		}
	}
	_, stderr, code := lessontest.Run(t, "", "-open", "-udp", "-to", "localhost:8002", "-addr", "localhost:0")
	if code != 1 || !strings.Contains(stderr, "-udp와 함께 쓸 수 없습니다") {
		t.Errorf("-udp: 상태 %d, %s", code, stderr)
	}
}

// 켤 때는 이 컴퓨터의 것이던 이름이 나중에 남의 주소가 되어도 붙지 않는다.
func TestRefuseOthers(t *testing.T) {
	here := []string{"127.0.0.1:443", "[::1]:443", "127.0.0.2:443", "[::ffff:127.0.0.1]:443"}
	addrs, _ := net.InterfaceAddrs()
	for _, addr := range addrs {
		if local, ok := addr.(*net.IPNet); ok {
			here = append(here, net.JoinHostPort(local.IP.String(), "443"))
		}
	}
	for _, addr := range here {
		if err := refuseOthers("tcp", addr, nil); err != nil {
			t.Errorf("%s: %v", addr, err)
		}
	}
	for _, addr := range []string{"192.0.2.1:443", "[2001:db8::1]:443", "?", ""} {
		if err := refuseOthers("tcp", addr, nil); err == nil {
			t.Errorf("%s에 붙으려 한다", addr)
		}
	}
}

// 사용자가 하듯 켜고 Ctrl-C로 끝낸다. 핸드셰이크를 하다 만 연결과 조용한 연결이 열려 있어도 끝난다.
func TestCtrlCWithOpenedConnections(t *testing.T) {
	lessontest.OwnConfig(t)
	server := secureEcho(t)
	p := lessontest.Start(t, "-open", "-to", server, "-addr", "localhost:0")
	trust, err := web.Trust(true)
	if err != nil {
		t.Fatal(err)
	}
	trust.ServerName = "localhost"
	for _, says := range []string{"", "\x16\x03\x01"} {
		conn, err := net.Dial("tcp", p.Addr)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		io.WriteString(conn, says)
	}
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	conn, err := (&tls.Dialer{Config: trust}).DialContext(ctx, "tcp", p.Addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	endsWell(t, p)
}
