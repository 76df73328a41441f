// Package board는 함께 그리는 칠판이다. 칠판도 방이다(06-gin-routes/chat). 방에 적는 것이 글이 아니라 선일 뿐이다.
package board

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"regexp"

	"socketworkbook/06-gin-routes/chat"
)

const (
	// Remembered는 칠판이 기억하는 동작의 수이다. 더 오래된 선은 모두의 칠판에서 함께 사라진다.
	Remembered = 5000

	width, height = 1600, 900 // 칠판의 크기. 화면의 크기와 상관없이 모두에게 같다
	mostPoints    = 256       // 한 번에 보내는 점의 수
	widest        = 64        // 펜의 굵기
)

// act는 칠판에 하는 동작 하나이다.
type act struct {
	Do     string `json:"do"`               // line, undo, clear
	Stroke string `json:"stroke,omitempty"` // 어느 선인지. 그은 사람의 페이지가 정한다
	Color  string `json:"color,omitempty"`
	Width  int    `json:"width,omitempty"`
	Points []int  `json:"points,omitempty"` // x, y, x, y, …
}

var (
	color  = regexp.MustCompile(`^#[0-9a-f]{6}$`)
	stroke = regexp.MustCompile(`^[0-9a-z]{1,24}$`)
)

// Drawing은 칠판의 규칙이다. 페이지는 화면을 한 번 그릴 때마다(1초에 60번쯤) 한 번 보낸다.
var Drawing = chat.Rules{Check: check, PerSecond: 70, Burst: 140}

func check(text string) (refused string) {
	var a act
	if json.Unmarshal([]byte(text), &a) != nil {
		return "칠판이 모르는 동작입니다."
	}
	switch {
	case a.Do == "clear":
		return ""
	case a.Do == "undo" && stroke.MatchString(a.Stroke):
		return ""
	case a.Do == "line" && stroke.MatchString(a.Stroke) && color.MatchString(a.Color) && a.Width >= 1 && a.Width <= widest && inside(a.Points):
		return ""
	}
	return "칠판이 모르는 동작입니다."
}

// inside는 점이 모두 칠판 안에 있는지 본다.
func inside(points []int) bool {
	if len(points) < 2 || len(points)%2 != 0 || len(points) > 2*mostPoints {
		return false
	}
	for i := 0; i < len(points); i += 2 {
		if points[i] < 0 || points[i] > width || points[i+1] < 0 || points[i+1] > height {
			return false
		}
	}
	return true
}

// Painter는 who를 칠판에서 부르는 이름이다. 제 선만 지울 수 있게 하려면 누구의 선인지 모두가 알아야 한다.
// 방문자의 ID는 비밀이므로 그 해시를 쓴다.
func Painter(who chat.Visitor) chat.Visitor {
	sum := sha256.Sum256([]byte(who.ID))
	return chat.Visitor{ID: who.ID, Name: base64.RawURLEncoding.EncodeToString(sum[:9])}
}
