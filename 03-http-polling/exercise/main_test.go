//go:build exercise

package exercise

import (
	"testing"

	"socketworkbook/internal/exercise"
)

func TestMain(m *testing.M) { exercise.Main(m) }
