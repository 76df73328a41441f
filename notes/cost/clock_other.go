//go:build !linux

package main

import (
	"errors"
	"time"
)

func (p *process) cpu() (time.Duration, error) { return 0, errors.ErrUnsupported }
func (p *process) resident() (float64, error)  { return 0, errors.ErrUnsupported }
