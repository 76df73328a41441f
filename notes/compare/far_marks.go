package main

import (
	"bytes"
	"fmt"
	"strings"
)

// 색은 종이에서도, 어두운 화면에서도 읽히도록 두 벌이다.
const farLook = `<style>
svg { background: #fff; color: #1c1e21; font: 18px system-ui, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", sans-serif; }
text { fill: currentColor; } .faint { fill: #5c636b; font-size: 17px; } .grid { stroke: #d9d5cc; }
.TCP { color: #0072b2; } .UDP { color: #a86200; } .poll { color: #5f6b76; } .long { color: #7a5195; } .SSE { color: #00805a; } .WS { color: #c2185b; } .WT { color: #4a5bc7; }
.bar { stroke: currentColor; stroke-width: 6; opacity: .35; } .wait { stroke: currentColor; stroke-width: 3; }
.mark { fill: currentColor; stroke: currentColor; stroke-width: 2.5; } .hollow { fill: #fff; }
@media (prefers-color-scheme: dark) {
svg { background: #15171a; color: #eceae4; } .faint { fill: #a7adb5; } .grid { stroke: #3a3f46; } .hollow { fill: #15171a; }
.TCP { color: #56a8e0; } .UDP { color: #f0a830; } .poll { color: #a9b4be; } .long { color: #b692d0; } .SSE { color: #2fc08f; } .WS { color: #f06a9b; } .WT { color: #8e9bff; }
}
</style>`

// kind는 방법의 색(class)과 모양이다. 색을 가리지 못하는 사람은 모양으로 안다.
type kind struct {
	name, class string
	shape       string // 가운데가 (0,0)인 path
}

var kinds = []kind{
	{"TCP", "TCP", "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z"},     // 동그라미
	{"UDP", "UDP", "M0 -9L9 0L0 9L-9 0z"},                       // 마름모
	{"폴링 100ms", "poll", "M-7 -7h14v14h-14z"},                   // 네모
	{"폴링 1s", "poll", "M-4 -9h8v18h-8z"},                        // 세운 네모
	{"롱 폴링", "long", "M-9 -4h18v8h-18z"},                        // 눕힌 네모
	{"SSE", "SSE", "M-8 -8h16L0 8z"},                            // 아래로 향한 세모. 서버만 내려보낸다
	{"WS", "WS", "M0 -9L3 -3h6L5 2L7 9L0 5L-7 9L-5 2L-9 -3h6z"}, // 별
	{"WT 데이터그램", "WT", "M-9 0L-3 -9h6L9 0L3 9h-6z"},             // 육각형
	{"WT 스트림", "WT", "M-9 -3h6v-6h6v6h6v6h-6v6h-6v-6h-6z"},      // 십자
}

// kindOf는 이름의 색과 모양이다. TLS를 쓰는 줄도 같은 방법이다.
func kindOf(name string) kind {
	for _, k := range kinds {
		if k.name == strings.TrimSuffix(name, withTLS) {
			return k
		}
	}
	return kinds[0]
}

// mark는 표시 하나이다. TLS를 쓰는 줄은 속을 비운다.
func (k kind) mark(x, y float64, name string) string {
	class := "mark"
	if strings.HasSuffix(name, withTLS) {
		class += " hollow"
	}
	return fmt.Sprintf(`<path class="%s" transform="translate(%.1f %.0f)" d="%s"/>`, class, x, y, k.shape)
}

// legend는 표시를 읽는 법이다.
func legend(out *bytes.Buffer, y float64) {
	fmt.Fprintf(out, `<text x="8" y="%.0f">첫 메시지: 눈금 하나가 왕복 한 번. 지연: 표시가 p50, 짧은 세로줄이 p95와 p99. 속이 빈 것은 TLS.</text>`+"\n", y)
}
