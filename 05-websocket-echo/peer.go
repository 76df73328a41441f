package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"

	"socketworkbook/internal/linger"
)

const (
	maxMessage   = 1 << 20          // 바이트. 넘으면 1009로 끝낸다
	readBuffer   = 4 << 10          // 바이트. 이만큼씩 읽는다
	keptBuffer   = 256 << 10        // 바이트. 이보다 커진 버퍼는 돌려놓지 않는다
	pingEvery    = 30 * time.Second // 살아 있는지 묻는 간격
	silence      = 70 * time.Second // 이만큼 아무 답도 없으면 죽은 것으로 본다
	writeTimeout = 10 * time.Second // 읽지 않는 손님을 기다리는 시간
	pongWait     = time.Second      // 멈출 때 울타리 핑의 답을 기다리는 시간
	closeWait    = 2 * time.Second  // 멈출 때 닫기 악수까지 기다리는 시간
)

// fence는 서버가 멈출 때 보내는 핑에 적는 글이다.
const fence = "fence"

// peer는 WebSocket 연결 하나이다. 읽기는 run을 부른 고루틴만 한다.
// 쓰기도 그 고루틴만 하고, 제어 프레임만은 WriteControl이 줄을 세워 준다.
type peer struct {
	conn     *websocket.Conn
	extended time.Time // 기한을 마지막으로 미룬 때
}

// run은 연결이 끝날 때까지 메시지를 돌려준다. ctx가 닫히면 닫기 악수를 하고 끝낸다.
func (p *peer) run(ctx context.Context) {
	defer linger.Close(p.conn.NetConn())
	p.conn.SetReadLimit(maxMessage)
	p.extend()
	p.conn.SetPongHandler(func(data string) error {
		p.extend()
		if data == fence && ctx.Err() != nil {
			p.close(websocket.CloseGoingAway, "서버가 멈춥니다")
		}
		return nil
	})
	defer p.keepAlive()()
	defer context.AfterFunc(ctx, p.leave)()

	log.Printf("%s 끝남: %v", p.conn.RemoteAddr(), p.echo())
}

// echo는 받은 메시지를 같은 종류로 돌려보낸다. 연결이 끝나면 그 까닭을 돌려준다.
func (p *peer) echo() error {
	for {
		kind, reader, err := p.conn.NextReader()
		if err != nil {
			return err
		}
		// 버퍼는 메시지가 오기 시작하면 빌리고, 돌려보내면 놓는다. 조용한 연결은 메시지 버퍼를 가지지 않는다.
		message := messages.Get().(*bytes.Buffer)
		err = p.answer(kind, reader, message)
		if message.Cap() <= keptBuffer {
			message.Reset()
			messages.Put(message)
		}
		if err != nil {
			return err
		}
	}
}

var messages = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// answer는 메시지 하나를 message에 받아 돌려보낸다.
func (p *peer) answer(kind int, reader io.Reader, message *bytes.Buffer) error {
	if _, err := message.ReadFrom(reader); err != nil {
		return err
	}
	p.extend()
	// 텍스트 메시지는 UTF-8이어야 한다(RFC 6455 8.1절). gorilla는 살피지 않는다.
	if kind == websocket.TextMessage && !utf8.Valid(message.Bytes()) {
		p.close(websocket.CloseInvalidFramePayloadData, "UTF-8이 아닙니다")
		return errors.New("UTF-8이 아닌 텍스트")
	}
	err := p.conn.WriteMessage(kind, message.Bytes())
	// 우리가 닫기 프레임을 보낸 뒤라면, 상대의 닫기 프레임이 올 때까지 읽기만 한다.
	if errors.Is(err, websocket.ErrCloseSent) {
		return nil
	}
	return err
}

// keepAlive는 조용할 때도 상대가 살아 있는지 묻게 한다. 브라우저는 핑에 스스로 퐁으로 답한다.
// TCP의 keep-alive에는 상대의 커널이 답한다. 그래서 프로그램만 멈춘 상대는 찾지 못한다. 핑에는 프로그램이 답한다.
// 시각이 되어야 깨어나는 타이머는 고루틴 하나를 세워 두는 것보다 훨씬 작다.
func (p *peer) keepAlive() (stop func()) {
	var mu sync.Mutex
	var timer *time.Timer
	mu.Lock()
	defer mu.Unlock()
	timer = time.AfterFunc(pingEvery, func() {
		mu.Lock()
		defer mu.Unlock()
		if timer != nil && p.conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeTimeout)) == nil {
			timer.Reset(pingEvery)
		}
	})
	return func() {
		mu.Lock()
		defer mu.Unlock()
		timer.Stop()
		timer = nil // 막 울리던 것도 다시 맞추지 않는다.
	}
}

// leave는 서버가 멈출 때 부른다. 핑을 울타리로 세운다. 바이트는 차례대로 오므로, 그 퐁이
// 왔다면 상대가 먼저 보낸 메시지는 모두 읽은 것이다. 그때 1001을 보낸다.
// 퐁도 닫기 프레임도 보내지 않는 상대는 기다리다가 끊는다.
func (p *peer) leave() {
	time.AfterFunc(pongWait, func() { p.close(websocket.CloseGoingAway, "서버가 멈춥니다") })
	time.AfterFunc(closeWait, func() { p.conn.Close() })
	p.conn.WriteControl(websocket.PingMessage, []byte(fence), time.Now().Add(pongWait))
}

// close는 닫기 프레임을 보낸다. 두 번째부터는 아무 일도 하지 않는다.
func (p *peer) close(code int, reason string) {
	p.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), time.Now().Add(pongWait))
}

// extend는 읽고 쓰는 기한을 미룬다. 1초에 한 번이면 된다. 메시지마다 타이머를 고치는 것도 값이 든다.
func (p *peer) extend() {
	if now := time.Now(); now.Sub(p.extended) > time.Second {
		p.extended = now
		p.conn.SetReadDeadline(now.Add(silence))
		p.conn.SetWriteDeadline(now.Add(writeTimeout))
	}
}
