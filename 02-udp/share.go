package main

import (
	"errors"
	"strconv"
)

// share는 0(없음)과 1(모두) 사이의 비율이다. 옵션의 값이 된다(flag.Value).
type share float64

// String은 비율을 수로 적는다.
func (s *share) String() string { return strconv.FormatFloat(float64(*s), 'g', -1, 64) }

// Set은 친 글을 비율로 읽는다.
func (s *share) Set(text string) error {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || !(0 <= x && x <= 1) { // NaN은 무엇과 비교해도 거짓이다.
		return errors.New("0과 1 사이의 수여야 합니다")
	}
	*s = share(x)
	return nil
}
