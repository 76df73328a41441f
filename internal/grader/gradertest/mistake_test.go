package gradertest

import "testing"

func TestMistakesIn(t *testing.T) {
	all := mistakesIn("머리말\n\n== a.go: 실수 하나\n-\tx\n+\ty\n-\tz\n\n== a.go: 실수 둘\n-\tw\n")
	if len(all) != 2 || all[0].name != "실수 하나" || len(all[0].hunks) != 2 || all[0].hunks[0] != [2]string{"\tx\n", "\ty\n"} {
		t.Fatalf("%+v", all)
	}
	if got, err := all[0].apply("\tx\n\tz\n"); err != nil || got != "\ty\n" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := all[1].apply("\tx\n"); err == nil {
		t.Error("없는 것을 고쳤다")
	}
}
