package link

// Odds는 패킷 하나에 나쁜 일이 생길 확률이다. 0이면 없고, 1이면 늘 생긴다.
type Odds struct {
	Loss   float64 // 사라진다
	Double float64 // 둘이 된다
	Late   float64 // 붙들려서, 뒤에 보낸 것이 앞지른다
}

// Fate는 패킷 하나에 생기는 일이다.
type Fate struct {
	Drop, Double, Late bool
	Wobble             float64 // 0에서 1 사이. 지터 가운데 얼마만큼 늦어지는가
}

// Decide는 seed의 세계에서 from이 number째로 보낸 패킷에 생길 일을 정한다.
// 시계도, 앞의 패킷도 보지 않는다. 그래서 같은 seed를 쓰는 교실에서는 모두 같은 번호의 패킷을 잃고,
// 확률을 올리면 잃던 패킷은 그대로 잃고 더 잃는다.
func (o Odds) Decide(seed uint64, from Direction, number uint64) Fate {
	roll := func(question uint64) float64 {
		return dice(seed, uint64(from), number, question)
	}
	return Fate{
		Drop:   roll(1) < o.Loss,
		Double: roll(2) < o.Double,
		Late:   roll(3) < o.Late,
		Wobble: roll(4),
	}
}

// dice는 수들을 섞어 0에서 1 사이의 수 하나로 만든다. 같은 수들은 늘 같은 수가 된다.
// 순서대로 뽑는 난수를 쓰면, 패킷 하나를 더 보냈을 때 그 뒤의 운명이 모두 바뀐다.
func dice(numbers ...uint64) float64 {
	var x uint64
	for _, n := range numbers {
		x = mix(x ^ mix(n+0x9e3779b97f4a7c15))
	}
	return float64(x>>11) / (1 << 53) // float64가 틀리지 않고 담는 것은 53비트이다.
}

// mix는 한 비트만 달라도 나머지 비트의 절반쯤이 바뀌게 섞는다(SplitMix64의 마지막 단계).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
