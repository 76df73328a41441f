package push

import (
	"crypto/elliptic"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"socketworkbook/04-sse/push/pushtest"
	"socketworkbook/internal/lesson/lessontest"
)

// 다시 켜도 키와 구독은 그대로이다. 여럿이 한꺼번에 처음 써도 키는 하나이다. 파일은 주인만 읽는다.
// 쓰기 전에는 아무 파일도 없다.
func TestKeptOverRestart(t *testing.T) {
	lessontest.OwnConfig(t)
	folder, err := configFolder()
	if err != nil {
		t.Fatal(err)
	}
	first := New()
	if results, err := first.Send(t.Context(), Message{Urgency: "normal"}); len(results) != 0 || err != nil {
		t.Errorf("구독이 없는데 %v, %v", results, err)
	}
	if _, err := os.Stat(filepath.Dir(folder)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("쓰기 전에 폴더를 만들었다: %v", err)
	}
	var opening sync.WaitGroup
	keys := make([]string, 8)
	for i := range keys {
		opening.Go(func() { keys[i], _ = New().Key() })
	}
	opening.Wait()
	for _, key := range keys {
		if len(key) != 87 || key != keys[0] {
			t.Errorf("키가 %q이다", keys)
		}
	}
	if left, _ := filepath.Glob(folder + "-*"); len(left) > 0 {
		t.Errorf("만들다 만 것이 남았다: %q", left)
	}
	for _, p := range []*Pusher{first, New()} {
		if err := p.Subscribe(subscription(t, "https://push.example/"+keys[0])); err != nil {
			t.Fatal(err)
		}
	}
	if err := makeKey(folder); err != nil { // 늦게 만든 서버는 먼저 만든 것을 쓴다.
		t.Error(err)
	}
	again := New()
	if key, err := again.Key(); key != keys[0] || err != nil {
		t.Errorf("다시 켜니 키가 %q, %v", key, err)
	}
	if all, err := again.store.all(); len(all) != 1 || err != nil { // 같은 브라우저가 두 번 왔다.
		t.Errorf("다시 켜니 구독이 %v, %v", all, err)
	}
	for _, name := range []string{keyFile, storeFile} {
		if info, err := os.Stat(filepath.Join(folder, name)); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}

// 구독은 백 개까지만 받는다. 있던 것을 바꾸는 것은 된다. 한꺼번에 와도 하나도 잃지 않는다.
func TestStoreIsBounded(t *testing.T) {
	s := &store{folder: t.TempDir()}
	var adding sync.WaitGroup
	failed := make(chan error, mostSubscriptions)
	for i := range mostSubscriptions {
		adding.Go(func() { failed <- s.add(subscription(t, fmt.Sprint("https://push.example/", i))) })
	}
	adding.Wait()
	for range mostSubscriptions {
		if err := <-failed; err != nil {
			t.Fatal(err)
		}
	}
	if err := s.add(subscription(t, "https://push.example/more")); !errors.Is(err, ErrFull) {
		t.Errorf("백 개가 넘었는데 %v", err)
	}
	fresh := subscription(t, "https://push.example/7")
	if err := s.add(fresh); err != nil {
		t.Error(err)
	}
	if err := s.drop([]string{"https://push.example/0", "https://push.example/없음"}); err != nil {
		t.Error(err)
	}
	all, err := s.all()
	if err != nil || len(all) != mostSubscriptions-1 || all[len(all)-1] != fresh {
		t.Errorf("구독이 %d개, %v", len(all), err)
	}
	if left, _ := filepath.Glob(filepath.Join(s.folder, "*")); len(left) != 1 {
		t.Errorf("적다 만 것이 남았다: %q", left)
	}
}

// 망가진 파일은 무엇을 지우면 되는지 한 문장으로 알린다. 스스로 지우거나 덮어쓰지 않는다.
func TestBrokenFiles(t *testing.T) {
	for name, test := range map[string]struct{ file, text, want string }{
		"빈 키":        {keyFile, "", "PEM이 아닙니다. FOLDER 폴더를 지우면 새로 만듭니다"},
		"PEM이 아닌 키":  {keyFile, "?", "PEM이 아닙니다. FOLDER 폴더를 지우면"},
		"속이 다른 키":    {keyFile, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "P-256의 개인 키가 아닙니다. FOLDER 폴더를 지우면"},
		"잘린 구독":      {storeFile, `[{"endpoint":`, "JSON이 아닙니다. FOLDER/subscriptions.json 파일을 지우면"},
		"곡선 밖의 구독":   {storeFile, `[{"endpoint":"https://push.example/","keys":{"p256dh":"` + encode(make([]byte, 65)) + `"}}]`, "점이 아닙니다. FOLDER/subscriptions.json 파일을 지우면"},
		"http인 구독":   {storeFile, `[{"endpoint":"http://127.0.0.1/"}]`, "https 주소여야 합니다. FOLDER/subscriptions.json 파일을 지우면"},
		"목록이 아닌 구독":  {storeFile, `{}`, "JSON이 아닙니다. FOLDER/subscriptions.json 파일을 지우면"},
		"폴더인 구독의 파일": {storeFile, "폴더", "구독 읽기: "},
	} {
		lessontest.OwnConfig(t)
		p := New()
		if _, err := p.Key(); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(p.store.folder, test.file)
		harm := os.WriteFile(file, []byte(test.text), 0o600)
		if test.text == "폴더" {
			harm = errors.Join(os.Remove(file), os.Mkdir(file, 0o700))
		}
		if harm != nil {
			t.Fatal(harm)
		}
		err := p.Subscribe(subscription(t, endpoint))
		want := strings.ReplaceAll(test.want, "FOLDER/", p.store.folder+string(filepath.Separator))
		want = strings.ReplaceAll(want, "FOLDER", p.store.folder)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
		if text, _ := os.ReadFile(file); test.text != "폴더" && string(text) != test.text {
			t.Errorf("%s: 망가진 파일을 고쳐 적었다", name)
		}
	}
}

// 설정 폴더를 만들 수 없으면 그렇다고 말한다.
func TestUnreadableFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p := New()
	p.store = &store{folder: filepath.Join(file, "push")} // 폴더여야 할 것이 파일이다. root도 들어가지 못한다.
	if _, err := p.Key(); err == nil || !strings.HasPrefix(err.Error(), "푸시의 키 ") {
		t.Errorf("%v", err)
	}
	if _, err := p.Send(t.Context(), Message{Urgency: "normal"}); err == nil || !strings.HasPrefix(err.Error(), "구독 읽기: ") {
		t.Errorf("%v", err)
	}
}

func subscription(t testing.TB, endpoint string) Subscription {
	t.Helper()
	s, err := ReadSubscription(pushtest.NewBrowser().Subscription(endpoint))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// 키는 P-256이다. 웹 푸시는 다른 곡선을 받지 않는다.
func TestKeyCurve(t *testing.T) {
	key, err := openKey(filepath.Join(t.TempDir(), "push"))
	if err != nil || key.Curve != elliptic.P256() {
		t.Errorf("%v, %v", key, err)
	}
}
