package lesson

import (
	"bufio"
	"context"
	"io"
	"strings"
)

// maxLine보다 긴 줄은 나누어 준다. 끝없는 줄이 메모리를 다 쓰지 못하게 한다.
const maxLine = 1 << 20 // 바이트

// Lines는 r의 줄을 줄바꿈 없이 차례로 채널에 보내고, r이 끝나거나 ctx가 취소되면 채널을 닫는다.
// 줄바꿈이 없는 마지막 줄도 한 줄이다.
//
// 키보드를 기다리는 읽기는 Ctrl-C로 깨울 수 없다. 그래서 읽기는 다른 고루틴이 하고,
// 그 고루틴이 막혀 있어도 받는 쪽은 ctx가 취소되면 끝난다.
func Lines(ctx context.Context, r io.Reader) <-chan string {
	read := make(chan string)
	go func() {
		defer close(read)
		eachLine(r, func(line string) bool { return put(ctx, read, line) })
	}()
	lines := make(chan string)
	go func() {
		defer close(lines)
		for {
			select {
			case line, ok := <-read:
				if !ok || !put(ctx, lines, line) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}

// put은 ctx가 취소되기 전에 line을 보냈는지 알려 준다.
func put(ctx context.Context, to chan<- string, line string) bool {
	select {
	case to <- line:
		return true
	case <-ctx.Done():
		return false
	}
}

// eachLine은 yield가 거짓을 돌려줄 때까지 r의 줄을 하나씩 준다.
func eachLine(r io.Reader, yield func(line string) bool) {
	in := bufio.NewReaderSize(r, maxLine)
	for {
		line, err := in.ReadSlice('\n')
		if len(line) > 0 && !yield(strings.TrimRight(string(line), "\r\n")) {
			return
		}
		// 터미널의 Ctrl-D는 한 번뿐인 끝이다. 끝을 보고도 또 읽으면 한 번 더 눌러야 한다.
		if err != nil && err != bufio.ErrBufferFull {
			return
		}
	}
}
