package main

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"regexp"

	"socketworkbook/internal/notepage"
	"socketworkbook/internal/web"
)

//go:embed paper.html slides.html slides.js
var own embed.FS

// pages는 저장소의 글로 파일 둘을 만든다.
func pages(house fs.FS) (made []page, err error) {
	var all []chapter
	for i, lesson := range web.Course {
		c, err := gather(house, lesson, i+1)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	look, err := style(house)
	if err != nil {
		return nil, err
	}
	script, err := own.ReadFile("slides.js")
	if err != nil {
		return nil, err
	}
	p := printer{house}
	sheets := paper(p, all)
	for _, one := range []struct {
		name, about string
		data        any
	}{
		{"print.html", "종이에 찍을 것:", map[string]any{"Style": template.CSS(inLight(look)), "Sheets": sheets, "Last": 2*len(sheets) + 1}},
		{"slides.html", "프로젝터에 띄울 것:", map[string]any{"Style": template.CSS(look), "Script": template.JS(script), "Parts": slides(p, all)}},
	} {
		text, err := fill(one.name, one.data)
		if err != nil {
			return nil, err
		}
		made = append(made, page{one.name, one.about, text})
	}
	return made, nil
}

// templates는 파일의 이름과 틀의 이름이다.
var templates = map[string]string{"print.html": "paper.html", "slides.html": "slides.html"}

func fill(name string, data any) ([]byte, error) {
	frame, err := template.New(templates[name]).ParseFS(own, templates[name])
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	text.WriteString("<!DOCTYPE html>\n<html lang=\"ko\">\n<meta charset=\"utf-8\">\n" + mark + "\n")
	if err := frame.Execute(&text, data); err != nil {
		return nil, fmt.Errorf("%s 채우기: %w", name, err)
	}
	return text.Bytes(), nil
}

// style은 수업의 페이지와 같은 색과, 노트와 같은 코드의 모양이다.
func style(house fs.FS) (string, error) {
	sheet, err := fs.ReadFile(house, "internal/web/style.css")
	if err != nil {
		return "", fmt.Errorf("수업의 모양 읽기: %w", err)
	}
	colours, _, _ := bytes.Cut(sheet, []byte("\n* {"))
	return string(colours) + "\n" + notepage.Style, nil
}

var dark = regexp.MustCompile(`(?s)@media \(prefers-color-scheme: dark\) \{.*?\n\}\n`)

// inLight는 어두운 색을 뺀 것이다. 종이는 밝다.
func inLight(style string) string { return dark.ReplaceAllString(style, "") }
