//go:build exercise

package exercise

import (
	"testing"

	"socketworkbook/internal/grader"
)

func TestMain(m *testing.M) { grader.Main(m) }
