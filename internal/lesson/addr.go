package lesson

import (
	"fmt"
	"net"
	"strconv"
)

// Hosts는 클라이언트가 쓸 수 있는 HOST:PORT들이다. 첫째는 이 컴퓨터에서 쓸 주소이고, 나머지는 같은
// 네트워크의 다른 기기가 쓸 주소이다. 나머지는 모든 주소에서 듣고 있을 때만 있다.
//
// asked는 -addr로 청한 주소, bound는 실제로 묶인 주소이다. 포트 0을 청하면 둘의 포트가 다르다.
// 호스트는 청한 대로 적는다. 브라우저의 쿠키는 localhost와 127.0.0.1을 다른 곳으로 본다.
func Hosts(asked string, bound net.Addr) []string {
	var ip net.IP
	var port int
	switch a := bound.(type) {
	case *net.TCPAddr:
		ip, port = a.IP, a.Port
	case *net.UDPAddr:
		ip, port = a.IP, a.Port
	}
	at := func(host string) string { return net.JoinHostPort(host, strconv.Itoa(port)) }
	if !ip.IsUnspecified() {
		host, _, _ := net.SplitHostPort(asked)
		return []string{at(host)}
	}
	hosts := []string{at("localhost")}
	locals, _ := net.InterfaceAddrs()
	for _, local := range locals {
		if local, ok := local.(*net.IPNet); ok && local.IP.IsGlobalUnicast() && local.IP.To4() != nil {
			hosts = append(hosts, at(local.IP.String()))
		}
	}
	return hosts
}

// CheckAddr는 addr가 붙을 수 있는 HOST:PORT인지 본다. 주소 앞에 http://를 붙이거나 포트를 빠뜨리면,
// HTTP의 클라이언트는 엉뚱한 곳을 찾아가고 엉뚱한 이유를 알린다.
func CheckAddr(addr string) error {
	_, port, err := net.SplitHostPort(addr)
	if err == nil {
		if _, bad := strconv.ParseUint(port, 10, 16); bad != nil {
			err = &net.AddrError{Err: "포트는 65535까지의 수여야 합니다", Addr: addr}
		}
	}
	if err != nil {
		return fmt.Errorf("주소 읽기: %w", err)
	}
	return nil
}
