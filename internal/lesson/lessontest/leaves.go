package lessontest

import (
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

const uglyTimes = 1000

// LeavesNothing은 addr의 서버에 천 번씩 못되게 붙었다 떠나고, 고루틴과 열린 파일과 살아 있는 객체가 처음만큼으로 줄어드는지 본다.
// 서버는 이 테스트와 같은 프로세스에서 돌고 있어야 한다. hello는 그 수업의 말로 건네는 첫마디이다.
func LeavesNothing(t *testing.T, addr, hello string) {
	log.SetOutput(io.Discard)                        // 육천 번의 일기를 모아 두지 않는다.
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // 닫지 않고 잊은 연결을 GC가 대신 닫아 주지 못하게 한다.
	first, err := net.Dial("tcp", addr)              // 한 번 말을 나누어 보면, 서버가 스스로 쓰는 고루틴도 다 켜진 것이다.
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(first, hello)
	first.Read(make([]byte, 1))
	first.Close()
	runtime.GC()
	before := weigh()
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
		deadline := time.Now().Add(10 * time.Second)
		for now := weigh(); now.goroutines > before.goroutines || now.files > before.files; now = weigh() {
			if time.Now().After(deadline) {
				stacks := make([]byte, 64<<10)
				stacks = stacks[:runtime.Stack(stacks, true)]
				t.Fatalf("%s: %v에서 %v로 늘었다\n%s", name, before, now, stacks)
			}
			runtime.Gosched()
		}
		runtime.GC()
	}
	// 고루틴도 파일도 아닌 것(타이머, 맵의 칸, 걸어 둔 함수)은 살아 있는 객체의 수로 안다.
	debug.SetGCPercent(100)
	runtime.GC()
	runtime.GC()
	if now := weigh(); now.objects > before.objects+uglyTimes {
		t.Errorf("객체가 %d개에서 %d개로 늘었다. 클라이언트마다 무엇인가 남는다", before.objects, now.objects)
	}
}

// weight는 프로세스가 쥐고 있는 것의 수이다.
type weight struct {
	goroutines, files int
	objects           uint64 // 마지막 GC 뒤에 살아 있는 것과 그 뒤에 만든 것
}

func (w weight) String() string {
	return fmt.Sprintf("고루틴 %d개, 파일 %d개", w.goroutines, w.files)
}

// weigh는 지금의 수를 센다. 열린 파일은 Linux에서만 센다.
func weigh() weight {
	files, _ := os.ReadDir("/proc/self/fd")
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return weight{runtime.NumGoroutine(), len(files), memory.HeapObjects}
}
