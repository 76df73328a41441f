package main

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

// write는 folder에 파일들을 쓴다.
func write(t *testing.T, folder string, texts map[string]string) {
	t.Helper()
	for name, text := range texts {
		name = filepath.Join(folder, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
}

// names는 folder에 든 파일의 이름과 내용이다.
func names(t *testing.T, folder string) map[string]string {
	t.Helper()
	files, err := onDisk(folder)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range files {
		all[f.name] = string(f.text)
	}
	return all
}

// 학생판은 git archive가 주는 것과 이름도 내용도 같다. 교사판에는 거기에 정답이 더 있다.
func TestEditionsOfThisRepository(t *testing.T) {
	root := lessontest.Root(t)
	archived := exec.Command("git", "archive", "HEAD")
	archived.Dir = root
	text, err := archived.Output()
	if err != nil {
		t.Skip("git의 저장소가 아니다")
	}
	files, _, err := edition(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	student, teacher := t.TempDir(), t.TempDir()
	if err := errors.Join(writeEdition(student, files, false), writeEdition(teacher, files, true)); err != nil {
		t.Fatal(err)
	}
	got, all := names(t, student), names(t, teacher)
	reader, count := tar.NewReader(bytes.NewReader(text)), 0
	for {
		header, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if header.Typeflag != tar.TypeReg {
			continue
		}
		count++
		if want, _ := io.ReadAll(reader); got[header.Name] != string(want) || all[header.Name] != string(want) {
			t.Errorf("%s가 git archive의 것과 다르다", header.Name)
		}
	}
	if len(got) != count || len(all) <= count || all["01-raw-tcp/exercise/answer/1_predict.go"] == "" {
		t.Errorf("학생판에 %d개, 교사판에 %d개, git archive에 %d개이다", len(got), len(all), count)
	}
}

// git이 있으면 교사가 풀어 둔 것이 아니라 커밋한 것을 담는다. 없으면 지금의 파일을 담고, 그렇다고 알린다.
func TestCommittedOrOnDisk(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git이 없다")
	}
	root := t.TempDir()
	write(t, root, map[string]string{"01-a/exercise/1_한글.go": "빈 것\n", "01-a/exercise/answer/1_한글.go": "정답", "빈 파일": ""})
	for _, args := range []string{"init -q", "add .", "-c user.name=a -c user.email=a@b commit -qm 처음"} {
		if _, err := git(t.Context(), root, "", strings.Fields(args)...); err != nil {
			t.Fatal(err)
		}
	}
	write(t, root, map[string]string{"01-a/exercise/1_한글.go": "푼 것", "01-a/exercise/2_b.go": "새것", ".env": "비밀"})
	inner := filepath.Join(root, "zip") // 남의 저장소 안에 푼 ZIP
	write(t, inner, map[string]string{"README.md": "속", ".env": "비밀", "a.exe": "빌드한 것"})

	for _, test := range []struct{ folder, say, want string }{
		{root, "git의 마지막 커밋", "01-a/exercise/1_한글.go=빈 것\n;빈 파일=;"},
		{inner, "지금 폴더의 파일", "README.md=속;"},
	} {
		files, from, err := edition(t.Context(), test.folder)
		if err != nil || !strings.Contains(from, test.say) {
			t.Fatalf("%q, %v", from, err)
		}
		out := t.TempDir()
		if err := writeEdition(out, files, false); err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, f := range sorted(names(t, out)) {
			got += f + ";"
		}
		if got != test.want {
			t.Errorf("%q를 담았다. 바라던 것은 %q", got, test.want)
		}
	}
}

func sorted(texts map[string]string) (lines []string) {
	for name, text := range texts {
		lines = append(lines, name+"="+text)
	}
	slices.Sort(lines)
	return lines
}
