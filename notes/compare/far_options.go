package main

import (
	"errors"
	"flag"
	"fmt"
	"strings"

	"socketworkbook/internal/distance"
)

// far는 먼 네트워크에 관한 옵션이다.
type far struct {
	distance.Options
	grid bool
	svg  string
}

func (f *far) flags(set *flag.FlagSet) {
	f.Options.Flags(set)
	set.BoolVar(&f.grid, "far", false, "먼 네트워크에서 잽니다. 왕복 0, 50, 200ms와 손실 0, 2, 5%를 차례로 바꿉니다. 4분쯤 걸립니다. -live와 함께 쓰면 페이지에서 바꿉니다")
	set.StringVar(&f.svg, "svg", "", "먼 네트워크에서 잰 것을 그려 둘 파일")
}

// check는 함께 쓸 수 없는 옵션을 본다. 값이 맞는지는 notes/far가 안다.
func (f *far) check() error {
	if f.svg != "" && !f.asked() {
		return errors.New("-svg는 먼 네트워크에서 잰 것을 그립니다. -far나 -rtt를 함께 적으세요")
	}
	return nil
}

// asked는 먼 네트워크에서 재라고 했는지이다.
func (f *far) asked() bool { return f.grid || len(f.Args) > 0 }

// conditions는 차례로 잴 네트워크이다.
func (f *far) conditions() (all []network) {
	if !f.grid {
		return []network{{Name: strings.Join(f.Args, " "), Args: f.Args}}
	}
	for _, rtt := range []int{0, 50, 200} {
		for _, loss := range []int{0, 2, 5} {
			args := []string{"-rtt", fmt.Sprintf("%dms", rtt), "-loss", fmt.Sprintf("%d%%", loss)}
			all = append(all, network{fmt.Sprintf("왕복 %dms, 손실 %d%%", rtt, loss), append(args, f.Args...), nil})
		}
	}
	return all
}
