package main

import (
	"bytes"
	"log"
	"math/rand/v2"
	"net"
)

// unreliable은 보낸 것을 일부러 잃고, 두 번 보내고, 늦추는 소켓이다. 한 컴퓨터 안에서는 좀처럼
// 일어나지 않는 일을 보여 준다. 서버는 보통의 소켓인 줄 안다. 진짜 네트워크의 일도 서버는 모른다.
type unreliable struct {
	net.PacketConn
	drop, double, late share
	dice               *rand.Rand
	held               *datagram // 늦추려고 붙잡아 둔 것. 다음 것이 나간 뒤에 보낸다
}

type datagram struct {
	message []byte
	to      net.Addr
}

// newDice는 시작값(씨앗, seed)을 정해 둔 주사위이다. 켤 때마다 같은 차례로 나온다.
// 반 모두가 같은 것을 본다.
func newDice() *rand.Rand { return rand.New(rand.NewPCG(8002, 1605)) }

// WriteTo는 message를 보낸다. 보내지 않고도 보냈다고 한다.
func (u *unreliable) WriteTo(message []byte, to net.Addr) (int, error) {
	// 쓰지 않는 것까지 언제나 셋을 굴린다. 그래야 옵션을 더 켜도 잃는 차례가 그대로이다.
	drop, double, late := u.roll(u.drop), u.roll(u.double), u.roll(u.late)
	switch {
	case drop:
		log.Printf("%s에게 %d바이트: 일부러 잃음", to, len(message))
		return len(message), nil
	case late && u.held == nil:
		log.Printf("%s에게 %d바이트: 일부러 늦춤", to, len(message))
		u.held = &datagram{bytes.Clone(message), to} // 부른 쪽은 버퍼를 다시 쓴다.
		return len(message), nil
	}
	n, err := u.PacketConn.WriteTo(message, to)
	if double {
		log.Printf("%s에게 %d바이트: 일부러 두 번 보냄", to, len(message))
		u.PacketConn.WriteTo(message, to)
	}
	if u.held != nil {
		u.PacketConn.WriteTo(u.held.message, u.held.to)
		u.held = nil
	}
	return n, err
}

func (u *unreliable) roll(x share) bool { return u.dice.Float64() < float64(x) }
