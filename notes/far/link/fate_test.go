package link

import (
	"slices"
	"testing"
)

// lost는 seed의 세계에서 처음 n개 가운데 잃는 것들의 번호이다.
func lost(o Odds, seed uint64, from Direction, n uint64) (numbers []uint64) {
	for number := uint64(1); number <= n; number++ {
		if o.Decide(seed, from, number).Drop {
			numbers = append(numbers, number)
		}
	}
	return numbers
}

// 값이 바뀌면 노트에 적힌 번호도 바뀐다. 그래서 수 그대로 적어 둔다.
func TestSeedDecidesWhichAreLost(t *testing.T) {
	want := []uint64{7, 8, 45, 126}
	if got := lost(Odds{Loss: 0.02}, 1, Up, 200); !slices.Equal(got, want) {
		t.Errorf("seed 1에서 잃은 것이 %v이다", got)
	}
	if slices.Equal(lost(Odds{Loss: 0.02}, 1, Down, 1000), lost(Odds{Loss: 0.02}, 1, Up, 1000)) {
		t.Error("두 방향의 운이 같다")
	}
	if slices.Equal(lost(Odds{Loss: 0.02}, 2, Up, 1000), lost(Odds{Loss: 0.02}, 1, Up, 1000)) {
		t.Error("seed가 달라도 운이 같다")
	}
}

// 많이 보내면 확률만큼 생긴다. 셋은 서로 상관이 없다.
func TestOddsHoldInTheLongRun(t *testing.T) {
	const n = 200_000
	o := Odds{Loss: 0.02, Double: 0.05, Late: 0.1}
	var drop, double, late, both float64
	var wobble float64
	for number := uint64(1); number <= n; number++ {
		f := o.Decide(7, Down, number)
		drop += one(f.Drop)
		double += one(f.Double)
		late += one(f.Late)
		both += one(f.Double && f.Late)
		wobble += f.Wobble
	}
	for name, pair := range map[string][2]float64{
		"잃음": {drop / n, 0.02}, "둘": {double / n, 0.05}, "늦음": {late / n, 0.1},
		"둘이면서 늦음": {both / n, 0.005}, "지터의 평균": {wobble / n, 0.5},
	} {
		if got, want := pair[0], pair[1]; got < want*0.9 || got > want*1.1 {
			t.Errorf("%s: %.4f, 바라던 것은 %.4f", name, got, want)
		}
	}
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// 확률을 올리면, 잃던 것은 그대로 잃고 더 잃는다.
func TestRaisingTheOddsKeepsTheLost(t *testing.T) {
	few, many := lost(Odds{Loss: 0.02}, 1, Up, 5000), lost(Odds{Loss: 0.05}, 1, Up, 5000)
	for _, number := range few {
		if !slices.Contains(many, number) {
			t.Errorf("%d째는 2%%에서 잃었는데 5%%에서는 잃지 않는다", number)
		}
	}
	if len(many) <= len(few) || len(lost(Odds{}, 1, Up, 5000)) != 0 || len(lost(Odds{Loss: 1}, 1, Up, 50)) != 50 {
		t.Errorf("2%%에서 %d개, 5%%에서 %d개", len(few), len(many))
	}
}
