package lesson

import (
	"bufio"
	"context"
	"io"
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
			line, _, err := in.ReadLine()
			if err != nil {
				return
			}
			select {
			case lines <- string(line):
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}
