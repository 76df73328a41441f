package main

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
)

// notItself는 제 주소를 엿보려는 것인지 본다. 그러면 연결 하나가 끝없이 새 연결을 부른다.
// own은 wiretap이 듣는 주소이다.
func notItself(ctx context.Context, own net.Addr, to string) error {
	host, port, _ := net.SplitHostPort(to)
	listening := own.(interface{ AddrPort() netip.AddrPort }).AddrPort()
	if number, err := strconv.Atoi(port); err != nil || number != int(listening.Port()) {
		return nil // 포트가 다르면 이름을 물어볼 것도 없다.
	}
	if host == "" {
		host = "localhost"
	}
	// 이름은 여럿이다: LOCALHOST, 컴퓨터의 이름, hosts 파일에 적은 것. 그래서 이름이 아니라 주소를 비교한다.
	// 찾지 못한 이름에는 어차피 붙지 못한다.
	ips, _ := net.DefaultResolver.LookupIP(ctx, "ip", host)
	if slices.ContainsFunc(ips, func(ip net.IP) bool { return reaches(listening.Addr().AsSlice(), ip) }) {
		return fmt.Errorf("-to에 적은 주소(%s)는 wiretap 자신의 것입니다. 엿볼 서버의 주소를 적으세요", to)
	}
	return nil
}

// reaches는 ip에 붙으면 own에서 듣는 소켓에 닿는지 본다. 0.0.0.0이나 ::에 붙는 것은 루프백에 붙는 것이고,
// 거기서 듣는 것은 이 컴퓨터의 모든 주소에서 듣는 것이다.
func reaches(own, ip net.IP) bool {
	loopback := ip.IsLoopback() || ip.IsUnspecified()
	switch {
	case own.IsLoopback():
		return loopback
	case own.IsUnspecified():
		return loopback || ofThisComputer(ip)
	}
	return own.Equal(ip)
}

func ofThisComputer(ip net.IP) bool {
	addrs, _ := net.InterfaceAddrs()
	return slices.ContainsFunc(addrs, func(addr net.Addr) bool {
		local, ok := addr.(*net.IPNet)
		return ok && local.IP.Equal(ip)
	})
}
