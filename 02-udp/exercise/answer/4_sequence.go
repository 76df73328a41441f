package exercise

// 온 번호를 적어 두는 것이 전부이다. 이미 적힌 번호가 오면 중복이고, 처음 온 번호가 지금까지의 가장 큰
// 번호보다 작으면 늦은 것이다. 잃은 수는 온 횟수가 아니라 적힌 번호의 수로 센다. 중복이 섞여도 맞다.

// Count는 번호를 세어 알아낸 결과이다.
type Count struct {
	Lost       int // 끝내 오지 않은 번호의 수
	Duplicated int // 이미 온 번호가 또 온 횟수
	Late       int // 더 큰 번호가 이미 온 다음에야 처음 온 번호의 수
}

// Tally는 1번부터 sent번까지 보냈을 때, 돌아온 번호(arrived, 온 차례대로)를 센다.
// 보낸 적 없는 번호(0, 음수, sent보다 큰 수)는 남의 것이므로 세지 않는다.
func Tally(sent int, arrived []int) Count {
	var count Count
	seen, highest := map[int]bool{}, 0
	for _, number := range arrived {
		switch {
		case number < 1 || number > sent:
			continue
		case seen[number]:
			count.Duplicated++
		case number < highest:
			count.Late++
		}
		seen[number] = true
		highest = max(highest, number)
	}
	count.Lost = sent - len(seen)
	return count
}
