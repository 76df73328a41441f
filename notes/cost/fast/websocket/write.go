package main

import (
	"encoding/binary"
	"time"
)

// write는 frames를 쓴다. 종료 프레임을 보낸 뒤에는 버린다. 상대의 종료 프레임이 올 때까지 읽기만 한다.
func (p *peer) write(frames []byte) error {
	p.extend()
	if err := p.send(frames); err != errCloseSent {
		return err
	}
	return nil
}

// extend는 읽고 쓰는 데드라인을 미룬다. 데드라인을 고치는 것도 비용이 드니 1초에 한 번만 한다.
func (p *peer) extend() {
	now := time.Now()
	if now.Sub(p.extended) < time.Second {
		return
	}
	p.extended = now
	p.conn.SetWriteDeadline(now.Add(writeTimeout))
	if p.heard {
		p.heard = false
		p.conn.SetReadDeadline(now.Add(silence))
	}
}

func (p *peer) send(frames []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return errCloseSent
	}
	if len(frames) == 0 {
		return nil
	}
	_, err := p.socket.Write(frames)
	return err
}

// control은 다른 고루틴이 제어 프레임을 쓸 때 부른다.
func (p *peer) control(opcode byte, payload []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return errCloseSent
	}
	p.closed = opcode == opClose
	p.conn.SetWriteDeadline(time.Now().Add(writeTimeout)) // 앞의 쓰기가 끝난 다음에 고친다.
	_, err := p.socket.Write(append(appendHead(nil, opcode, len(payload)), payload...))
	return err
}

// close는 종료 프레임을 보낸다. 두 번째부터는 아무 일도 하지 않는다.
func (p *peer) close(c closeReason) {
	var payload []byte
	if c.code != 0 {
		payload = append(binary.BigEndian.AppendUint16(nil, c.code), c.reason...)
	}
	p.control(opClose, payload)
}
