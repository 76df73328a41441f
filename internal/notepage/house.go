package notepage

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"
)

const longestFile = 256 << 10 // 바이트. 이보다 긴 것은 사람이 읽는 파일이 아니다

// House는 이 저장소의 폴더이다. 노트가 가리키는 코드는 프로그램에 들어 있지 않아서 여기에서 읽는다.
// 지금 있는 폴더와 이 프로그램을 빌드한 폴더에서 위로 올라가며 찾는다. os.Root라서 폴더 밖의 것은 열지 못한다.
func House() (*os.Root, error) {
	here, _ := os.Getwd()
	_, source, _, _ := runtime.Caller(0)
	for _, start := range []string{here, filepath.Dir(source)} {
		for folder := start; ; folder = filepath.Dir(folder) {
			text, err := os.ReadFile(filepath.Join(folder, "go.mod"))
			if words := strings.Fields(string(text)); err == nil && len(words) > 1 && words[1] == "socketworkbook" {
				return os.OpenRoot(folder)
			}
			if folder == filepath.Dir(folder) {
				break
			}
		}
	}
	return nil, errors.New("저장소의 폴더를 찾지 못했습니다")
}

// File은 읽으라고 내줄 파일이나 폴더이다. 폴더이면 안에 있는 것의 이름을 준다(폴더의 이름은 /로 끝난다).
func File(house fs.FS, name string) (text string, inside []string, err error) {
	info, err := fs.Stat(house, name)
	if err != nil {
		return "", nil, err
	}
	if !Open(name, info.IsDir()) || info.Size() > longestFile {
		return "", nil, fs.ErrPermission
	}
	if info.IsDir() {
		entries, err := fs.ReadDir(house, name)
		for _, entry := range entries {
			if Open(name+"/"+entry.Name(), entry.IsDir()) {
				inside = append(inside, entry.Name()+map[bool]string{true: "/"}[entry.IsDir()])
			}
		}
		return "", inside, err
	}
	data, err := fs.ReadFile(house, name)
	if !utf8.Valid(data) {
		return "", nil, fs.ErrInvalid
	}
	return string(data), nil, err
}

// Open은 name을 내주어도 되는지이다. 점으로 시작하는 것(.env, .git)과 연습의 정답은 내주지 않는다.
func Open(name string, folder bool) bool {
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") && name != "." || part == "answer" {
			return false
		}
	}
	known := []string{".go", ".md", ".html", ".js", ".css", ".svg", ".txt", ".mod"}
	return folder || slices.Contains(known, filepath.Ext(name)) || name == "LICENSE"
}
