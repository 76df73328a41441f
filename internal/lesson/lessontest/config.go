package lessontest

import (
	"strings"
	"testing"
)

// OwnConfig는 이 테스트와 여기서 켜는 프로세스가 빈 설정 폴더를 쓰게 한다. 사용자의 인증 기관을 건드리지 않는다.
func OwnConfig(t testing.TB) {
	folder := t.TempDir()
	for _, name := range []string{"XDG_CONFIG_HOME", "HOME", "AppData"} { // Linux, macOS, Windows
		t.Setenv(name, folder)
	}
}

// Secure는 -tls로 켠 수업과 -tls로 붙은 클라이언트가 한마디를 나누는지 본다. -tls가 없는 클라이언트는 붙지 못한다.
func Secure(t *testing.T) {
	OwnConfig(t)
	p := Start(t, "-tls", "-addr", "localhost:0")
	if !strings.HasPrefix(p.First, "https://") {
		t.Errorf("첫 줄이 https 주소가 아니다: %q", p.First)
	}
	stdout, stderr, code := Run(t, "안녕하세요", "-tls", "-connect", p.Addr)
	if code != 0 || !strings.Contains(stdout, "← ") || !strings.Contains(stdout, "안녕하세요") {
		t.Errorf("상태 %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	if stdout, _, code := Run(t, "안녕하세요", "-connect", p.Addr); code != 1 || strings.Contains(stdout, "← ") {
		t.Errorf("-tls가 없는 클라이언트가 상태 %d로 끝났다: %q", code, stdout)
	}
	OwnConfig(t) // 다른 컴퓨터의 클라이언트
	if _, stderr, code := Run(t, "안녕하세요", "-tls", "-connect", p.Addr); code != 1 {
		t.Errorf("남의 인증 기관을 믿는 클라이언트가 상태 %d로 끝났다: %q", code, stderr)
	} else {
		wantOneLine(t, stderr, "서명한 것은 이 컴퓨터의 인증 기관이 아닙니다. 이 컴퓨터에서 같은 사용자가 -tls로 켠 서버에 붙으세요")
	}
	plain := Start(t, "-addr", "localhost:0")
	if _, stderr, code := Run(t, "안녕하세요", "-tls", "-connect", plain.Addr); code != 1 {
		t.Errorf("TLS로 응답하지 않는 서버에 붙은 클라이언트가 상태 %d로 끝났다: %q", code, stderr)
	} else {
		wantOneLine(t, stderr, "서버도 -tls로 켜거나, 클라이언트에서 -tls를 빼세요")
	}
	if code, took := p.Interrupt(t); code != 0 {
		t.Errorf("Ctrl-C 뒤 %v 만에 상태 %d로 끝났다", took, code)
	}
}
