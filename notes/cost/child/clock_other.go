//go:build !linux

package child

import (
	"errors"
	"time"
)

func (p *Process) CPU() (time.Duration, error) { return 0, errors.ErrUnsupported }
func (p *Process) Resident() (float64, error)  { return 0, errors.ErrUnsupported }
