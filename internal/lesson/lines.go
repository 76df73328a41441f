package lesson

import (
	"bufio"
	"context"
	"io"
	"strings"
)

// maxLine보다 긴 줄은 나누어 준다. 끝없는 줄이 메모리를 다 쓰지 못하게 한다.
const maxLine = 1 << 20 // 바이트

// Lines는 r의 줄을 줄바꿈 없이 차례로 채널에 흘리고, r이 끝나면 채널을 닫는다.
// 줄바꿈이 없는 마지막 줄도 한 줄이다.
//
// 키보드를 기다리는 읽기는 Ctrl-C로 깨울 수 없다. 그래서 읽기는 다른 고루틴이 하고,
// 부른 쪽은 ctx와 이 채널을 함께 기다린다.
func Lines(ctx context.Context, r io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		in := bufio.NewReaderSize(r, maxLine)
		for {
			line, err := in.ReadSlice('\n')
			if len(line) > 0 {
				select {
				case lines <- strings.TrimRight(string(line), "\r\n"):
				case <-ctx.Done():
					return
				}
			}
			// 터미널의 Ctrl-D는 한 번뿐인 끝이다. 끝을 보고도 또 읽으면 한 번 더 눌러야 한다.
			if err != nil && err != bufio.ErrBufferFull {
				return
			}
		}
	}()
	return lines
}
