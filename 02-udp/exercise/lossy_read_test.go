//go:build exercise

package exercise_test

import (
	"net"
	"os"
	"time"
)

// Read는 데이터그램 하나를 기다린다. 데드라인은 기다리는 동안에 바뀌어도 된다.
func (l *lossy) Read(p []byte) (int, error) {
	l.count(1)
	defer l.count(-1)
	for {
		l.mu.Lock()
		deadline, changed, closed := l.deadline, l.changed, l.closed
		l.mu.Unlock()
		if closed {
			return 0, net.ErrClosed
		}
		var late <-chan time.Time
		if !deadline.IsZero() {
			if !time.Now().Before(deadline) {
				return 0, os.ErrDeadlineExceeded
			}
			late = time.After(time.Until(deadline))
		}
		select {
		case text := <-l.arrived:
			if text == broken {
				return 0, errBroken
			}
			return copy(p, text), nil
		case <-late:
		case <-changed:
		}
	}
}

func (l *lossy) count(readers int) {
	l.mu.Lock()
	l.reading += readers
	l.mu.Unlock()
}

func (l *lossy) SetReadDeadline(deadline time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.deadline = deadline
	close(l.changed) // 기다리던 읽기가 새 데드라인을 본다.
	l.changed = make(chan struct{})
	return nil
}

func (l *lossy) SetWriteDeadline(deadline time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.writeBy = deadline
	return nil
}

func (l *lossy) SetDeadline(deadline time.Time) error {
	l.SetWriteDeadline(deadline)
	return l.SetReadDeadline(deadline)
}

func (l *lossy) Close() error {
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
	return l.SetReadDeadline(time.Time{}) // 기다리던 읽기를 깨운다.
}

func (l *lossy) LocalAddr() net.Addr  { return friend(1) }
func (l *lossy) RemoteAddr() net.Addr { return friend(2) }
