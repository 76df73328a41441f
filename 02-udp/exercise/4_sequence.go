package exercise

// Count는 번호를 세어 알아낸 결과이다.
type Count struct {
	Lost       int // 끝내 오지 않은 번호의 수
	Duplicated int // 이미 온 번호가 또 온 횟수
	Late       int // 더 큰 번호가 이미 온 다음에야 처음 온 번호의 수
}

// Tally는 1번부터 sent번까지 보냈을 때, 돌아온 번호(arrived, 온 차례대로)를 센다.
// 보낸 적 없는 번호(0, 음수, sent보다 큰 수)는 남의 것이므로 세지 않는다.
func Tally(sent int, arrived []int) Count {
	return Count{Lost: -1} // 여기를 고친다.
}
