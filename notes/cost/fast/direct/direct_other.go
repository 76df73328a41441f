//go:build !linux

package direct

import (
	"io"
	"net"
)

// New는 conn을 그대로 돌려준다.
func New(conn net.Conn) io.ReadWriter { return conn }
