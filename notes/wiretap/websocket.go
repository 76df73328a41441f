package main

import (
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
)

// acceptKey는 서버가 돌려주어야 할 Sec-WebSocket-Accept이다. RFC 6455 4.2.2절.
func acceptKey(key string) string {
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	return base64.StdEncoding.EncodeToString(sum[:])
}

var opcodes = map[byte]string{0: "이어지는 프래그먼트", 1: "텍스트", 2: "바이너리", 8: "종료", 9: "핑", 10: "퐁"}

var closeCodes = map[uint16]string{
	1000: "정상", 1001: "자리를 비움", 1002: "프로토콜을 어김", 1003: "받을 수 없는 종류",
	1007: "종류에 맞지 않는 내용", 1008: "정책에 어긋남", 1009: "너무 큼", 1010: "확장이 필요함", 1011: "서버의 오류",
}

// frameHeader는 프레임의 헤더이다. RFC 6455 5.2절.
type frameHeader struct {
	fin, rsv, opcode byte
	mask             []byte // 마스킹 키 4바이트. 없으면 nil
	length           uint64
	form             string // 길이를 몇 비트로 적었는지
	size             int    // 헤더의 바이트
}

// parseFrame은 b의 앞에서 헤더를 읽는다. 덜 왔으면 false이다.
func parseFrame(b []byte) (h frameHeader, ok bool) {
	if len(b) < 2 {
		return h, false
	}
	h = frameHeader{fin: b[0] >> 7, rsv: b[0] >> 4 & 7, opcode: b[0] & 15, length: uint64(b[1] & 127), form: "7비트", size: 2}
	switch h.length {
	case 126:
		h.form, h.size = "16비트", 4
	case 127:
		h.form, h.size = "64비트", 10
	}
	start := h.size // 마스킹 키가 있으면 길이 바로 뒤이다.
	masked := b[1]>>7 == 1
	if masked {
		h.size += 4
	}
	if len(b) < h.size {
		return h, false
	}
	switch start {
	case 4:
		h.length = uint64(binary.BigEndian.Uint16(b[2:]))
	case 10:
		h.length = binary.BigEndian.Uint64(b[2:])
	}
	if masked {
		h.mask = append(h.mask, b[start:h.size]...)
	}
	return h, true
}

// frame은 WebSocket 프레임 하나이다.
func frame(s *stream) int {
	h, ok := parseFrame(s.buf)
	if !ok {
		return 0
	}
	if h.length > math.MaxInt64 {
		return s.giveUp("프레임의 길이가 2의 63제곱을 넘음")
	}
	label := s.name(h.fin, h.opcode) + "  " + h.String()
	compressed := s.compressed && h.rsv&4 != 0
	s.read(h.size, body{protocol: "WS", left: int64(h.length), next: frame, title: func(payload []byte) (title string, more []string) {
		if h.mask != nil {
			for i := range payload {
				payload[i] ^= h.mask[i%4]
			}
		}
		if s.packets && h.fin == 1 && h.opcode == 1 && !compressed {
			more = enginePackets(payload, int64(h.length))
		}
		return label + contents(h.opcode, compressed, payload), more
	}})
	return h.size
}

// String은 헤더의 필드들을 RFC의 이름으로 적는다.
func (h frameHeader) String() string {
	rsv, mask := "", "없음"
	if h.rsv != 0 {
		rsv = fmt.Sprintf(" RSV=%03b", h.rsv)
	}
	if h.mask != nil {
		mask = fmt.Sprintf("%x", h.mask)
	}
	return fmt.Sprintf("FIN=%d%s opcode=%d mask=%s 길이=%d(%s)", h.fin, rsv, h.opcode, mask, h.length, h.form)
}

// name은 프레임의 종류이다. 나뉜 메시지는 첫 프래그먼트만 종류를 적고, 나머지는 그것을 잇는다.
// 제어 프레임(종료, 핑, 퐁)은 프래그먼트 사이에 끼어들 수 있다.
func (s *stream) name(fin, opcode byte) string {
	name, known := opcodes[opcode]
	switch {
	case !known:
		return "모르는 프레임"
	case opcode >= 8:
		return name
	case opcode == 0 && s.kind == "":
		return "이을 것이 없는 프래그먼트"
	case opcode == 0 && fin == 1:
		name, s.kind = s.kind+"의 마지막 프래그먼트", ""
	case opcode == 0:
		name = s.kind + "의 " + name
	case fin == 0:
		s.kind = name
		name += "의 첫 프래그먼트"
	}
	return name
}

// contents는 페이로드를 보인다. 종료 프레임은 코드로 시작한다. RFC 6455 7.4절.
func contents(opcode byte, compressed bool, payload []byte) string {
	switch {
	case compressed:
		return " 압축된 내용"
	case opcode == 8 && len(payload) >= 2:
		code := binary.BigEndian.Uint16(payload)
		meaning, known := closeCodes[code]
		if !known {
			meaning = "표준에 없는 코드"
		}
		text := fmt.Sprintf(" 코드 %d(%s)", code, meaning)
		if len(payload) > 2 {
			text += " " + preview(payload[2:])
		}
		return text
	case len(payload) == 0:
		return ""
	}
	return " " + preview(payload)
}
