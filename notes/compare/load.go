package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"
)

const warmUp = 10 // 서버가 준비하는 동안 붙는 클라이언트의 수

// memory는 말없는 클라이언트 하나가 서버에서 쓰는 메모리(바이트)를 잰다.
// 클라이언트 work.Clients개가 붙기 전과 뒤의 차이를 나눈다.
func memory(ctx context.Context, w way, work job, folder string) (int, error) {
	if w.udp {
		return 0, nil // 연결이 없으니 기억할 것도 없다.
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s, err := startServer(ctx, w, folder)
	if err != nil {
		return 0, err
	}
	defer s.kill()
	before := 0
	for i := range work.Clients + warmUp {
		if i == warmUp {
			if before, err = resident(s.cmd.Process.Pid); err != nil {
				return 0, err
			}
		}
		conn, err := w.sit(s.addr)
		if err != nil {
			return 0, fmt.Errorf("말없는 클라이언트 %d: %w", i, err)
		}
		defer conn.Close()
	}
	if w.mute { // 뒤에 온 요청이 응답을 받았으면, 앞의 모두를 서버가 받은 것이다.
		if err := w.sender(ctx, s.addr, nil)("끝"); err != nil {
			return 0, err
		}
	}
	after, err := resident(s.cmd.Process.Pid)
	return (after - before) / work.Clients, err
}

// sit은 붙어서 말없이 있는 클라이언트이다. 서버가 받은 것을 확인하고 돌아온다.
func (w way) sit(addr string) (net.Conn, error) {
	conn, err := w.dial(addr)
	if err != nil {
		return nil, err
	}
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	if _, err = conn.Write([]byte(w.idle)); err == nil && !w.mute {
		_, err = conn.Read(make([]byte, 4096))
	}
	if err != nil {
		conn.Close()
		return nil, err
	}
	return conn, nil
}

// resident는 프로세스가 쓰는 물리 메모리(바이트)이다.
func resident(pid int) (int, error) {
	switch runtime.GOOS {
	case "linux":
		data, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
		if err != nil {
			return 0, err
		}
		pages, err := strconv.Atoi(strings.Fields(string(data))[1])
		return pages * os.Getpagesize(), err
	case "windows":
		out, err := exec.Command("tasklist", "/NH", "/FO", "CSV", "/FI", fmt.Sprintf("PID eq %d", pid)).Output()
		return kilobytes(string(out), `"([\d,. ]+)K"`, err)
	default:
		out, err := exec.Command("ps", "-o", "rss=", "-p", strconv.Itoa(pid)).Output()
		return kilobytes(string(out), `(\d+)`, err)
	}
}

func kilobytes(text, pattern string, err error) (int, error) {
	found := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if err != nil || found == nil {
		return 0, fmt.Errorf("메모리 재기: %q, %v", text, err)
	}
	n, err := strconv.Atoi(strings.NewReplacer(",", "", ".", "", " ", "").Replace(found[1]))
	return n << 10, err
}

// burstEvery는 CPU를 잴 때 보내는 간격이다. 1초마다 묻는 클라이언트도 room이 기억하는 200개를 넘겨
// 놓치지 않을 만큼 천천히 보낸다.
const burstEvery = 6 * time.Millisecond

// cpu는 서버가 메시지 1,000개에 쓰는 CPU 시간(밀리초)을 잰다. 중계 없이 바로 붙는다.
// 켜고 끄는 데 드는 것은 아무 일도 시키지 않은 서버로 재어서 뺀다.
func cpu(ctx context.Context, w way, work job, folder string) (float64, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	unused, err := startServer(ctx, w, folder)
	if err != nil {
		return 0, err
	}
	base := unused.kill()
	burst := job{Messages: work.Burst, Every: burstEvery}

	s, err := startServer(ctx, w, folder)
	if err != nil {
		return 0, err
	}
	defer s.wait()
	defer stop()
	c, err := startClient(ctx, w, folder, s.addr, burst.Messages)
	if err != nil {
		return 0, err
	}
	delays, err := burst.run(ctx, w.sender(ctx, s.addr, c.typed), c.arrived)
	if err != nil {
		return 0, err
	}
	used := s.kill() - base
	stop()
	c.wait()
	if len(delays) < burst.Messages {
		return 0, fmt.Errorf("%d개 가운데 %d개만 왔다", burst.Messages, len(delays))
	}
	return milliseconds(max(0, used)) * 1000 / float64(burst.Messages), nil
}
