package push

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"socketworkbook/04-sse/push/pushtest"
	"socketworkbook/internal/lesson/lessontest"
)

// npm의 web-push가 보낸 것을 우리 쪽이 읽고, 우리가 보낸 것을 npm의 http_ece가 읽는다.
func TestAgreesWithNPM(t *testing.T) {
	lessontest.Slow(t, "npm에서 web-push와 http_ece를 내려받는다")
	folder := lessontest.NPM(t, "web-push@3.6.7", "http_ece@1.2.0")
	script, err := os.ReadFile(filepath.Join("testdata", "webpush.cjs"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "webpush.cjs"), script, 0o644); err != nil {
		t.Fatal(err)
	}
	key, browser := newKey(t), pushtest.NewBrowser()
	secret, err := key.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	s, err := ReadSubscription(browser.Subscription(endpoint))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"안녕하세요", "a", strings.Repeat("가", LongestPayload/3)} {
		body, err := Encrypt(s, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		asked, _ := json.Marshal(map[string]any{"subscription": s, "text": text, "publicKey": PublicKey(key), "privateKey": encode(secret),
			"browserKey": encode(browser.Private.Bytes()), "auth": s.Keys.Auth, "body": encode(body)})
		node := exec.Command("node", "webpush.cjs")
		node.Dir, node.Stdin, node.Stderr = folder, strings.NewReader(string(asked)), t.Output()
		out, err := node.Output()
		if err != nil {
			t.Fatalf("node: %v", err)
		}
		var answer struct {
			Text, Body string
			Headers    map[string]any
		}
		if err := json.Unmarshal(out, &answer); err != nil {
			t.Fatal(err)
		}
		theirs, err := browser.Decrypt(raw(t, answer.Body))
		signer, vapid := pushtest.CheckVAPID(fmt.Sprint(answer.Headers["Authorization"]), "https://push.example", time.Now())
		if err != nil || vapid != nil || string(theirs) != text || signer != PublicKey(key) || answer.Text != text {
			t.Errorf("web-push의 것을 %.20q, %v, %v로, http_ece는 우리 것을 %.20q로 읽었다", theirs, err, vapid, answer.Text)
		}
		t.Logf("%d바이트: web-push가 보낸 본문 %d바이트, 우리가 보낸 본문 %d바이트", len(text), len(raw(t, answer.Body)), len(body))
	}
}
