//go:build !unix

package main

import (
	"errors"
	"net"
)

func listenSyscall(string) (net.Listener, error) {
	return nil, errors.New("-syscall은 Unix(macOS, Linux)에서만 됩니다. -syscall 없이 켜세요")
}
