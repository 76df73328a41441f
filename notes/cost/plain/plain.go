// Package plain은 수업과 같은 라이브러리로 쓴 가장 흔한 모양의 서버들과, gws로 쓴 서버이다.
// 튜토리얼에서 흔히 보는 그대로이다. 길이의 한도도, 데드라인도, 종료 절차도 거의 없다.
package plain

import (
	"fmt"
	"maps"
	"net"
	"slices"
)

var servers = map[string]func(net.Listener) error{
	"tcp": echoLines, "http": answerPolls, "sse": streamEvents, "websocket": echoMessages, "hub": tellAll, "gws": echoWithGWS,
}

// Names는 서버들의 이름이다.
func Names() []string { return slices.Sorted(maps.Keys(servers)) }

// Serve는 ln에서 name의 서버를 돌린다.
func Serve(name string, ln net.Listener) error {
	server, ok := servers[name]
	if !ok {
		return fmt.Errorf("%q라는 서버는 없습니다", name)
	}
	return server(ln)
}
