//go:build exercise

package exercise_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"socketworkbook/01-raw-tcp/exercise"
	"socketworkbook/internal/grader"
)

const (
	writesAreReads = "쓰기 한 번이 읽기 한 번이라고 믿음"
	countsEOF      = "끝(io.EOF)을 알려 준 읽기까지 셈"
	lostRemainder  = "버퍼를 다 채우지 못한 마지막 읽기를 빠뜨림"
	beyondBuffer   = "버퍼의 크기를 넘어 읽는다고 믿음"
	readsAreKnown  = "읽는 횟수를 미리 알 수 있다고 믿음"
	wholeRune      = "글자의 경계에서 잘린다고 믿음"
	bothInFour     = "4바이트로 두 글자를 읽는다고 믿음"
	bothEnd        = "FIN이 양쪽을 다 끝낸다고 믿음"
)

func TestPredict(t *testing.T) {
	task := grader.Task{File: "01-raw-tcp/exercise/1_predict.go", Note: "notes/01-raw-tcp.md#경계가-없다"}

	task.Try(t, "Reads", func(*testing.T) error {
		mistakes := map[string]string{"10": writesAreReads, "4": countsEOF, "2": lostRemainder, "1": beyondBuffer}
		return grader.Predict(exercise.Reads, mistakes, func() (string, error) { return fmt.Sprint(reads(10, 32)), nil })
	})
	task.Try(t, "Knowable", func(*testing.T) error {
		// 같은 것을 쓸 때마다 읽으면 열 번, 다 쓴 다음에 읽으면 한 번이다. 언제 읽을지는 운영 체제가 정한다.
		return grader.Predict(exercise.Knowable, map[string]string{"예": readsAreKnown}, func() (string, error) {
			return yes(reads(1, 100) == reads(10, 100)), nil
		})
	})
	task.Try(t, "FirstRead", func(*testing.T) error {
		mistakes := map[string]string{"안": wholeRune, "안녕": bothInFour}
		return grader.Predict(exercise.FirstRead, mistakes, func() (string, error) {
			buf := make([]byte, 4)
			n, err := strings.NewReader("안녕").Read(buf)
			return string(buf[:n]), err
		})
	})
	task.At("한쪽씩-끝낸다").Try(t, "AfterFIN", func(t *testing.T) error {
		return grader.Predict(exercise.AfterFIN, map[string]string{"아니요": bothEnd}, func() (string, error) {
			client, server, err := connect(t)
			if err != nil {
				return "", err
			}
			server.CloseWrite() // FIN
			io.Copy(io.Discard, client)
			io.WriteString(client, "아직 말합니다")
			client.CloseWrite()
			heard, err := io.ReadAll(server)
			return yes(err == nil && len(heard) > 0), nil
		})
	})
}

func yes(is bool) string { return map[bool]string{true: "예", false: "아니요"}[is] }

// reads는 8바이트씩 열 번 쓴 것이 몇 번에 읽히는지이다. 쓰기 every번마다 size바이트 버퍼로 다 읽는다.
func reads(every, size int) (count int) {
	var stream bytes.Buffer
	for i := range 10 {
		fmt.Fprintf(&stream, "Hello %d ", i)
		for buf := make([]byte, size); (i+1)%every == 0; count++ {
			if _, err := stream.Read(buf); err == io.EOF {
				break
			}
		}
	}
	return count
}

// connect는 이 컴퓨터 안에서 이어진 TCP 연결의 두 끝이다.
func connect(t *testing.T) (client, server *net.TCPConn, err error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil { // IPv6만 있는 컴퓨터이다.
		ln, err = net.Listen("tcp", "[::1]:0")
	}
	if err != nil {
		return nil, nil, fmt.Errorf("포트 열기: %w", err)
	}
	defer ln.Close()
	dialed, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		return nil, nil, fmt.Errorf("연결하기: %w", err)
	}
	accepted, err := ln.Accept()
	if err != nil {
		return nil, nil, fmt.Errorf("연결 받기: %w", err)
	}
	for _, conn := range []net.Conn{dialed, accepted} {
		conn.SetDeadline(time.Now().Add(3 * time.Second))
		t.Cleanup(func() { conn.Close() })
	}
	return dialed.(*net.TCPConn), accepted.(*net.TCPConn), nil
}
