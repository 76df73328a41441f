package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"syscall"
)

// onlyHere는 to가 이 컴퓨터의 서버인지 본다. 남의 서버와 나누는 말을 여는 도구가 되어서는 안 된다.
// 호스트가 비어 있으면 localhost를 채워 돌려준다.
func onlyHere(ctx context.Context, to string) (string, error) {
	host, port, err := net.SplitHostPort(to)
	if err != nil {
		return "", err
	}
	if host == "" {
		host = "localhost"
	}
	ips, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return "", fmt.Errorf("서버의 이름 찾기: %w", err)
	}
	for _, ip := range ips {
		if !isHere(ip) {
			return "", fmt.Errorf("-open은 이 컴퓨터의 서버에만 쓸 수 있습니다. %s의 주소 %s는 다른 컴퓨터의 것입니다", to, ip)
		}
	}
	return net.JoinHostPort(host, port), nil
}

func isHere(ip netip.Addr) bool {
	ip = ip.Unmap()
	return ip.IsLoopback() || ip.IsUnspecified() || ofThisComputer(ip.AsSlice())
}

// refuseOthers는 붙기 직전에 한 번 더 본다. 켤 때와 지금, 같은 이름의 주소가 다를 수 있다.
func refuseOthers(_, address string, _ syscall.RawConn) error {
	if to, err := netip.ParseAddrPort(address); err != nil || !isHere(to.Addr()) {
		return fmt.Errorf("%s는 다른 컴퓨터의 주소라서 붙지 않음", address)
	}
	return nil
}

// clientRefusal은 클라이언트와 핸드셰이크를 마치지 못한 이유이다. alert는 클라이언트가 봉하지 않고 보낸 경고이다.
//
// TLS 1.3에서 거절하는 클라이언트는 둘로 나뉜다. Go는 경고를 봉해서 보내므로 crypto/tls가 풀어 준다. OpenSSL은 봉하지
// 않고 보내므로 crypto/tls는 바뀐 레코드로 여긴다. 그때는 우리가 본 것이 이유이다.
func clientRefusal(err error, alert byte) string {
	var remote *net.OpError
	var plain tls.RecordHeaderError
	switch {
	case alert != 0:
		return alerted(alert)
	case errors.As(err, &remote) && remote.Op == "remote error":
		// crypto/tls는 경고의 번호를 밖에서 쓸 수 없는 형에 담는다. %d로 적으면 번호이다.
		kind, _ := strconv.ParseUint(fmt.Sprintf("%d", remote.Err), 10, 8)
		return alerted(byte(kind))
	case errors.As(err, &plain):
		return "클라이언트가 TLS로 말하지 않음. 주소를 https나 wss로 시작해야 함"
	}
	return fmt.Sprintf("클라이언트와 핸드셰이크를 마치지 못함: %v", err)
}

func alerted(kind byte) string {
	text := "클라이언트가 경고(Alert)를 보내고 그만둠: " + alertName(kind)
	if kind == 42 || kind == 46 || kind == 48 { // bad_certificate, certificate_unknown, unknown_ca
		text += ". 이 컴퓨터의 인증 기관을 믿지 않음"
	}
	return text
}

// serverRefusal은 서버에 붙지 못한 이유이다.
func serverRefusal(err error) string {
	var plain tls.RecordHeaderError
	var unknown x509.UnknownAuthorityError
	switch {
	case errors.As(err, &plain):
		return "서버가 TLS로 답하지 않음. 서버를 -tls로 켜야 함"
	case errors.As(err, &unknown):
		return "서버의 인증서가 이 컴퓨터의 인증 기관이 서명한 것이 아님. 그래서 믿지 않음"
	}
	return fmt.Sprintf("서버와 핸드셰이크를 마치지 못함: %v", err)
}
