package push

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"socketworkbook/04-sse/push/pushtest"
)

// RFC 8291 부록 A의 보기. 같은 키와 salt로 같은 본문이 되어야 한다.
func TestRFC8291Example(t *testing.T) {
	var s Subscription
	s.Keys.P256dh = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
	s.Keys.Auth = "BTBZMqHH6r4Tts7J_aSIgg"
	body, err := seal(s, []byte("When I grow up, I want to be a watermelon"), private(t, "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), raw(t, "DGv6ra1nlYgDCS1FRnbzlw"))
	if err != nil {
		t.Fatal(err)
	}
	want := "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_" +
		"yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
	t.Logf("본문 %d바이트: 헤더 %d, 암호문 %d", len(body), headerSize, len(body)-headerSize)
	if got := encode(body); got != want {
		t.Errorf("%s\n바라던 것은 %s", got, want)
	}
	receiver := pushtest.Browser{Private: private(t, "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), Auth: raw(t, s.Keys.Auth)}
	if text, err := receiver.Decrypt(raw(t, want)); err != nil || string(text) != "When I grow up, I want to be a watermelon" {
		t.Errorf("받는 쪽이 %q, %v로 읽는다", text, err)
	}
}

// RFC 8292 2.4절의 보기. ES256의 서명은 할 때마다 달라서 서명은 비교하지 못한다. 서명한 글은 같아야 하고,
// 보기의 서명은 푸시 서비스의 눈에 맞아야 한다.
func TestRFC8292Example(t *testing.T) {
	const header = "vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0." +
		"i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA, k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs"
	signed := time.Unix(1453523768-3600, 0)
	if _, err := pushtest.CheckVAPID(header, "https://push.example.net", signed); err != nil {
		t.Errorf("보기의 서명이 맞지 않는다: %v", err)
	}
	token, err := sign(newKey(t), claims{"https://push.example.net", 1453523768, "mailto:push@example.com"})
	if err != nil {
		t.Fatal(err)
	}
	want, _, _ := strings.Cut(strings.TrimPrefix(header, "vapid t="), ".i3CY")
	if got := token[:strings.LastIndex(token, ".")]; got != want {
		t.Errorf("%s\n바라던 것은 %s", got, want)
	}
}

// 우리의 서명을 푸시 서비스가 받아들인다. 다른 푸시 서비스와, 지난 토큰과, 하루를 넘는 토큰은 거절된다.
func TestVAPID(t *testing.T) {
	key := newKey(t)
	for range 300 { // r이나 s의 앞이 0인 서명도 나온다. 그때도 64바이트여야 한다.
		header, err := authorization(key, Subscription{Endpoint: "https://Push.example:8443/abc?d=e"}, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		if k, err := pushtest.CheckVAPID(header, "https://push.example:8443", time.Now()); err != nil || k != PublicKey(key) {
			t.Fatalf("%q: %v", k, err)
		}
		for origin, late := range map[string]time.Duration{"https://push.example": 0, "https://push.example:8443": tokenLife + time.Minute} {
			if _, err := pushtest.CheckVAPID(header, origin, time.Now().Add(late)); err == nil {
				t.Fatalf("%s에서 %v 뒤에도 받아들인다", origin, late)
			}
		}
	}
	if header, err := authorization(key, Subscription{Endpoint: "http://push.example/"}, time.Now()); err == nil {
		t.Errorf("http 주소에 서명했다: %s", header)
	}
}

func raw(t testing.TB, text string) []byte {
	t.Helper()
	data, err := decode(text)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func private(t testing.TB, text string) *ecdh.PrivateKey {
	t.Helper()
	key, err := ecdh.P256().NewPrivateKey(raw(t, text))
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func newKey(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func jsonOf(s Subscription) string {
	text, _ := json.Marshal(s)
	return string(text)
}
