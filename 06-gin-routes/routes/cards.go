package routes

import (
	"fmt"
	"net"
	"sync"
	"time"

	"socketworkbook/internal/web"
)

// card는 첫 페이지가 소개하는 수업 하나이다.
type card struct {
	web.Lesson
	Arrows  []string // 그림의 화살표. SVG path의 d이다
	Running bool     // 지금 이 컴퓨터에서 켜져 있다
}

// pictures는 수업마다 무엇이 오가는지이다. >는 클라이언트가 보낸 것, <는 서버가 보낸 것,
// x는 가다가 사라진 것, =는 양쪽이 함께 보낸 것이다.
var pictures = map[string]string{
	"01-raw-tcp":        "><><",
	"02-udp":            ">x><",
	"03-http-polling":   "><><",
	"04-sse":            "><<<",
	"05-websocket-echo": ">==<",
	"06-gin-routes":     "><=>",
}

// cards는 수업마다 카드 하나를 만든다. 켜져 있는지는 한꺼번에 물어본다.
func cards() []card {
	list := make([]card, len(web.Course))
	var asking sync.WaitGroup
	for i, lesson := range web.Course {
		list[i] = card{Lesson: lesson, Arrows: arrows(pictures[lesson.Folder])}
		asking.Go(func() { list[i].Running = running(lesson) })
	}
	asking.Wait()
	return list
}

// arrows는 그림의 글자마다 화살표를 위에서 아래로 하나씩 그린다. 너비 120, 높이 40인 그림이다.
func arrows(picture string) (paths []string) {
	for i, way := range picture {
		y := 6 + 9*i
		switch way {
		case '>':
			paths = append(paths, right(y))
		case '<':
			paths = append(paths, left(y))
		case '=':
			paths = append(paths, right(y-1), left(y+3))
		case 'x':
			paths = append(paths, fmt.Sprintf("M10 %dH60m-3-3l6 6m0-6l-6 6", y))
		}
	}
	return paths
}

func right(y int) string { return fmt.Sprintf("M10 %dH108m-5-3l5 3-5 3", y) }
func left(y int) string  { return fmt.Sprintf("M110 %dH12m5-3l-5 3 5 3", y) }

// running은 수업이 켜져 있는지 그 포트로 알아본다. 페이지가 있는 수업에는 연결해 본다.
// 터미널로 하는 수업은 연결을 로그에 적는다. 그래서 같은 포트를 열어 본다. 열리면 아무도 쓰지 않는 것이다.
func running(lesson web.Lesson) bool {
	addr := net.JoinHostPort("localhost", lesson.Port)
	switch {
	case lesson.Path != "":
		conn, err := net.DialTimeout("tcp", addr, 300*time.Millisecond)
		if err == nil {
			conn.Close()
		}
		return err == nil
	case lesson.Protocol == "udp":
		conn, err := net.ListenPacket("udp", addr)
		if err == nil {
			conn.Close()
		}
		return err != nil
	default:
		ln, err := net.Listen("tcp", addr)
		if err == nil {
			ln.Close()
		}
		return err != nil
	}
}
