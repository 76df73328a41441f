//go:build !race

package grader

// Race는 경쟁 상태 검사기(-race)와 함께 빌드했는지이다. 검사기는 고루틴을 8,128개까지만 본다.
const Race = false
