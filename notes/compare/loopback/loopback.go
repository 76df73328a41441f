// Package loopback은 이 컴퓨터 안에서만 듣는 소켓을 빈 포트에 연다. IPv4가 없는 컴퓨터에서는 IPv6를 쓴다.
package loopback

import "net"

// Listen은 TCP 리스너를 연다.
func Listen() (net.Listener, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return net.Listen("tcp", "[::1]:0")
	}
	return ln, nil
}

// ListenUDP는 UDP 소켓을 연다.
func ListenUDP() (*net.UDPConn, error) {
	conn, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv6loopback})
	}
	return conn, nil
}
