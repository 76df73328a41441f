//go:build exercise

package exercise_test

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"testing"

	"socketworkbook/05-websocket-echo/exercise"
	"socketworkbook/internal/grader"
	"socketworkbook/internal/lesson/lessontest"
	"socketworkbook/internal/web"
)

const (
	addsNothing = "TLS가 길이를 늘리지 않는다고 믿음"
	forgotTag   = "위조를 막는 꼬리표를 세지 않음"
	forgotInner = "레코드 속의 종류를 세지 않음"
	forgotOuter = "레코드의 헤더를 세지 않음"
	olderTLS    = "TLS 1.2의 레코드를 셈"
	alertShows  = "봉한 레코드의 종류가 보인다고 믿음"
	handshake   = "핸드셰이크의 레코드로 여김"
)

// predictSealed는 진짜 TLS 연결에서 레코드를 재어 예상과 비교한다.
func predictSealed(t *testing.T, task grader.Task) {
	task.Note = "notes/tls.md#선에서-보이는-것"
	lessontest.OwnConfig(t)
	task.Try(t, "Sealed", func(*testing.T) error {
		mistakes := map[string]string{"13": addsNothing, "18": forgotTag, "19": forgotTag, "34": forgotInner, "29": forgotOuter, "30": forgotOuter, "42": olderTLS}
		return grader.Predict(exercise.Sealed, mistakes, func() (string, error) {
			record, _, err := sealed(frame("Hello 0", []byte{1, 2, 3, 4}))
			return fmt.Sprint(len(record)), err
		})
	})
	task.Try(t, "SealedKind", func(*testing.T) error {
		mistakes := map[string]string{"21": alertShows, "22": handshake}
		return grader.Predict(exercise.SealedKind, mistakes, func() (string, error) {
			_, goodbye, err := sealed([]byte("?"))
			if err != nil {
				return "", err
			}
			return fmt.Sprint(goodbye[0]), nil
		})
	})
}

// sealed는 letter를 TLS 1.3으로 보내고 닫는다. 그때 선으로 나간 레코드 둘, 곧 letter의 것과 close_notify의 것을 돌려준다.
func sealed(letter []byte) (record, goodbye []byte, err error) {
	authority, err := web.OpenAuthority()
	if err != nil {
		return nil, nil, err
	}
	near, far := net.Pipe()
	go io.Copy(io.Discard, tls.Server(far, authority.Config()))
	wire := &wireTap{Conn: near}
	conn := tls.Client(wire, &tls.Config{RootCAs: authority.Pool(), ServerName: "localhost", MinVersion: tls.VersionTLS13})
	if err := conn.Handshake(); err != nil {
		return nil, nil, err
	}
	if _, err := conn.Write(letter); err != nil {
		return nil, nil, err
	}
	record = wire.last
	err = conn.Close()
	return record, wire.last, err
}

// wireTap은 마지막으로 나간 바이트를 기억하는 연결이다.
type wireTap struct {
	net.Conn
	last []byte
}

func (w *wireTap) Write(p []byte) (int, error) {
	w.last = append([]byte(nil), p...)
	return w.Conn.Write(p)
}
