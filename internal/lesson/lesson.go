// Package lesson은 모든 수업의 main이 똑같이 하는 일을 모은다:
// 옵션 읽기, Ctrl-C로 끝내기, 무엇을 하면 되는지 알려 주는 오류 한 줄.
package lesson

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
)

// Main은 옵션을 읽고 run을 부른 뒤 프로그램을 끝낸다.
// run의 ctx는 Ctrl-C나 SIGTERM이 오면 닫힌다.
// 끝난 상태(exit status)는 정상이면 0, run이 실패하면 1, 옵션이 틀리면 2이다.
func Main(run func(ctx context.Context) error) {
	log.SetFlags(log.Ltime)

	err := parse(flag.CommandLine, os.Args[1:])
	if errors.Is(err, flag.ErrHelp) {
		usage(os.Stderr, flag.CommandLine)
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// 첫 Ctrl-C는 마무리할 틈을 준다. 두 번째는 원래대로 바로 끝낸다.
	context.AfterFunc(ctx, stop)

	book := NewDiary(os.Stderr)
	log.SetOutput(book)
	err = run(ctx)
	book.Close()
	if err != nil {
		fmt.Fprintln(os.Stderr, strings.TrimSuffix(err.Error(), ".")+hint(err)) // Windows의 오류는 온점으로 끝난다.
		os.Exit(1)
	}
}

// parse는 flags로 args를 읽는다. 오류는 한 줄이고, 쓸 수 있는 옵션을 알려 준다.
func parse(flags *flag.FlagSet, args []string) error {
	flags.Init(flags.Name(), flag.ContinueOnError)
	flags.SetOutput(io.Discard) // flag가 쓰는 영어 대신 우리가 알린다.
	flags.Usage = func() {}

	err := flags.Parse(args)
	if err == nil && flags.NArg() > 0 {
		err = fmt.Errorf("%q 앞에 옵션 이름이 없습니다", flags.Arg(0))
	}
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return err
	}
	var names []string
	flags.VisitAll(func(f *flag.Flag) { names = append(names, "-"+f.Name) })
	return fmt.Errorf("옵션 읽기: %s. 쓸 수 있는 옵션은 %s입니다. -h를 붙이면 설명이 나옵니다",
		korean.Replace(err.Error()), strings.Join(names, ", "))
}

// korean은 flag 패키지의 영어를 옮긴다. 모르는 말은 그대로 둔다.
var korean = strings.NewReplacer(
	"flag provided but not defined: ", "모르는 옵션 ",
	"flag needs an argument: ", "값이 없는 옵션 ",
	"invalid value ", "값이 틀림 ", "invalid boolean value ", "값이 틀림 ",
	" for flag -", ", 옵션 -", " for -", ", 옵션 -",
	"parse error", "읽을 수 없는 값. 수나, 1s나 500ms 같은 시간을 적으세요",
	"value out of range", "너무 큰 값", "bad flag syntax: ", "옵션의 꼴이 틀림 ",
)

func usage(w io.Writer, flags *flag.FlagSet) {
	fmt.Fprintf(w, "사용법: %s [옵션]\n", command())
	flags.VisitAll(func(f *flag.Flag) {
		fmt.Fprintf(w, "  -%s\n        %s", f.Name, f.Usage)
		if f.DefValue != "" && f.DefValue != "false" {
			fmt.Fprintf(w, " (기본값 %s)", f.DefValue)
		}
		fmt.Fprintln(w)
	})
}

// Advise는 이 패키지가 모르는 실패에 무엇을 하면 되는지이다. 인증서의 오류는 internal/web이 안다.
// 여기서 crypto/x509를 쓰면 TLS가 없는 01과 02에도 TLS가 통째로 들어간다.
var Advise = func(error) string { return "" }

// hint는 교실에서 흔한 실패에 무엇을 하면 되는지 덧붙인다.
func hint(err error) string {
	unknown := (*net.DNSError)(nil)
	switch {
	case errors.Is(err, syscall.EADDRINUSE), errors.Is(err, wsaAddrInUse):
		return ". 다른 프로그램이 이 포트를 쓰고 있습니다. 그 프로그램을 끄거나 " +
			"빈 포트를 골라 주는 0번으로 다시 켜세요: " + again()
	case !errors.As(err, new(*fs.PathError)) && (errors.Is(err, syscall.EACCES) || errors.Is(err, wsaAccess)): // Windows는 가상 머신의 몫으로 포트를 미리 떼어 두기도 한다.
		return ". 운영 체제가 이 포트를 내주지 않습니다. " +
			"빈 포트를 골라 주는 0번으로 다시 켜세요: " + again()
	case IsRefused(err):
		return ". 그 주소에서 듣는 프로그램이 없습니다. 다른 터미널에서 서버를 먼저 켜세요: " + command()
	case errors.Is(err, syscall.EADDRNOTAVAIL), errors.Is(err, wsaAddrNotAvail):
		return ". 이 컴퓨터의 주소가 아닙니다. localhost로 켜거나, :8003처럼 호스트를 비우세요"
	case errors.As(err, new(*net.AddrError)), errors.As(err, &unknown) && strings.Contains(unknown.Err, "unknown port"):
		return ". 주소는 localhost:8000처럼 호스트와 포트를 쌍점으로 이어 적으세요"
	case errors.As(err, new(*net.DNSError)):
		return ". 그런 이름의 컴퓨터를 찾지 못했습니다. 주소를 다시 보세요"
	}
	if advice := Advise(err); advice != "" {
		return ". " + advice
	}
	return ""
}

// again은 포트만 바꾸어 다시 켜는 명령이다. 다른 옵션은 친 대로 둔다.
func again() string {
	line := command() + " -addr localhost:0"
	flag.Visit(func(f *flag.Flag) {
		switch _, isBool := f.Value.(interface{ IsBoolFlag() bool }); {
		case f.Name == "addr" || strings.HasPrefix(f.Name, "test."):
		case isBool:
			line += " -" + f.Name
		default:
			line += " -" + f.Name + " " + f.Value.String()
		}
	})
	return line
}

// command는 이 프로그램을 켜는 명령이다. 빌드할 때 적힌 패키지의 경로에서 모듈의 이름만 뗀다.
func command() string {
	info, _ := debug.ReadBuildInfo()
	return "go run ./" + strings.TrimSuffix(strings.TrimPrefix(info.Path, info.Main.Path+"/"), ".test")
}
