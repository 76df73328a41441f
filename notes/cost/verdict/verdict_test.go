package verdict

import "testing"

// ○는 흩어진 값이 모두 목표 안일 때만 준다.
func TestMark(t *testing.T) {
	for want, values := range map[string][]float64{"○": {0.8, 1, 0.9}, "△": {0.8, 1.01, 0.9}, "×": {1.2, 1.01, 1.1}} {
		if got := (Goal{Values: values, AtMost: 1}).Mark(); got != want {
			t.Errorf("%v가 %s이다", values, got)
		}
	}
}
