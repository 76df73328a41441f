// Package notepage는 노트(.md)를 HTML로 그린다. 06의 /notes와 notes/print가 함께 쓴다.
package notepage

import (
	"bytes"
	_ "embed"
	"html/template"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Style은 그린 노트의 모양이다. 색은 internal/web의 style.css에 있는 것을 쓴다.
//
//go:embed page.css
var Style string

// Page는 그린 글 하나이다.
type Page struct {
	Title    string
	Body     template.HTML
	Sections []Section // 차례. 둘째와 셋째 깊이의 제목이다
}

// Section은 차례의 한 줄이다.
type Section struct {
	ID, Title string
	Level     int
}

// Addresses는 글에 적힌 상대 주소를 페이지에서 쓸 주소로 바꾼다. 맨 위 폴더에서 본 경로를 받는다.
type Addresses interface {
	Link(name, anchor string) string
	Picture(name string) string
}

// Render는 맨 위 폴더에서 본 이름이 name인 글을 그린다.
func Render(name string, source []byte, to Addresses) (Page, error) {
	markdown := goldmark.New(
		goldmark.WithExtensions(extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute))),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(nodes{name, to}, 100))),
	)
	source = bytes.ReplaceAll(source, []byte("\r\n"), []byte("\n"))
	ctx := parser.NewContext(parser.WithIDs(anchors{}))
	tree := markdown.Parser().Parse(text.NewReader(source), parser.WithContext(ctx))
	page := Page{Title: name}
	ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			page.note(n, source)
		case *ast.Link:
			n.Destination = []byte(follow(name, string(n.Destination), to))
		}
		return ast.WalkContinue, nil
	})
	var html bytes.Buffer
	err := markdown.Renderer().Render(&html, source, tree)
	page.Body = template.HTML(html.String())
	return page, err
}

// note는 제목을 차례에 적는다.
func (p *Page) note(n *ast.Heading, source []byte) {
	id, _ := n.AttributeString("id")
	anchor, _ := id.([]byte)
	switch title := plain(n, source); n.Level {
	case 1:
		p.Title = title
	case 2, 3:
		p.Sections = append(p.Sections, Section{string(anchor), title, n.Level})
	}
}

// plain은 n의 글에서 꾸밈을 뺀 것이다.
func plain(n ast.Node, source []byte) (title string) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if t, is := child.(*ast.Text); is {
			title += string(t.Segment.Value(source))
		} else {
			title += plain(child, source)
		}
	}
	return title
}
