package board

import (
	"fmt"
	"strings"
	"testing"

	"socketworkbook/06-gin-routes/chat"
)

func TestCheck(t *testing.T) {
	line := func(change ...string) string {
		text := `{"do":"line","stroke":"a1","color":"#c2185b","width":8,"points":[0,0,1600,900]}`
		return strings.NewReplacer(change...).Replace(text)
	}
	for text, good := range map[string]bool{
		line(): true, `{"do":"clear"}`: true, `{"do":"undo","stroke":"a1"}`: true,
		line("1600", "1601"): false, line("900", "-1"): false, line("[0,", "[0.5,"): false, line("0,0,", "0,"): false,
		line("[0,0,1600,900]", "[]"): false, line("#c2185b", "red"): false, line("#c2185b", "#C2185B;"): false,
		line(`:8`, `:0`): false, line(`:8`, `:65`): false, line("a1", ""): false, line("a1", "<b>"): false,
		line("line", "undo"): true, `{"do":"undo"}`: false, `{"do":"burn"}`: false, `[]`: false, `{`: false,
		line("[0,0", "["+strings.Repeat("0,0,", 255)+"0,0"): false,
	} {
		if got := check(text) == ""; got != good {
			t.Errorf("%.100s: 받아들임 %v", text, got)
		}
	}
}

// 칠판의 이름은 사람마다 다르고, 방문자의 ID를 알려 주지 않는다.
func TestPainter(t *testing.T) {
	one, other := Painter(chat.Visitor{ID: "가", Name: "바다"}), Painter(chat.Visitor{ID: "나", Name: "바다"})
	if one.Name == other.Name || one.ID != "가" || strings.Contains(fmt.Sprint(one.Name), "가") {
		t.Errorf("%+v %+v", one, other)
	}
}
