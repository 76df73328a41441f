package main

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

// repository는 글을 고쳐 볼 수 있게 메모리에 옮긴, 저장소에서 쓰는 파일들이다.
func repository(t *testing.T) fstest.MapFS {
	t.Helper()
	house, copied := os.DirFS(lessontest.Root(t)), fstest.MapFS{}
	for _, pattern := range []string{"notes/*.md", "notes/pictures/*.svg", "0*/README.md", "0*/step*/main.go", "internal/web/style.css"} {
		names, _ := fs.Glob(house, pattern)
		for _, name := range names {
			text, err := fs.ReadFile(house, name)
			if err != nil {
				t.Fatal(err)
			}
			copied[name] = &fstest.MapFile{Data: text}
		}
	}
	return copied
}

func made(t *testing.T, house fs.FS) []page {
	t.Helper()
	all, err := pages(house)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// 수업마다 종이가 두 쪽이고, 첫 화면과 단계의 코드와 바뀐 것과 시험이 있다.
func TestEveryLesson(t *testing.T) {
	all := made(t, repository(t))
	paper, screens := string(all[0].Text), string(all[1].Text)
	for _, lesson := range web.Course {
		if got := strings.Count(paper, `data-lesson="`+lesson.Folder+`"`); got != 2 {
			t.Errorf("%s의 종이가 %d쪽이다", lesson.Folder, got)
		}
		for _, want := range []string{`data-id="` + lesson.Number() + `-1"`, lesson.Folder + "/step1/main.go</figcaption>", lesson.Folder + "/step1 → " + lesson.Folder + "/step2"} {
			if !strings.Contains(screens, want) {
				t.Errorf("화면에 %s가 없다", want)
			}
		}
	}
	if got, want := strings.Count(paper, "<figcaption>step1 → step2<"), len(web.Course); got != want {
		t.Errorf("종이에 2단계로 바뀐 것이 %d개이다. 바라던 것은 %d개", got, want)
	}
	if got, want := strings.Count(screens, "<h1>짧은 시험 "), 5*len(web.Course); got != want {
		t.Errorf("화면에 시험의 물음이 %d개이다. 바라던 것은 %d개", got, want)
	}
	for _, text := range []string{paper, screens} {
		for _, bad := range []string{"<a ", `href="http`, `src="http`, `src=""`, "url("} {
			if strings.Contains(strings.ReplaceAll(text, `<a href="#`, ""), bad) {
				t.Errorf("%s가 있다. 파일 하나로 열려야 한다", bad)
			}
		}
	}
}

// 적힌 곳은 하나뿐이다. 노트와 계획과 실습과 단계를 고치면 만든 것도 바뀐다.
func TestFollowsTheSources(t *testing.T) {
	for _, test := range []struct{ file, old, fresh, in string }{
		{"notes/05-websocket-echo.md", "브라우저의 페이지가 서버와 동시에", "바뀐 물음입니다. 페이지가", "둘"},
		{"notes/05-websocket-echo.md", "조용한 연결이 살아 있는지", "바뀐 문장입니다. 연결이", "화면"},
		{"notes/05-websocket-echo.md", "1001입니다. 서버가", "바뀐 답입니다. 서버가", "화면"},
		{"notes/teaching-plan.md", "WebSocket의 연결은 무엇으로", "바뀐 시험입니다. 연결은", "둘"},
		{"notes/teaching-plan.md", "HTTP의 요청 하나와 101", "바뀐 채점입니다. 요청과 101", "둘"},
		{"05-websocket-echo/README.md", "서브프로토콜을 확인해 줍니다 |", "바뀐 표입니다 |", "종이"},
		{"02-udp/step2/main.go", "make([]byte, 65_535)", "make([]byte, 바뀐_코드입니다)", "종이"},
		{"01-raw-tcp/step1/main.go", "func main() {", "func 바뀐_코드입니다() {", "화면"},
	} {
		house := repository(t)
		before := string(house[test.file].Data)
		if !strings.Contains(before, test.old) {
			t.Fatalf("%s에 %q가 없다. 테스트를 고치세요", test.file, test.old)
		}
		house[test.file].Data = []byte(strings.Replace(before, test.old, test.fresh, 1))
		all := made(t, house)
		mark := strings.Fields(test.fresh)[0] // "바뀐"
		for i, name := range []string{"종이", "화면"} {
			want := test.in == "둘" || test.in == name
			if got := strings.Contains(string(all[i].Text), mark); want && !got {
				t.Errorf("%s: %s를 고쳤는데 그대로이다", name, test.file)
			}
		}
	}
}

// 모자란 것이 있으면 만들지 않고, 어느 파일인지 알린다.
func TestMissingSource(t *testing.T) {
	house := repository(t)
	delete(house, "notes/02-udp.md")
	if _, err := pages(house); err == nil || !strings.Contains(err.Error(), "notes/02-udp.md") {
		t.Errorf("%v", err)
	}
	house = repository(t)
	house[planName].Data = []byte(strings.Replace(string(house[planName].Data), "### 짧은 시험 3", "### 시험", 1))
	if _, err := pages(house); err == nil || !strings.Contains(err.Error(), "03-http-polling") {
		t.Errorf("%v", err)
	}
}
