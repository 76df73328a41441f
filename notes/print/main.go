// print는 노트와 단계와 수업 계획으로 파일 둘을 만든다: 종이에 찍을 것(print.html)과 프로젝터에 띄울 것(slides.html).
// 그림도 모양도 파일 안에 들어 있어서, 인터넷 없이 파일을 눌러 열면 된다.
//
//	go run ./notes/print
//	go run ./notes/print -out /media/usb
package main

import (
	"context"
	"flag"
	"fmt"

	"socketworkbook/internal/lesson"
	"socketworkbook/internal/notepage"
)

func main() {
	out := flag.String("out", "socket-print", "파일 둘을 쓸 폴더. 없으면 만듭니다")
	lesson.Main(func(ctx context.Context) error { return run(ctx, *out) })
}

func run(ctx context.Context, out string) error {
	house, err := notepage.House()
	if err != nil {
		return err
	}
	defer house.Close()
	made, err := pages(house.FS())
	if err != nil {
		return err
	}
	paths, err := write(ctx, out, made)
	if err != nil {
		return err
	}
	for i, path := range paths {
		fmt.Printf("%s %s\n", made[i].About, path)
	}
	return nil
}
