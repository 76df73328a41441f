package lessontest

import (
	"io"
	"log"
	"net"
	"runtime"
	"testing"
	"time"
)

const uglyTimes = 1000

// LeavesNothing은 addr의 서버에 천 번씩 못되게 붙었다 떠나고, 고루틴이 처음만큼으로 줄어드는지 본다.
// 서버는 이 테스트와 같은 프로세스에서 돌고 있어야 한다. hello는 그 수업의 말로 건네는 첫마디이다.
func LeavesNothing(t *testing.T, addr, hello string) {
	log.SetOutput(io.Discard)           // 육천 번의 일기를 모아 두지 않는다.
	first, err := net.Dial("tcp", addr) // 한 번 말을 나누어 보면, 서버가 스스로 쓰는 고루틴도 다 켜진 것이다.
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(first, hello)
	first.Read(make([]byte, 1))
	first.Close()
	before := runtime.NumGoroutine()
	for name, leave := range map[string]func(*net.TCPConn){
		"붙자마자 떠나기":       func(c *net.TCPConn) {},
		"말하다 말고 떠나기":     func(c *net.TCPConn) { io.WriteString(c, hello[:len(hello)/2]) },
		"답을 읽지 않고 떠나기":   func(c *net.TCPConn) { io.WriteString(c, hello) },
		"말하고 갑자기 부수기":    func(c *net.TCPConn) { io.WriteString(c, hello); c.SetLinger(0) },
		"보내기만 마치고 부수기":   func(c *net.TCPConn) { io.WriteString(c, hello); c.CloseWrite(); c.SetLinger(0) },
		"답이 오기 시작하면 떠나기": func(c *net.TCPConn) { io.WriteString(c, hello); c.Read(make([]byte, 1)) },
	} {
		for range uglyTimes {
			conn, err := net.Dial("tcp", addr)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			conn.SetDeadline(time.Now().Add(10 * time.Second))
			leave(conn.(*net.TCPConn))
			conn.Close()
		}
		for deadline := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before; runtime.Gosched() {
			if time.Now().After(deadline) {
				stacks := make([]byte, 64<<10)
				stacks = stacks[:runtime.Stack(stacks, true)]
				t.Fatalf("%s: 고루틴이 %d개에서 %d개로 늘었다\n%s", name, before, runtime.NumGoroutine(), stacks)
			}
		}
	}
}
