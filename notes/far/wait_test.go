package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"testing"
	"time"

	"socketworkbook/notes/far/link"
)

const (
	words = 500                    // 보내는 메시지의 수
	pause = 10 * time.Millisecond  // 메시지 사이
	size  = 32                     // 메시지의 바이트
	away  = 100 * time.Millisecond // 왕복
)

// 한 패킷을 잃으면, TCP는 뒤의 메시지가 모두 기다린다. UDP는 잃은 것만 잃는다.
func TestWhoWaitsBehindALostPacket(t *testing.T) {
	if os.Getenv("CI") == "" {
		t.Skip("12초쯤 걸린다. CI=1이면 실행한다")
	}
	bad := link.Config{Delay: away / 2, Seed: 1, Odds: link.Odds{Loss: 0.02}}
	tcp := delays(t, "tcp", beyond(t, server(t, echo), bad, nil))
	udp := delays(t, "udp", beyond(t, datagrams(t), bad, nil))
	if len(tcp) != words {
		t.Errorf("TCP가 %d개를 잃었다", words-len(tcp))
	}
	if missing := words - len(udp); missing < words/100 || missing > words/10 {
		t.Errorf("UDP가 %d개를 잃었다", missing)
	}
	if slow := at(tcp, 95) - at(udp, 95); slow < away/2 {
		t.Errorf("TCP의 p95가 UDP의 것보다 %v만 늦다", slow)
	}
}

// delays는 메시지를 하나씩 보내고, 돌아온 것마다 걸린 시간을 작은 것부터 돌려준다.
func delays(t *testing.T, network, addr string) (took []time.Duration) {
	conn, err := net.Dial(network, addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	begin := time.Now()
	go func() {
		message := make([]byte, size)
		for i := range words {
			time.Sleep(time.Until(begin.Add(time.Duration(i) * pause))) // 10ms마다 말하는 사람이다.
			binary.BigEndian.PutUint64(message, uint64(time.Since(begin)))
			conn.Write(message)
		}
	}()
	conn.SetReadDeadline(begin.Add(words*pause + 5*time.Second))
	message := make([]byte, size)
	for len(took) < words {
		if _, err := io.ReadFull(conn, message); err != nil {
			break // UDP는 잃은 것을 기다리다가 끝난다.
		}
		took = append(took, time.Since(begin)-time.Duration(binary.BigEndian.Uint64(message)))
	}
	slices.Sort(took)
	fmt.Printf("%s: %d개 가운데 %d개. p50 %dms, p95 %dms, 가장 늦은 것 %dms\n", network, words, len(took),
		at(took, 50).Milliseconds(), at(took, 95).Milliseconds(), at(took, 100).Milliseconds())
	return took
}

// at은 차례로 놓은 것 가운데 percent째이다.
func at(sorted []time.Duration, percent int) time.Duration {
	return sorted[max(0, len(sorted)*percent/100-1)]
}
