package main

import (
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"fmt"
)

// acceptKey는 서버가 돌려주어야 할 Sec-WebSocket-Accept이다. RFC 6455 4.2.2절.
func acceptKey(key string) string {
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	return base64.StdEncoding.EncodeToString(sum[:])
}

var opcodes = map[byte]string{0: "이어지는 조각", 1: "텍스트", 2: "바이너리", 8: "닫기", 9: "핑", 10: "퐁"}

var closeCodes = map[uint16]string{
	1000: "정상", 1001: "자리를 비움", 1002: "규약을 어김", 1003: "받을 수 없는 종류",
	1007: "종류에 맞지 않는 내용", 1008: "방침에 어긋남", 1009: "너무 큼", 1010: "확장이 필요함", 1011: "서버의 오류",
}

// frame은 WebSocket 프레임 하나이다. RFC 6455 5.2절.
func frame(s *stream) int {
	b := s.buf
	if len(b) < 2 {
		return 0
	}
	fin, rsv, opcode := b[0]>>7, b[0]>>4&7, b[0]&15
	masked, short := b[1]>>7 == 1, b[1]&127
	header, length, form := 2, uint64(short), "7비트"
	switch short {
	case 126:
		header, form = 4, "16비트"
	case 127:
		header, form = 10, "64비트"
	}
	var mask []byte
	if masked {
		header += 4
	}
	if len(b) < header {
		return 0
	}
	switch short {
	case 126:
		length = uint64(binary.BigEndian.Uint16(b[2:]))
	case 127:
		length = binary.BigEndian.Uint64(b[2:])
	}
	if length>>63 != 0 {
		s.give("프레임의 길이가 2의 63제곱을 넘음")
		return chunk(s)
	}
	label := fmt.Sprintf("%s  FIN=%d", s.name(fin, opcode), fin)
	if rsv != 0 {
		label += fmt.Sprintf(" RSV=%03b", rsv)
	}
	label += fmt.Sprintf(" opcode=%d", opcode)
	if masked {
		mask = append(mask, b[header-4:header]...)
		label += fmt.Sprintf(" mask=%x", mask)
	} else {
		label += " mask=없음"
	}
	label += fmt.Sprintf(" 길이=%d(%s)", length, form)
	s.read(header, int64(length), "WS", func(text []byte) string {
		for i := range text {
			if masked {
				text[i] ^= mask[i%4]
			}
		}
		return label + contents(opcode, s.compressed && rsv&4 != 0, text)
	}, frame)
	return header
}

// name은 프레임의 종류이다. 나뉜 메시지는 첫 조각만 종류를 적고, 나머지는 그것을 잇는다.
// 제어 프레임(닫기, 핑, 퐁)은 조각 사이에 끼어들 수 있다.
func (s *stream) name(fin, opcode byte) string {
	name, known := opcodes[opcode]
	switch {
	case !known:
		return "모르는 프레임"
	case opcode >= 8:
		return name
	case opcode == 0 && s.kind == "":
		return "이을 것이 없는 조각"
	case opcode == 0 && fin == 1:
		name, s.kind = s.kind+"의 마지막 조각", ""
	case opcode == 0:
		name = s.kind + "의 이어지는 조각"
	case fin == 0:
		s.kind = name
		name += "의 첫 조각"
	}
	return name
}

func contents(opcode byte, compressed bool, text []byte) string {
	switch {
	case compressed:
		return " 압축된 내용"
	case opcode == 8 && len(text) >= 2:
		code := binary.BigEndian.Uint16(text)
		meaning, known := closeCodes[code]
		if !known {
			meaning = "표준에 없는 코드"
		}
		if len(text) == 2 {
			return fmt.Sprintf(" 코드 %d(%s)", code, meaning)
		}
		return fmt.Sprintf(" 코드 %d(%s) %s", code, meaning, preview(text[2:]))
	case len(text) == 0:
		return ""
	}
	return " " + preview(text)
}
