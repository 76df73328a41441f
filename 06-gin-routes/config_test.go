package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestConfig(t *testing.T) {
	for _, test := range []struct{ name, value, want string }{
		{"PORT", "팔천육", "PORT"},
		{"PORT", "70000", "PORT"},
		{"PORT", "-1", "PORT"},
		{"TRUSTED_PROXIES", "127.0.0.1, 집", "TRUSTED_PROXIES"},
		{"TRUSTED_PROXIES", "fe80::1%eth0", "TRUSTED_PROXIES"}, // gin은 구역(zone)을 읽지 못한다.
		{"SESSION_LIFETIME", "-1h", "SESSION_LIFETIME"},
		{"SESSION_LIFETIME", "0s", "SESSION_LIFETIME"},
		{"DEBUG", "아마", "DEBUG"},
		{"DEBUG", "true", ""},
		{"TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8", ""},
	} {
		_, err := parseConfig(func(name, fallback string) string {
			if name == test.name {
				return test.value
			}
			return fallback
		})
		if (err == nil) != (test.want == "") || (err != nil && !strings.HasPrefix(err.Error(), test.want+"=")) {
			t.Errorf("%s=%s: %v", test.name, test.value, err)
		}
	}
}

// .env는 맨 위 폴더에서 켜도, 이 폴더에서 켜도 찾는다. 환경 변수가 먼저이다.
func TestDotEnv(t *testing.T) {
	top := t.TempDir()
	folder := filepath.Join(top, "06-gin-routes")
	os.Mkdir(folder, 0o755)
	os.WriteFile(filepath.Join(folder, ".env"), []byte("PORT=7777\n"), 0o644)
	for _, dir := range []string{top, folder} {
		t.Chdir(dir)
		if cfg, err := loadConfig(); cfg.Port != "7777" || err != nil {
			t.Errorf("%s: %v, %v", dir, cfg, err)
		}
	}
	t.Setenv("PORT", "8888")
	if cfg, err := loadConfig(); cfg.Port != "8888" || err != nil {
		t.Errorf("환경 변수: %v, %v", cfg, err)
	}
	built := t.TempDir() // go build가 만든 실행 파일이 폴더와 이름이 같다.
	os.WriteFile(filepath.Join(built, "06-gin-routes"), nil, 0o755)
	t.Chdir(built)
	if _, err := loadConfig(); err != nil {
		t.Errorf("빌드한 폴더: %v", err)
	}
	t.Chdir(top)
	os.WriteFile(filepath.Join(folder, ".env"), []byte("이것은 설정이 아니다\n"), 0o644)
	if _, err := loadConfig(); err == nil || !strings.Contains(err.Error(), ".env") || !strings.Contains(err.Error(), "PORT=8006처럼") {
		t.Errorf("깨진 .env: %v", err)
	}
	os.WriteFile(filepath.Join(folder, ".env"), []byte("\ufeffSESSION_LIFETIME=7h\r\n"), 0o644) // Windows의 메모장
	if cfg, err := loadConfig(); cfg.SessionLifetime != 7*time.Hour || err != nil {
		t.Errorf("BOM이 있는 .env: %v, %v", cfg, err)
	}
}

// 예로 둔 파일의 값이 곧 기본값이다.
func TestDotEnvExample(t *testing.T) {
	example, err := os.ReadFile(".env.example")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	os.WriteFile(filepath.Join(dir, ".env"), example, 0o644)
	t.Chdir(dir)
	fromExample, err := loadConfig()
	if err != nil {
		t.Fatal(err)
	}
	fallback, _ := parseConfig(func(_, fallback string) string { return fallback })
	if fmt.Sprint(fromExample) != fmt.Sprint(fallback) {
		t.Errorf(".env.example은 %v, 기본값은 %v", fromExample, fallback)
	}
}
