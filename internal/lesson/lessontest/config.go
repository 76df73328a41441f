package lessontest

import "testing"

// OwnConfig는 이 테스트와 여기서 켜는 프로세스가 빈 설정 폴더를 쓰게 한다. 사용자의 인증 기관을 건드리지 않는다.
func OwnConfig(t testing.TB) {
	folder := t.TempDir()
	for _, name := range []string{"XDG_CONFIG_HOME", "HOME", "AppData"} { // Linux, macOS, Windows
		t.Setenv(name, folder)
	}
}
