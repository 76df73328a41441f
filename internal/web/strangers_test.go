package web

import (
	"log"
	"net"
	"os/exec"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

// stranger는 우리가 만들지 않은 프로그램을 돌리고, 그것이 적은 것을 돌려준다. 없으면 테스트를 건너뛴다.
func stranger(t *testing.T, name string, args ...string) (said string, err error) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s가 없어서 남의 프로그램으로 해 보지 못한다", name)
	}
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput() // stdin은 비어 있다. 곧바로 끝난다
	return string(out), err
}

// secured는 -tls로 켠 서버의 주소와 인증 기관의 파일이다.
func secured(t *testing.T) (addr, authority string) {
	t.Helper()
	lessontest.OwnConfig(t)
	addr = serveTLS(t)
	a, err := OpenAuthority()
	if err != nil {
		t.Fatal(err)
	}
	return addr, a.File()
}

// OpenSSL이 본 서버: 버전, 암호, ALPN, 인증서의 사슬. TLS 1.1까지는 거절한다.
func TestOpenSSL(t *testing.T) {
	addr, authority := secured(t)
	if version, _ := stranger(t, "openssl", "version"); !strings.HasPrefix(version, "OpenSSL 3") {
		t.Skipf("OpenSSL 3이 아니라 %s이다", version) // macOS의 openssl은 LibreSSL이다.
	}
	look := func(args ...string) string {
		said, _ := stranger(t, "openssl", append([]string{"s_client", "-connect", addr, "-servername", "localhost", "-CAfile", authority, "-verify_hostname", "localhost"}, args...)...)
		return said
	}
	for _, test := range []struct {
		args []string
		want []string
	}{
		{[]string{"-alpn", "h2,http/1.1"}, []string{"New, TLSv1.3, Cipher is TLS_AES_", "ALPN protocol: h2", "Verification: OK"}},
		{[]string{"-alpn", "http/1.1"}, []string{"ALPN protocol: http/1.1", "Verification: OK"}},
		{[]string{"-tls1_2"}, []string{"New, TLSv1.2, Cipher is ECDHE-ECDSA-", "No ALPN negotiated", "Verification: OK"}},
		{[]string{"-showcerts", "-nameopt", "utf8,sep_comma_plus_space"}, []string{"   a:PKEY: id-ecPublicKey, 256 (bit); sigalg: ecdsa-with-SHA256", " 0 s:", " 1 s:"}},
	} {
		said := look(test.args...)
		for _, want := range test.want {
			_, after, found := strings.Cut(said, want)
			rest, _, _ := strings.Cut(after, "\n")
			if !found {
				t.Errorf("%v: %q가 없다:\n%s", test.args, want, said)
			}
			t.Logf("%s: %s%s", strings.Join(test.args, " "), strings.TrimSpace(want), rest)
		}
	}
	for _, old := range []string{"-tls1", "-tls1_1"} {
		if said := look(old, "-cipher", "DEFAULT:@SECLEVEL=0"); !strings.Contains(said, "protocol version") {
			t.Errorf("%s를 거절하지 않는다:\n%s", old, said)
		}
	}
	if said, err := stranger(t, "openssl", "s_client", "-connect", addr, "-CAfile", "/dev/null", "-verify_return_error"); err == nil {
		t.Errorf("믿지 않는데 붙었다:\n%s", said)
	}
}

// curl은 인증 기관을 알려 주면 HTTP/2로 붙고, 알려 주지 않으면 붙지 않는다.
func TestCurl(t *testing.T) {
	addr, authority := secured(t)
	if features, _ := stranger(t, "curl", "--version"); !strings.Contains(features, "HTTP2") {
		t.Skip("이 curl은 HTTP/2를 모른다")
	}
	for option, want := range map[string]string{"--http2": "HTTP/2.0 2", "--http1.1": "HTTP/1.1 1.1"} {
		said, err := stranger(t, "curl", "--silent", "--show-error", option, "--noproxy", "*", "--cacert", authority, "--write-out", " %{http_version}", "https://"+addr+"/")
		if err != nil || said != want {
			t.Errorf("%s: %q, %v", option, said, err)
		}
	}
	var book lines
	log.SetOutput(&book)
	if said, err := stranger(t, "curl", "--silent", "--show-error", "--noproxy", "*", "https://"+addr+"/"); err == nil || !strings.Contains(said, "certificate") {
		t.Errorf("믿지 않는데 붙었다: %q, %v", said, err)
	}
	book.until(t, "우리 인증 기관을 믿지 않")
}

// askByNode는 Node의 https와 http2로 한 번씩 묻는다. 세 번째는 인증 기관을 알려 주지 않는다.
const askByNode = `
const [port, file] = process.argv.slice(1);
const ca = require("fs").readFileSync(file), address = "https://localhost:" + port;
const ask = (options) => new Promise((done) => require("https").get(address, { agent: false, ...options }, (response) => {
  response.on("data", (body) => done(String(body)));
}).on("error", (wrong) => done(wrong.code)));
const ask2 = () => new Promise((done) => {
  const session = require("http2").connect(address, { ca });
  session.request({ ":path": "/" }).on("data", (body) => { done(String(body)); session.close(); });
});
(async () => console.log(await ask({ ca }), await ask2(), await ask({})))();
`

func TestNode(t *testing.T) {
	addr, authority := secured(t)
	_, port, _ := net.SplitHostPort(addr)
	said, err := stranger(t, "node", "-e", askByNode, port, authority)
	if fields := strings.Fields(said); err != nil || len(fields) != 3 || fields[0] != "HTTP/1.1" || fields[1] != "HTTP/2.0" || !strings.Contains(fields[2], "CERT") {
		t.Errorf("%q, %v", said, err)
	}
	t.Log(said)
}
