// Package measure는 교실의 질문에 답을 정말로 해 보고 알아낸다. 적어 둔 답은 없다.
package measure

import (
	"context"
	"fmt"
	"net"
	"time"
)

// Fact는 해 본 결과이다.
type Fact struct {
	Answer string // 질문의 보기 가운데 하나와 같은 글
	Seen   string // 무엇을 보고 알았는지 한 문장으로
}

// All은 질문 파일의 measure에 적는 이름과, 그 일을 해 보는 함수이다. 모두 이 컴퓨터 안(loopback)에서 한다.
var All = map[string]func(context.Context) (Fact, error){
	"tcp-reads": tcpReads, "tcp-hangul": tcpHangul, "tcp-fin": tcpFIN, "tcp-closed": tcpClosed,
	"udp-empty": udpEmpty, "udp-short": udpShort, "udp-largest": udpLargest, "udp-closed": udpClosed,
	"http-connections": httpConnections, "http-bytes": httpBytes, "http-cookie": httpCookie,
	"sse-requests": sseRequests, "sse-left": sseLeft, "sse-type": sseType,
	"ws-bytes": wsBytes, "ws-origin": wsOrigin, "ws-vanished": wsVanished,
	"gin-status": ginStatus, "gin-forged": ginForged, "gin-order": ginOrder, "wire-order": wireOrder,
}

const patience = 3 * time.Second // 해 보는 일 하나가 이보다 오래 걸리면 무언가 잘못되었다

// pair는 이 컴퓨터 안에서 이어진 TCP 연결의 두 끝이다.
func pair() (client, server *net.TCPConn, err error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
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
		dialed.Close()
		return nil, nil, fmt.Errorf("연결 받기: %w", err)
	}
	for _, conn := range []net.Conn{dialed, accepted} {
		conn.SetDeadline(time.Now().Add(patience))
	}
	return dialed.(*net.TCPConn), accepted.(*net.TCPConn), nil
}

func yes(is bool) string {
	if is {
		return "예"
	}
	return "아니요"
}
