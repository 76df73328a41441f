package lesson

import (
	"errors"
	"syscall"
)

// Windows는 같은 사정을 다른 번호로 알린다. 그 번호는 Unix에서 쓰이지 않는다.
const (
	wsaAccess       = syscall.Errno(10013)
	wsaAddrInUse    = syscall.Errno(10048)
	wsaAddrNotAvail = syscall.Errno(10049)
	wsaConnAborted  = syscall.Errno(10053)
	wsaConnReset    = syscall.Errno(10054)
	wsaConnRefused  = syscall.Errno(10061)
)

// IsReset은 상대가 연결을 갑자기 끊었다는(RST) 오류인지 본다. 끊긴 것을 읽기에서 알면
// ECONNRESET이고, 쓰기에서 알면 EPIPE이다.
func IsReset(err error) bool {
	return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) ||
		errors.Is(err, wsaConnReset) || errors.Is(err, wsaConnAborted)
}

// IsRefused는 그 주소에서 듣는 프로그램이 없다는 오류인지 본다.
func IsRefused(err error) bool {
	return errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, wsaConnRefused)
}
