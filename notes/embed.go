// Package notes는 노트와 그림을 프로그램에 넣는다. go:embed는 위의 폴더를 보지 못해서, 노트의 폴더가 스스로 내준다.
package notes

import "embed"

// Files는 노트(.md)와 그림(pictures/*.svg)이다.
//
//go:embed *.md pictures/*.svg
var Files embed.FS
