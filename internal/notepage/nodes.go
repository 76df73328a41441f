package notepage

import (
	"fmt"
	"html"
	"path"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	extension "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// nodes는 goldmark와 다르게 그릴 것들이다: 코드, 접힌 덩어리, 표, 그림.
type nodes struct {
	name string // 그리는 글
	to   Addresses
}

func (n nodes) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindFencedCodeBlock, n.listing)
	r.Register(ast.KindHTMLBlock, n.fold)
	r.Register(extension.KindTable, n.table)
	r.Register(ast.KindImage, n.picture)
}

// picture는 그림이다. goldmark는 주소 안에 적은 SVG를 위험하다고 버린다. 우리가 넣은 그림이라 믿을 수 있고,
// <img> 안의 SVG에서는 스크립트가 돌지 않는다.
func (n nodes) picture(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		at := string(node.(*ast.Image).Destination)
		fmt.Fprintf(w, `<img src="%s" alt="%s">`, html.EscapeString(n.to.Picture(beside(n.name, at))), html.EscapeString(plain(node, source)))
	}
	return ast.WalkSkipChildren, nil
}

// listing은 코드를 색칠하고, 어느 파일의 것인지 위에 적는다.
func (n nodes) listing(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	block := node.(*ast.FencedCodeBlock)
	info := ""
	if block.Info != nil {
		info = string(block.Info.Segment.Value(source))
	}
	lang, at, _ := strings.Cut(info, " ")
	text := string(block.Lines().Value(source))
	fmt.Fprintf(w, `<figure class="listing">%s<pre><code>%s</code></pre></figure>`+"\n", n.caption(at), Colour(lang, text))
	return ast.WalkSkipChildren, nil
}

// caption은 코드가 있는 파일로 가는 링크이다. 차이라면 둘이다.
func (n nodes) caption(at string) string {
	var links []string
	for name := range strings.FieldsSeq(at) {
		file := name
		if path.Ext(name) == "" {
			file += "/main.go"
		}
		links = append(links, fmt.Sprintf(`<a href="%s">%s</a>`, html.EscapeString(n.to.Link(file, "")), html.EscapeString(name)))
	}
	if len(links) == 0 {
		return ""
	}
	return "<figcaption>" + strings.Join(links, " → ") + "</figcaption>"
}

var (
	summary  = regexp.MustCompile(`^<summary>(.*)</summary>$`)
	codeSpan = regexp.MustCompile("`([^`]+)`")
)

// fold는 접힌 덩어리(details)만 태그로 쓴다. 다른 HTML은 글자로 보인다. 그래서 노트에는 스크립트를 적을 수 없다.
// CommonMark는 summary 안의 `코드`를 꾸미지 않으므로 여기서 꾸민다.
func (n nodes) fold(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	for line := range strings.Lines(string(node.Lines().Value(source))) {
		line = strings.TrimSpace(line)
		if line == "<details>" || line == "</details>" {
			fmt.Fprintln(w, line)
		} else if found := summary.FindStringSubmatch(line); found != nil {
			fmt.Fprintf(w, "<summary>%s</summary>\n", codeSpan.ReplaceAllString(html.EscapeString(found[1]), "<code>$1</code>"))
		} else {
			fmt.Fprintf(w, "<p>%s</p>\n", html.EscapeString(line))
		}
	}
	return ast.WalkContinue, nil
}

// table은 표를 옆으로 굴리는 상자에 담는다. 휴대 전화에서도 페이지는 옆으로 넘치지 않고, 키보드로도 굴린다.
func (n nodes) table(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		w.WriteString(`<div class="wide" tabindex="0" role="region" aria-label="표"><table>` + "\n")
	} else {
		w.WriteString("</table></div>\n")
	}
	return ast.WalkContinue, nil
}
