package measure

import (
	"context"
	"fmt"
	"net"
	"sort"
	"time"
)

// sockets는 이 컴퓨터 안의 UDP 소켓 둘이다. sender는 receiver에게 보낸다.
func sockets() (receiver *net.UDPConn, sender net.Conn, err error) {
	receiver, err = net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return nil, nil, fmt.Errorf("소켓 열기: %w", err)
	}
	sender, err = net.Dial("udp4", receiver.LocalAddr().String())
	if err != nil {
		receiver.Close()
		return nil, nil, fmt.Errorf("소켓 열기: %w", err)
	}
	receiver.SetDeadline(time.Now().Add(patience))
	return receiver, sender, nil
}

// udpEmpty는 "하나", 빈 것, "셋"을 보내고 몇 번 읽히는지 센다.
func udpEmpty(context.Context) (Fact, error) {
	receiver, sender, err := sockets()
	if err != nil {
		return Fact{}, err
	}
	defer receiver.Close()
	defer sender.Close()
	for _, text := range []string{"하나", "", "셋"} {
		sender.Write([]byte(text))
	}
	count, empty, last := 0, 0, ""
	for buf := make([]byte, 100); last != "셋"; count++ {
		n, err := receiver.Read(buf)
		if err != nil {
			return Fact{}, fmt.Errorf("읽기: %w", err)
		}
		if last = string(buf[:n]); n == 0 {
			empty++
		}
	}
	return Fact{fmt.Sprintf("%d번", count), fmt.Sprintf("%d번 읽었고, 그 가운데 %d번이 0바이트였습니다.", count, empty)}, nil
}

// udpShort는 "Hello 0"을 5바이트 버퍼로 읽은 다음, 다시 읽으면 무엇이 나오는지 본다.
func udpShort(context.Context) (Fact, error) {
	receiver, sender, err := sockets()
	if err != nil {
		return Fact{}, err
	}
	defer receiver.Close()
	defer sender.Close()
	sender.Write([]byte("Hello 0"))
	sender.Write([]byte("Hello 1"))
	first, second := make([]byte, 5), make([]byte, 100)
	receiver.Read(first) // Windows는 잘렸다고 오류를 준다. 그래도 5바이트는 왔다.
	n, err := receiver.Read(second)
	if err != nil {
		return Fact{}, fmt.Errorf("읽기: %w", err)
	}
	return Fact{string(second[:n]), fmt.Sprintf("처음에 %q, 다음에 %q를 읽었습니다.", first, second[:n])}, nil
}

// udpLargest는 데이터그램 하나로 보낼 수 있는 가장 긴 길이를 찾는다.
func udpLargest(context.Context) (Fact, error) {
	receiver, sender, err := sockets()
	if err != nil {
		return Fact{}, err
	}
	defer receiver.Close()
	defer sender.Close()
	sender.(*net.UDPConn).SetWriteBuffer(1 << 17) // macOS는 이 버퍼보다 긴 것을 거절한다.
	size := sort.Search(1<<17, func(size int) bool {
		_, err := sender.Write(make([]byte, size))
		return err != nil
	}) - 1
	return Fact{fmt.Sprintf("%d바이트", size), fmt.Sprintf("%d바이트는 보내졌고, %d바이트는 운영 체제가 거절했습니다.", size, size+1)}, nil
}

// udpClosed는 듣는 프로그램이 없는 포트에 보낸다.
func udpClosed(context.Context) (Fact, error) {
	receiver, sender, err := sockets()
	if err != nil {
		return Fact{}, err
	}
	defer sender.Close()
	receiver.Close()
	n, err := sender.Write([]byte("거기 누구 있나요"))
	if err != nil {
		return Fact{"실패한다", fmt.Sprintf("보내다가 오류가 났습니다: %v", err)}, nil
	}
	return Fact{"성공한다", fmt.Sprintf("%d바이트를 보냈다고 합니다. 받은 프로그램은 없습니다.", n)}, nil
}
