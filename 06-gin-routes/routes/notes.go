package routes

import (
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/gin-gonic/gin"

	"socketworkbook/internal/notepage"
	"socketworkbook/notes"
)

// Notes는 노트를 읽는 라우트이다. 휴대 전화에는 마크다운을 보여 주는 프로그램이 없다.
// 노트는 프로그램에 들어 있고, 노트가 가리키는 코드는 저장소의 폴더에서 읽는다.
func Notes(router *gin.RouterGroup, missing gin.HandlerFunc) {
	note := func(name string) gin.HandlerFunc {
		return func(c *gin.Context) {
			source, err := fs.ReadFile(notes.Files, name+".md")
			if err != nil {
				missing(c)
				return
			}
			show(c, "notes/"+name+".md", string(source))
		}
	}
	router.GET("", note("README"))
	router.GET("/:name", func(c *gin.Context) { note(c.Param("name"))(c) })
	router.GET("/style.css", func(c *gin.Context) { c.Data(http.StatusOK, "text/css; charset=utf-8", []byte(notepage.Style)) })

	house, err := notepage.House()
	if err != nil {
		return // 프로그램만 다른 컴퓨터로 옮겼다. 노트는 읽을 수 있고, 코드로 가는 링크는 404이다.
	}
	router.GET("/file/*path", func(c *gin.Context) { file(c, house.FS(), missing) })
}

// file은 저장소의 파일 하나를 보인다. 글(.md)은 그리고, 폴더는 안에 있는 것을 늘어놓는다.
func file(c *gin.Context, house fs.FS, missing gin.HandlerFunc) {
	name := strings.Trim(c.Param("path"), "/")
	text, inside, err := notepage.File(house, name)
	lang := strings.TrimPrefix(path.Ext(name), ".")
	switch {
	case err != nil:
		missing(c)
	case lang == "md":
		show(c, name, text)
	case inside != nil:
		page := notepage.Page{Title: name}
		for _, entry := range inside {
			page.Body += template.HTML(fmt.Sprintf(`<li><a href="%s">%s</a></li>`, address{}.Link(name+"/"+entry, ""), template.HTMLEscapeString(entry)))
		}
		page.Body = heading(name) + "<ul>" + page.Body + "</ul>"
		c.HTML(http.StatusOK, "notes", page)
	default:
		body := `<figure class="listing"><pre><code>` + notepage.Colour(lang, text) + `</code></pre></figure>`
		c.HTML(http.StatusOK, "notes", notepage.Page{Title: name, Body: heading(name) + template.HTML(body)})
	}
}

func heading(name string) template.HTML {
	return template.HTML("<h1>" + template.HTMLEscapeString(name) + "</h1>")
}

// show는 글 하나를 그려서 보인다.
func show(c *gin.Context, name, source string) {
	page, err := notepage.Render(name, []byte(source), address{})
	if err != nil {
		panic(fmt.Errorf("%s 그리기: %w", name, err))
	}
	c.HTML(http.StatusOK, "notes", page)
}

// address는 저장소의 파일마다 이 서버의 주소를 정한다.
type address struct{}

func (address) Link(name, anchor string) string {
	link := url.URL{Path: "/notes/file/" + name, Fragment: anchor}
	if note, is := strings.CutPrefix(name, "notes/"); is && path.Ext(note) == ".md" {
		link.Path = strings.TrimSuffix("/notes/"+strings.TrimSuffix(note, ".md"), "/README")
	}
	return link.String()
}

func (address) Picture(name string) string { return notepage.Inline(notes.Files, name) }
