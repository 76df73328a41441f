package grader

import (
	"bytes"
	"context"
	"os"
	"regexp"
	"strings"
	"testing"
)

// isAlone은 이 프로세스가 alone이 env로 켠 것인지이다.
func isAlone(env string) bool { return os.Getenv(env) != "" }

// alone은 테스트 t만 다른 프로세스에서 한 번 더 해 본다. 풀이가 그 프로세스를 끝내거나, 끝없이 돌아도 여기는 무사하다.
// env는 그 프로세스가 제가 누구인지 알 환경 변수이다. out은 그 프로세스의 stdout이다.
func alone(ctx context.Context, t *testing.T, env string) (out string, seen report, err error) {
	var path []string
	for part := range strings.SplitSeq(t.Name(), "/") {
		path = append(path, "^"+regexp.QuoteMeta(part)+"$")
	}
	var stdout, diary bytes.Buffer
	err = runSelf(ctx, &stdout, &diary, env, "-test.run="+strings.Join(path, "/"))
	return stdout.String(), read(diary.String()), err
}
