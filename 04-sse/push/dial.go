package push

import (
	"fmt"
	"net"
	"net/netip"
	"syscall"
)

// inside는 인터넷에 열려 있지 않은 IPv4 주소들이다(IANA의 특수 목적 주소 목록, RFC 6890).
var inside = prefixes("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
	"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
	"224.0.0.0/4", "240.0.0.0/4")

// IPv6는 거꾸로, 인터넷에 열린 것(2000::/3)만 적는다. 그 안에서 보기(documentation)와, IPv4를 속에 담는 것은 뺀다.
var (
	outside6 = netip.MustParsePrefix("2000::/3")
	inside6  = prefixes("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)

func prefixes(texts ...string) (all []netip.Prefix) {
	for _, text := range texts {
		all = append(all, netip.MustParsePrefix(text))
	}
	return all
}

// isPublic은 addr가 인터넷에 열린 주소인지이다. IPv4를 IPv6로 적은 것(::ffff:127.0.0.1)은 IPv4로 본다.
func isPublic(addr netip.Addr) bool {
	addr = addr.Unmap()
	none := inside
	if addr.Is6() {
		if !outside6.Contains(addr) {
			return false
		}
		none = inside6
	}
	for _, prefix := range none {
		if prefix.Contains(addr) {
			return false
		}
	}
	return addr.IsValid()
}

// onlyPublic은 net.Dialer의 Control이다. 소켓을 만든 다음, 붙기 바로 앞에서 불린다.
//
// 구독은 누구나 지어낼 수 있다. endpoint에 공유기나 이 컴퓨터의 다른 서버를 적으면, 이 서버가 대신 그리로 POST를
// 보내게 된다(SSRF). 이름을 미리 찾아 살피는 것으로는 모자란다. 붙을 때 다시 찾은 주소는 다를 수 있다.
func onlyPublic(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil || !isPublic(to.Addr()) {
		return fmt.Errorf("%s는 인터넷의 푸시 서비스가 아닙니다", address)
	}
	return nil
}

// orLoopback은 이 컴퓨터 안의 주소도 받는다. 테스트의 푸시 서비스가 거기에 있다.
func orLoopback(network, address string, conn syscall.RawConn) error {
	if to, err := net.ResolveTCPAddr(network, address); err == nil && to.IP.IsLoopback() {
		return nil
	}
	return onlyPublic(network, address, conn)
}
