package class

import (
	"net"
	"slices"
	"strings"
)

// Likely는 hosts(HOST:PORT)에서 휴대 전화가 닿을 만한 주소를 앞에 놓는다. 컴퓨터에는 가상 머신이나 유선처럼
// 교실의 무선이 아닌 주소도 있다. 밖으로 나갈 때 쓰는 주소가 대개 교실의 주소이다.
func Likely(hosts []string) []string {
	// UDP 소켓은 연결해도 패킷을 보내지 않는다. 어느 주소로 나갈지만 정해진다. 192.0.2.1은 문서에만 쓰는 주소이다(RFC 5737).
	conn, err := net.Dial("udp4", "192.0.2.1:9")
	if err != nil {
		return hosts // 네트워크가 없다.
	}
	defer conn.Close()
	mine, _, _ := net.SplitHostPort(conn.LocalAddr().String())
	sorted := slices.Clone(hosts)
	slices.SortStableFunc(sorted, func(a, b string) int { return rank(a, mine) - rank(b, mine) })
	return sorted
}

// rank는 앞에 놓을수록 작다. localhost는 다른 기기에서 그 기기 자신이라서 맨 뒤이다.
func rank(host, mine string) int {
	switch {
	case strings.HasPrefix(host, mine+":"):
		return 0
	case strings.HasPrefix(host, "localhost:"), strings.HasPrefix(host, "127."):
		return 2
	}
	return 1
}
