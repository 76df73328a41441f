package main

import (
	"testing"

	"socketworkbook/internal/lesson/lessontest"
)

func TestOverTLS(t *testing.T) { lessontest.Secure(t) }
