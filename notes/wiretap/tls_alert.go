package main

import "fmt"

// alerts는 경고의 이름과 뜻이다. RFC 8446 6절. 70번 앞뒤의 몇은 TLS 1.2까지의 것이다.
var alerts = map[byte]string{
	0: "close_notify: 더 보낼 것이 없음", 10: "unexpected_message: 올 때가 아닌 메시지", 20: "bad_record_mac: 바뀌었거나 키가 다른 레코드",
	22: "record_overflow: 너무 긴 레코드", 40: "handshake_failure: 함께 쓸 수 있는 것이 없음", 42: "bad_certificate: 잘못된 인증서",
	43: "unsupported_certificate: 다룰 수 없는 인증서", 44: "certificate_revoked: 취소된 인증서", 45: "certificate_expired: 기간이 끝난 인증서",
	46: "certificate_unknown: 받아들일 수 없는 인증서", 47: "illegal_parameter: 맞지 않는 값", 48: "unknown_ca: 모르는 인증 기관의 인증서",
	49: "access_denied: 인증서는 맞지만 허락하지 않음", 50: "decode_error: 풀 수 없는 메시지", 51: "decrypt_error: 맞지 않는 서명",
	70: "protocol_version: 쓰지 않는 버전", 71: "insufficient_security: 암호가 약함", 80: "internal_error: 상대의 오류",
	86: "inappropriate_fallback: 낮추지 말아야 할 버전", 90: "user_canceled: 사용자가 그만둠", 100: "no_renegotiation: 다시 핸드셰이크하지 않음",
	109: "missing_extension: 있어야 할 확장이 없음", 110: "unsupported_extension: 청하지 않은 확장", 112: "unrecognized_name: 모르는 이름",
	113: "bad_certificate_status_response: 잘못된 인증서 상태", 115: "unknown_psk_identity: 모르는 키",
	116: "certificate_required: 클라이언트의 인증서가 있어야 함", 120: "no_application_protocol: 함께 쓸 프로토콜(ALPN)이 없음",
}

// alertText는 경고 하나이다. 내용은 급한 정도 1바이트와 종류 1바이트이다. RFC 8446 6절.
func alertText(level, kind byte) string {
	grade := map[byte]string{1: "알림(warning)", 2: "치명적(fatal)"}[level]
	if grade == "" {
		grade = fmt.Sprintf("모르는 정도(%d)", level)
	}
	return grade + " " + alertName(kind)
}

func alertName(kind byte) string {
	name, known := alerts[kind]
	if !known {
		return fmt.Sprintf("모르는 경고(%d)", kind)
	}
	return fmt.Sprintf("%d %s", kind, name)
}
