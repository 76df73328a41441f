package notepage

import (
	"encoding/base64"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// anchors는 GitHub처럼 제목마다 앵커를 붙인다. 노트의 링크가 그 앵커를 쓴다. 값은 같은 제목이 몇 번 나왔는지이다.
type anchors map[string]int

func (a anchors) Generate(title []byte, _ ast.NodeKind) []byte {
	slug := strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimSpace(string(title)))
	a[slug]++
	if n := a[slug]; n > 1 {
		slug = fmt.Sprintf("%s-%d", slug, n-1)
	}
	return []byte(slug)
}

func (a anchors) Put(id []byte) { a[string(id)]++ }

// follow는 글 name에 적힌 링크의 주소를 바꾼다. 밖으로 가는 것과 같은 글 안의 것은 그대로 둔다.
func follow(name, target string, to Addresses) string {
	where, anchor, _ := strings.Cut(target, "#")
	if strings.Contains(target, "://") || where == "" {
		return target
	}
	return to.Link(beside(name, where), anchor)
}

// beside는 글 name에서 본 상대 경로를 맨 위 폴더에서 본 것으로 바꾼다.
func beside(name, target string) string { return path.Join(path.Dir(name), target) }

// Inline은 그림을 주소 안에 통째로 적는다. 그림을 보여 주려고 CSP를 느슨하게 하거나 파일을 더 두지 않아도 된다.
// files는 노트의 폴더이고, 그림은 notes/pictures에 있다. 없는 그림의 주소는 비어 있다.
func Inline(files fs.FS, name string) string {
	picture, err := fs.ReadFile(files, strings.TrimPrefix(name, "notes/"))
	if err != nil {
		return ""
	}
	return "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(picture)
}
