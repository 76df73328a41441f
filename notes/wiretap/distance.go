package main

import (
	"context"
	"errors"
	"io"
	"time"

	"socketworkbook/internal/distance"
)

// begin은 청했을 때만 서버를 먼 곳에 둔다. 돌려받은 함수로 끝낸다.
func (o *options) begin(ctx context.Context, t *tap, log io.Writer) (end func(), err error) {
	if len(o.far.Args) == 0 {
		return func() {}, nil
	}
	if o.open {
		return nil, errors.New("-open은 먼 네트워크와 함께 쓸 수 없습니다. 하나를 빼고 켜세요")
	}
	program, remove, err := distance.Build(ctx, log)
	if err != nil {
		return nil, err
	}
	t.begin, t.via = time.Now(), map[string]int{} // 빌드하느라 흐른 시간은 세지 않는다.
	line, err := program.Start(o.to, o.udp, t.follow(), o.far.Args...)
	if err != nil {
		remove()
		return nil, err
	}
	o.gate = line.Addr
	return func() { line.End(); remove() }, nil
}
