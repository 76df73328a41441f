package link

import (
	"encoding/hex"
	"testing"
)

// 손으로 적은 패킷이다. 10.0.0.1:10001이 10.0.0.2:80에 보낸 TCP이다.
const (
	ip  = "45000028000040004006000a0a0000010a000002"
	syn = "27110050" + "00000064" + "00000000" + "5002ffff" + "00000000"
)

func bytesOf(t *testing.T, text string) []byte {
	t.Helper()
	b, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestParse(t *testing.T) {
	for text, want := range map[string]Packet{
		ip + syn: {Protocol: "TCP", FromPort: 10001, ToPort: 80, Seq: 100, Flags: "SYN"},
		"4500001f00000000401100000a0000010a000002" + "2711005000080000" + "616263": {Protocol: "UDP", FromPort: 10001, ToPort: 80, Length: 3},
		"4500001700000001401100000a0000010a000002" + "616263":                      {Protocol: "UDP", Length: 3}, // 둘째 프래그먼트
		"4500001700000000400100000a0000010a000002" + "616263":                      {Protocol: "ICMP", Length: 3},
	} {
		if got, err := Parse(bytesOf(t, text)); got != want || err != nil {
			t.Errorf("%s: %+v, %v. 바라던 것은 %+v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "45", ip, "65" + ip[2:] + syn, "44" + ip[2:] + syn, ip + syn[:38], "450000ff" + ip[8:] + syn,
		ip + syn[:24] + "4" + syn[25:], ip + syn[:24] + "f" + syn[25:], "4500001b00000000401100000a0000010a000002" + "27110050000800"} {
		if got, err := Parse(bytesOf(t, text)); err == nil {
			t.Errorf("%q를 %+v로 읽었다", text, got)
		}
	}
}

// 다시 보낸 것은 번호로 안다.
func TestAgain(t *testing.T) {
	m := Memory{}
	seg := func(flags string, seq uint32, length int) Packet {
		return Packet{Protocol: "TCP", FromPort: 1, ToPort: 2, Flags: flags, Seq: seq, Length: length}
	}
	for i, step := range []struct {
		p     Packet
		again bool
	}{
		{seg("SYN", 0xffff_fff0, 0), false}, {seg("SYN", 0xffff_fff0, 0), true},
		{seg("ACK", 0xffff_fff1, 0), false}, {seg("ACK", 0xffff_fff1, 0), false}, // 나르는 것이 없다
		{seg("PSH ACK", 0xffff_fff1, 10), false}, {seg("PSH ACK", 0xffff_fff1, 10), true},
		{seg("PSH ACK", 0xffff_fffb, 20), false}, // 번호가 0을 지나간다
		{seg("PSH ACK", 0xf, 1), false},
		{seg("PSH ACK", 0xffff_fffb, 30), true}, // 앞의 것에 새것을 이어 다시 보냈다
		{seg("FIN ACK", 0x19, 0), false}, {seg("FIN ACK", 0x19, 0), true},
		{seg("RST", 0x10, 0), false},
		{seg("SYN", 5, 0), false}, {seg("PSH ACK", 6, 1), false}, // 같은 포트의 새 연결
	} {
		if got := m.Again(Up, step.p); got != step.again {
			t.Errorf("%d째 %+v: %v", i+1, step.p, got)
		}
	}
	if m.Again(Down, seg("SYN", 5, 0)) || m.Again(Up, Packet{Protocol: "UDP", FromPort: 1, ToPort: 2, Length: 5}) {
		t.Error("다른 방향이나 UDP를 다시 보낸 것으로 알았다")
	}
}

// 어떤 바이트가 와도 패닉하지 않고, 읽었다면 길이가 말이 된다.
func FuzzParse(f *testing.F) {
	f.Add([]byte{})
	for _, text := range []string{ip + syn, "4500001f00000000401100000a0000010a000002" + "2711005000080000" + "616263"} {
		b, _ := hex.DecodeString(text)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		m := Memory{}
		p, err := Parse(b)
		if p.Length < 0 || p.Length > len(b) || err == nil && p.Protocol == "" {
			t.Errorf("%+v", p)
		}
		m.Again(Up, p)
		m.Again(Up, p)
	})
}
