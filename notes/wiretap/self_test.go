package main

import (
	"context"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"
)

// 제 주소를 엿보면 연결 하나가 끝없이 새 연결을 부른다. 어떤 이름으로 불러도 켜지 않는다.
func TestRefusesItself(t *testing.T) {
	for _, udp := range []bool{false, true} {
		addr := freePort(t, udp)
		_, port, _ := net.SplitHostPort(addr)
		for _, host := range []string{"localhost", "LOCALHOST", "0.0.0.0", "[::]", "127.0.0.1", "127.0.0.2", "[::1]", ""} {
			for _, to := range []string{host + ":" + port, host + ":0" + port} {
				ctx, stop := context.WithTimeout(t.Context(), 5*time.Second) // 거절하지 않으면 켜진 채로 있다.
				err := run(ctx, options{to: to, addr: addr, udp: udp}, io.Discard, io.Discard)
				stop()
				if err == nil || !strings.Contains(err.Error(), "자신의 것") {
					t.Errorf("UDP %v, -to %s: %v", udp, to, err)
				}
			}
		}
	}
}

// freePort는 방금까지 비어 있던 주소를 준다.
func freePort(t *testing.T, udp bool) string {
	t.Helper()
	if udp {
		conn, err := net.ListenPacket("udp", loopback(t))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		return conn.LocalAddr().String()
	}
	ln, err := net.Listen("tcp", loopback(t))
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().String()
}

// 모든 주소에서 듣고 있으면, 이 컴퓨터의 어떤 주소로 붙어도 자신이다. 다른 컴퓨터나 다른 포트는 아니다.
func TestNotItself(t *testing.T) {
	everywhere, loop := net.IPv6unspecified, net.IPv4(127, 0, 0, 1)
	elsewhere := net.IPv4(192, 0, 2, 1) // 문서에만 쓰는 주소. RFC 5737
	type check struct {
		own    net.IP
		to     string
		itself bool
	}
	checks := []check{
		{everywhere, "localhost:9000", true}, {everywhere, "0.0.0.0:9000", true}, {everywhere, "192.0.2.1:9000", false},
		{loop, "192.0.2.1:9000", false}, {loop, "localhost:9001", false}, {loop, "[::]:9001", false},
		{elsewhere, "192.0.2.1:9000", true}, {elsewhere, "localhost:9000", false}, {elsewhere, "0.0.0.0:9000", false},
	}
	if name, err := os.Hostname(); err == nil {
		if _, err := net.LookupIP(name); err == nil { // 제 이름을 모르는 컴퓨터도 있다. 그러면 그 이름으로 붙지도 못한다.
			checks = append(checks, check{everywhere, name + ":9000", true}, check{everywhere, strings.ToUpper(name) + ":9000", true})
		}
	}
	addrs, _ := net.InterfaceAddrs()
	for _, addr := range addrs {
		if local, ok := addr.(*net.IPNet); ok {
			checks = append(checks, check{everywhere, net.JoinHostPort(local.IP.String(), "9000"), true})
		}
	}
	for _, c := range checks {
		for _, own := range []net.Addr{&net.TCPAddr{IP: c.own, Port: 9000}, &net.UDPAddr{IP: c.own, Port: 9000}} {
			if err := notItself(t.Context(), own, c.to); (err != nil) != c.itself {
				t.Errorf("%v에서 들으며 -to %s: %v", own, c.to, err)
			}
		}
	}
}
