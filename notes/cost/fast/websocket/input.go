package main

import (
	"io"
	"math/bits"
	"sync"
)

const (
	readBuffer = 4 << 10   // 바이트. 조용한 연결이 가지는 버퍼
	bigBuffer  = 128 << 10 // 바이트. 큰 메시지가 오기 시작하면 이만큼까지 빌린다
	keptBuffer = 256 << 10 // 바이트. 이보다 큰 버퍼는 돌려놓지 않고 버린다
)

// input은 읽었지만 아직 처리하지 않은 바이트이다. 큰 메시지가 오는 동안만 큰 버퍼를 빌린다.
type input struct {
	small  []byte
	buf    []byte // small이거나 빌린 것
	filled int
}

func newInput() *input {
	small := make([]byte, readBuffer)
	return &input{small: small, buf: small}
}

func (in *input) bytes() []byte { return in.buf[:in.filled] }

// read는 올 때까지 기다려 한 번 읽는다. 버퍼에 자리가 있는 만큼 읽으므로 메시지 여럿이 함께 올 수 있다.
func (in *input) read(socket io.Reader) error {
	n, err := socket.Read(in.buf[in.filled:])
	in.filled += n
	if n > 0 {
		return nil
	}
	return err
}

// drop은 처리한 used바이트를 버리고, need바이트인 프레임이 들어갈 자리를 마련한다. 길이만 1MiB라고 적고
// 보내지 않는 상대가 있으므로 한꺼번에 주지는 않는다. 빌린 것이 정말로 차면 두 배로 늘린다.
func (in *input) drop(used, need int) {
	rest, buf := in.buf[used:in.filled], in.buf
	switch {
	case max(need, len(rest)+1) <= len(in.small):
		buf = in.small
	case need > len(in.buf) && (len(in.buf) == readBuffer || len(rest) == len(in.buf)):
		buf = borrow(min(need, max(bigBuffer, 2*len(rest))))
	}
	in.filled = copy(buf, rest)
	if len(buf) != len(in.buf) {
		in.giveBack()
		in.buf = buf
	}
}

func (in *input) giveBack() {
	if n := len(in.buf); n > readBuffer && n <= keptBuffer {
		kept := in.buf
		buffers.Put(&kept)
		in.buf = in.small
	}
}

var buffers sync.Pool // *[]byte

// borrow는 size바이트가 들어가는 버퍼를 빌린다. 새로 만들면 지우는 데만 몇 µs가 든다.
func borrow(size int) []byte {
	if kept, ok := buffers.Get().(*[]byte); ok && len(*kept) >= size {
		return *kept
	}
	return make([]byte, 1<<bits.Len(uint(size-1)))
}
