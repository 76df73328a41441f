//go:build exercise

package exercise_test

import "socketworkbook/internal/grader"

// naming은 여럿 가운데 어느 것이 틀렸는지 err에 적는다.
func naming(name string, err error) error {
	if wrong, is := err.(grader.Wrong); is {
		wrong.Want = name + ": " + wrong.Want
		return wrong
	}
	return err
}
