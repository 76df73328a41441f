// Package web은 HTTP로 말하는 수업들이 함께 쓰는 것이다:
// 하던 응답을 마치고 끝나는 서버, 페이지, 요청 본문 읽기, 한국어 오류.
package web

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"socketworkbook/internal/lesson"
)

// 데드라인이 없는 서버는 조용한 클라이언트 하나하나에 고루틴과 메모리를 영영 내준다.
const (
	requestTimeout  = 10 * time.Second // 요청의 헤더와 본문이 다 오기까지
	responseTimeout = 10 * time.Second // 답을 다 쓰기까지. 오래 쓰는 답은 스스로 미룬다
	idleTimeout     = 2 * time.Minute  // 다음 요청까지
	maxHeader       = 64 << 10         // 바이트. 넘으면 431
	grace           = 2 * time.Second  // 멈출 때 하던 답을 마칠 시간
)

// Serve는 ctx가 취소될 때까지 ln에서 handler로 답한다.
// 그 뒤에는 새 연결을 받지 않고, 하던 답을 grace까지 기다렸다가 돌아온다.
//
// 모든 요청의 ctx는 이 ctx의 자식이다. 그래서 끝나지 않는 답(롱 폴링, SSE)도
// 멈출 때를 안다. 그러지 않으면 Shutdown이 그 답을 grace가 다할 때까지 기다린다.
// Hijack으로 가져간 연결(WebSocket)은 Shutdown이 모른다. 가져간 쪽이 끝내야 한다.
//
// 10초의 쓰기 데드라인을 넘겨 답하려면 http.ResponseController의 SetWriteDeadline으로 미룬다.
func Serve(ctx context.Context, ln net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler:        ownHost(ln.Addr(), sameOrigin(noBodyInGet(handler))),
		BaseContext:    func(net.Listener) context.Context { return ctx },
		ReadTimeout:    requestTimeout,
		WriteTimeout:   responseTimeout,
		IdleTimeout:    idleTimeout,
		MaxHeaderBytes: maxHeader,
		ErrorLog:       diary,
	}
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(ended)
		bounded, cancel := context.WithTimeout(context.Background(), grace)
		defer cancel()
		if server.Shutdown(bounded) != nil {
			server.Close() // 끝내 읽지 않는 클라이언트는 끊는다.
		}
	})
	if err := server.Serve(ln); err != http.ErrServerClosed {
		stop()
		return err
	}
	<-ended
	return nil
}

// Announce는 브라우저로 열 주소들을 w에 적는다. asked의 뜻은 lesson.Hosts와 같다. TLS이면 인증 기관도 알린다.
func Announce(w io.Writer, asked string, ln net.Listener, path string) {
	hosts, scheme := lesson.Hosts(asked, ln.Addr()), "http"
	secure, isSecure := ln.(*secureListener)
	if isSecure {
		scheme = "https"
	}
	fmt.Fprintf(w, "%s://%s%s 주소를 브라우저로 여세요. 멈추려면 Ctrl-C를 누르세요.\n", scheme, hosts[0], path)
	for _, host := range hosts[1:] {
		fmt.Fprintf(w, "같은 교실의 다른 기기에서는 %s://%s%s\n", scheme, host, path)
	}
	if isSecure {
		fmt.Fprintf(w, "브라우저는 이 컴퓨터의 인증 기관을 아직 믿지 않습니다. 믿게 하는 법은 notes/tls.md에 있습니다.\n"+
			"  인증서: %s\n  SHA-256 지문: %s\n"+
			"  같은 폴더의 %s 파일은 이 컴퓨터 밖으로 내보내지 마세요.\n", secure.authority.File(), secure.authority.Fingerprint(), keyFile)
	}
}
