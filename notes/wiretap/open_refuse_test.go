package main

import (
	"net"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
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
