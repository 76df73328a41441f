package push

import (
	"bytes"
	"strings"
	"testing"

	"socketworkbook/04-sse/push/pushtest"
)

const endpoint = "https://push.example/abc"

// 빈 것부터 가장 긴 것까지 받는 쪽이 읽는다. 한 바이트라도 길면 보내지 않는다. 본문은 4096바이트를 넘지 않는다.
func TestEncryptSizes(t *testing.T) {
	browser := pushtest.NewBrowser()
	s, err := ReadSubscription(browser.Subscription(endpoint))
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{0, 1, 15, 16, 17, 3992, LongestPayload} {
		payload := bytes.Repeat([]byte{0}, size) // 0으로 끝나는 내용도 채운 것과 섞이지 않는다.
		body, err := Encrypt(s, payload)
		if err != nil {
			t.Fatal(err)
		}
		got, err := browser.Decrypt(body)
		if err != nil || !bytes.Equal(got, payload) || len(body) != size+103 {
			t.Errorf("%d바이트의 본문이 %d바이트이고, 읽으면 %d바이트, %v", size, len(body), len(got), err)
		}
	}
	if body, err := Encrypt(s, make([]byte, LongestPayload+1)); err == nil || err.Error() != "푸시 하나에는 3993바이트까지 담을 수 있는데 3994바이트입니다" {
		t.Errorf("본문 %d바이트, %v", len(body), err)
	}
}

// 같은 메시지도 보낼 때마다 다른 본문이 된다. 다른 브라우저는 읽지 못하고, 한 비트라도 바뀌면 알게 된다.
func TestEncryptIsSecret(t *testing.T) {
	browser := pushtest.NewBrowser()
	s, err := ReadSubscription(browser.Subscription(endpoint))
	if err != nil {
		t.Fatal(err)
	}
	whole := []byte("안녕하세요")
	text := whole[:6] // 뒤에 남의 글이 이어져 있다.
	first, _ := Encrypt(s, text)
	second, _ := Encrypt(s, text)
	if bytes.Equal(first[:saltSize], second[:saltSize]) || bytes.Equal(first[21:headerSize], second[21:headerSize]) {
		t.Error("salt나 키를 다시 썼다")
	}
	if string(whole) != "안녕하세요" {
		t.Errorf("암호화하면서 남의 글을 고쳤다: %q", whole)
	}
	if got, err := pushtest.NewBrowser().Decrypt(first); err == nil {
		t.Errorf("다른 브라우저가 %q를 읽었다", got)
	}
	for i := range first {
		changed := bytes.Clone(first)
		changed[i] ^= 1
		if _, err := browser.Decrypt(changed); err == nil && (i < 16 || i > 19) { // 레코드의 크기는 내용을 정하지 않는다.
			t.Errorf("%d째 바이트가 바뀌었는데 모른다", i)
		}
	}
}

// 쓸 수 없는 구독은 왜 그런지 한 문장으로 거절한다.
func TestBadSubscriptions(t *testing.T) {
	good := pushtest.NewBrowser().Subscription(endpoint)
	s, err := ReadSubscription(good)
	if err != nil {
		t.Fatal(err)
	}
	offCurve := raw(t, s.Keys.P256dh)
	offCurve[64] ^= 1
	compressed := append([]byte{2}, offCurve[1:33]...)
	for name, test := range map[string]struct{ old, new, want string }{
		"JSON이 아님":   {good, "?", "JSON으로 읽을 수 없습니다"},
		"배열":         {good, "[]", "JSON으로 읽을 수 없습니다"},
		"빈 것":        {good, "{}", "https 주소"},
		"http":       {endpoint, "http://push.example/abc", "https 주소"},
		"파일":         {endpoint, "file:///etc/passwd", "https 주소"},
		"호스트가 없음":    {endpoint, "https:///abc", "https 주소"},
		"비밀번호가 든 주소": {endpoint, "https://a:b@push.example/", "https 주소"},
		"주소가 아님":     {endpoint, "https://push.example:port/", "https 주소"},
		"긴 주소":       {endpoint, endpoint + strings.Repeat("a", longestEndpoint), "1024바이트까지"},
		"곡선 밖의 점":    {s.Keys.P256dh, encode(offCurve), "P-256 곡선 위의 점이 아닙니다"},
		"모두 0인 점":    {s.Keys.P256dh, encode(make([]byte, 65)), "P-256 곡선 위의 점이 아닙니다"},
		"압축한 점":      {s.Keys.P256dh, encode(compressed), "p256dh는 base64url로 적은 65바이트"},
		"무한대의 점":     {s.Keys.P256dh, "AA", "p256dh는 base64url로 적은 65바이트"},
		"없는 키":       {s.Keys.P256dh, "", "p256dh는 base64url로 적은 65바이트"},
		"base64가 아님": {s.Keys.P256dh, "한글", "p256dh는 base64url로 적은 65바이트"},
		"짧은 auth":    {s.Keys.Auth, encode(make([]byte, 15)), "auth는 base64url로 적은 16바이트"},
		"긴 auth":     {s.Keys.Auth, encode(make([]byte, 17)), "auth는 base64url로 적은 16바이트"},
		"보통의 base64": {s.Keys.Auth, "+/+/+/+/+/+/+/+/+/+/+w", "auth는 base64url로 적은 16바이트"},
		"auth에 줄바꿈":  {s.Keys.Auth, s.Keys.Auth + `\n`, ""},
		"채운 글자(=)":   {s.Keys.Auth, s.Keys.Auth + "==", ""},
		"고치지 않은 것":   {"없는 글", "", ""},
		"모르는 필드가 있음": {`{"endpoint"`, `{"more":{},"endpoint"`, ""},
	} {
		_, err := ReadSubscription(strings.Replace(good, test.old, test.new, 1))
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// 어떤 구독이 와도 패닉이 나지 않는다. 받았다면 암호화할 수 있고, https 오리진에 서명할 수 있다.
func FuzzReadSubscription(f *testing.F) {
	f.Add(pushtest.NewBrowser().Subscription(endpoint))
	f.Add(`{"endpoint":"https://[::1]:1/","keys":{"p256dh":"BA","auth":""}}`)
	f.Add(`{"endpoint":"https://\u0000/","keys":null}`)
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ReadSubscription(text)
		if err != nil {
			return
		}
		if _, err := Encrypt(s, []byte(text[:min(len(text), LongestPayload)])); err != nil {
			t.Errorf("받은 구독인데 암호화하지 못한다: %v", err)
		}
		if origin, err := s.origin(); err != nil || !strings.HasPrefix(origin, "https://") || strings.ContainsAny(origin[8:], "/@?#") {
			t.Errorf("오리진이 %q, %v", origin, err)
		}
		if again, err := ReadSubscription(jsonOf(s)); err != nil || again != s {
			t.Errorf("적었다가 읽으니 %v, %v", again, err)
		}
	})
}
