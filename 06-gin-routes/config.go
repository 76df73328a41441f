package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/joho/godotenv"
)

// config는 .env나 환경 변수에서 읽은 설정이다. 이름과 뜻은 .env.example에 있다.
type config struct {
	Port            string
	TrustedProxies  []string
	SessionLifetime time.Duration
	Debug           bool
	NATSURL         string

	// 아래는 .env의 것이 아니다.
	Secure bool     // -tls로 켰다
	Class  bool     // -class로 켰다
	Bound  net.Addr // 듣고 있는 주소
}

// loadConfig는 .env를 맨 위 폴더에서 켰을 때도, 이 폴더에서 켰을 때도 찾는다. 없어도 된다.
// 환경 변수가 .env보다 먼저이다. Node의 dotenv와 같다.
func loadConfig() (config, error) {
	values := map[string]string{}
	for _, path := range []string{"06-gin-routes/.env", ".env"} {
		text, err := os.ReadFile(path)
		// 이 폴더에서 go build를 하면 폴더가 아니라 실행 파일인 06-gin-routes가 있다.
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
			continue
		}
		if err != nil {
			return config{}, fmt.Errorf("%s: %w", path, err)
		}
		// Windows의 메모장은 UTF-8 앞에 BOM을 붙이기도 한다.
		values, err = godotenv.UnmarshalBytes(bytes.TrimPrefix(text, []byte("\ufeff")))
		if err != nil {
			return config{}, fmt.Errorf("%s: 한 줄에 하나씩 PORT=8006처럼 적고 UTF-8로 저장하세요: %w", path, err)
		}
		break
	}
	return parseConfig(func(name, fallback string) string {
		if value, ok := os.LookupEnv(name); ok {
			return value
		}
		if value, ok := values[name]; ok {
			return value
		}
		return fallback
	})
}

// parseConfig는 get이 준 값을 살핀다. 틀린 값이면 어느 변수가 왜 틀렸는지 알린다.
func parseConfig(get func(name, fallback string) string) (cfg config, err error) {
	wrong := func(name, want string) error {
		return fmt.Errorf("%s=%q: %s. .env나 환경 변수를 고치세요", name, get(name, ""), want)
	}
	cfg.Port = get("PORT", "8006")
	if port, err := strconv.Atoi(cfg.Port); err != nil || port < 0 || port > 65535 {
		return cfg, wrong("PORT", "0부터 65535까지의 수여야 합니다")
	}
	for _, proxy := range strings.FieldsFunc(get("TRUSTED_PROXIES", ""), isSeparator) {
		// gin이 읽는 것과 같은 함수로 살핀다.
		if _, _, err := net.ParseCIDR(proxy); err != nil && net.ParseIP(proxy) == nil {
			return cfg, wrong("TRUSTED_PROXIES", "IP 주소나 CIDR 표기를 쉼표로 이어 적어야 합니다")
		}
		cfg.TrustedProxies = append(cfg.TrustedProxies, proxy)
	}
	cfg.SessionLifetime, err = time.ParseDuration(get("SESSION_LIFETIME", "12h"))
	if err != nil || cfg.SessionLifetime <= 0 {
		return cfg, wrong("SESSION_LIFETIME", "0보다 긴 시간을 12h처럼 써야 합니다")
	}
	cfg.Debug, err = strconv.ParseBool(get("DEBUG", "false"))
	if err != nil {
		return cfg, wrong("DEBUG", "true나 false여야 합니다")
	}
	cfg.NATSURL = get("NATS_URL", "")
	if at, err := url.Parse(cfg.NATSURL); cfg.NATSURL != "" && (err != nil || at.Scheme != "nats" || at.Host == "") {
		return cfg, wrong("NATS_URL", "nats://localhost:4222처럼 적어야 합니다")
	}
	return cfg, nil
}

func isSeparator(r rune) bool { return r == ',' || r == ' ' }
