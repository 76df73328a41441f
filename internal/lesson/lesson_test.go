package lesson

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
)

func TestLines(t *testing.T) {
	for in, want := range map[string]string{
		"":                             "[]",
		"하나\n둘\n":                      `["하나" "둘"]`,
		"하나\r\n둘":                      `["하나" "둘"]`,
		"\n\n":                         `["" ""]`,
		strings.Repeat("a", maxLine*2): "", // 나누어 준다.
	} {
		var got []string
		for line := range Lines(t.Context(), strings.NewReader(in)) {
			if len(line) > maxLine {
				t.Errorf("%d바이트짜리 줄을 주었다", len(line))
			}
			got = append(got, line)
		}
		if want != "" && fmt.Sprintf("%q", got) != want {
			t.Errorf("Lines(%q) = %q", in, got)
		}
		if strings.Join(got, "") != strings.NewReplacer("\r", "", "\n", "").Replace(in) {
			t.Error("빠진 글이 있다")
		}
	}
}

// 아무도 받지 않는 줄을 쥔 고루틴도 ctx가 취소되면 끝난다. 남으면 synctest가 실패한다.
func TestLinesStopsWithContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		Lines(ctx, strings.NewReader("아무도 받지 않는 줄\n"))
		synctest.Wait()
		stop()
	})
}

func TestHint(t *testing.T) {
	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	_, taken := net.Listen("tcp", ln.Addr().String())
	ln.Close()
	_, refused := net.Dial("tcp", ln.Addr().String())
	for _, test := range []struct {
		err  error
		want string
	}{
		{taken, "0번으로 다시 켜세요"},
		{refused, "서버를 먼저 켜세요"},
		{syscall.EACCES, "운영 체제가 이 포트를 내주지 않습니다"},
		{&fs.PathError{Op: "open", Path: "authority.pem", Err: syscall.EACCES}, ""}, // 포트가 아니라 파일이다
		{syscall.Errno(10013), "운영 체제가 이 포트를 내주지 않습니다"},                             // Windows
		{syscall.Errno(10048), "0번으로 다시 켜세요"},                                       // Windows
		{syscall.Errno(10061), "서버를 먼저 켜세요"},                                        // Windows
		{&net.DNSError{Err: "unknown port", Name: "tcp/80a"}, "호스트와 포트를 쌍점으로"},
		{&net.DNSError{Err: "no such host", Name: "nowhere"}, "그런 이름의 컴퓨터"},
		{syscall.EADDRNOTAVAIL, "이 컴퓨터의 주소가 아닙니다"},
		{errors.New("모르는 일"), ""},
	} {
		if got := hint(fmt.Errorf("감싼 오류: %w", test.err)); !strings.Contains(got, test.want) || (test.want == "") != (got == "") {
			t.Errorf("hint(%v) = %q", test.err, got)
		}
	}
}

func TestParse(t *testing.T) {
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"-addr", "x"}, ""},
		{[]string{"-nope"}, "쓸 수 있는 옵션은 -addr입니다"},
		{[]string{"x"}, `"x" 앞에 옵션 이름이 없습니다`},
	} {
		flags := flag.NewFlagSet("", flag.PanicOnError)
		flags.String("addr", "", "")
		if err := parse(flags, test.args); (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("parse(%q) = %v", test.args, err)
		}
	}
}

func TestCheckAddr(t *testing.T) {
	for addr, fine := range map[string]bool{
		"localhost:8003": true, "[::1]:8003": true, "127.0.0.1:0": true,
		"localhost": false, "8003": false, "http://localhost:8003": false, "localhost:8003/": false, "localhost:http": false, "localhost:70000": false, "": false,
	} {
		err := CheckAddr(addr)
		if (err == nil) != fine || err != nil && !strings.Contains(hint(err), "쌍점으로") {
			t.Errorf("CheckAddr(%q) = %v", addr, err)
		}
	}
}

// 읽기가 막혀 있어도 ctx가 취소되면 채널이 닫힌다. 그래서 for range로 읽던 클라이언트가 Ctrl-C에 끝난다.
func TestLinesEndsWithContext(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	keyboard, typing := io.Pipe()
	defer typing.Close()
	lines := Lines(ctx, keyboard)
	stop()
	if line, ok := <-lines; ok {
		t.Errorf("없는 줄 %q를 주었다", line)
	}
}
