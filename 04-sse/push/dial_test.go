package push

import (
	"net/netip"
	"strings"
	"testing"
	"time"
)

// 인터넷에 열린 주소에만 붙는다. IPv4를 IPv6로 적어도 속지 않는다.
func TestOnlyPublicAddresses(t *testing.T) {
	for _, address := range strings.Fields(`
		0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.255 169.254.169.254 172.16.0.1 172.31.255.255
		192.0.0.1 192.0.2.1 192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
		:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:192.168.0.1 ::ffff:0.0.0.0 ::ffff:169.254.169.254 64:ff9b::7f00:1 64:ff9b:1::1
		100::1 2001::1 2001:db8::1 2002:7f00:1::1 3fff::1 fc00::1 fd00::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1`) {
		if isPublic(netip.MustParseAddr(address)) {
			t.Errorf("%s에 붙는다", address)
		}
		if err := onlyPublic("tcp", netip.AddrPortFrom(netip.MustParseAddr(address), 443).String(), nil); err == nil || !strings.HasSuffix(err.Error(), "인터넷의 푸시 서비스가 아닙니다") {
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, address := range strings.Fields(`1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 172.15.0.1 172.32.0.1 192.167.0.1 223.255.255.255
		::ffff:8.8.8.8 2001:200::1 2606:4700::1111 2a00:1450::1`) {
		if !isPublic(netip.MustParseAddr(address)) {
			t.Errorf("%s에 붙지 않는다", address)
		}
	}
	if isPublic(netip.Addr{}) || onlyPublic("tcp", "push.example:443", nil) == nil || orLoopback("tcp", "192.168.0.1:443", nil) == nil {
		t.Error("주소가 아닌 것이나 안쪽의 주소에 붙는다")
	}
}

// 이름이 이 컴퓨터를 가리켜도, 붙을 때의 주소를 보므로 보내지 않는다. 테스트의 스위치가 없는 Pusher이다.
func TestForgedEndpoints(t *testing.T) {
	p, service := subscribed(t)
	p.Client = New().Client
	p.patience = 5 * time.Second
	_, port, _ := strings.Cut(strings.TrimPrefix(service.URL, "https://"), ":")
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"} {
		if err := p.Subscribe(subscription(t, "https://"+host+":"+port+"/")); err != nil {
			t.Fatal(err)
		}
	}
	results, err := p.Send(t.Context(), Message{Text: "안녕", Urgency: "normal"})
	if err != nil || len(results) != 6 {
		t.Fatalf("%v, %v", results, err)
	}
	for _, r := range results {
		if r.OK || !strings.HasPrefix(r.Told, "푸시 서비스에 붙기: ") || !strings.Contains(r.Told, "인터넷의 푸시 서비스가 아닙니다") {
			t.Errorf("%s: %s", r.Service, r.Told)
		}
	}
	if all := service.Delivered(); len(all) > 0 {
		t.Errorf("보냈다: %v", all)
	}
}
