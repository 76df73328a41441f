package measure

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"time"
	"unicode/utf8"
)

// tcpReads는 8바이트씩 열 번 쓴 것을, 모두 온 다음에 32바이트 버퍼로 읽는다.
func tcpReads(context.Context) (Fact, error) {
	client, server, err := pair()
	if err != nil {
		return Fact{}, err
	}
	defer server.Close()
	for i := range 10 {
		fmt.Fprintf(client, "Hello %d ", i)
	}
	client.Close()
	arrived, err := io.ReadAll(server) // 모두 온 것을 확인했다. 이제 32바이트씩 읽는 것은 버퍼에서 한다.
	if err != nil {
		return Fact{}, fmt.Errorf("다 올 때까지 읽기: %w", err)
	}
	count, buf := 0, make([]byte, 32)
	for stream := bytes.NewReader(arrived); stream.Len() > 0; count++ {
		stream.Read(buf)
	}
	return Fact{fmt.Sprintf("%d번", count), fmt.Sprintf("80바이트 가운데 %d바이트가 왔고, 32바이트 버퍼로 %d번에 다 읽혔습니다.", len(arrived), count)}, nil
}

// tcpHangul은 안녕을 보내고 4바이트 버퍼로 한 번 읽는다.
func tcpHangul(context.Context) (Fact, error) {
	client, server, err := pair()
	if err != nil {
		return Fact{}, err
	}
	defer client.Close()
	defer server.Close()
	io.WriteString(client, "안녕")
	buf := make([]byte, 4)
	if _, err := io.ReadFull(server, buf); err != nil {
		return Fact{}, fmt.Errorf("읽기: %w", err)
	}
	answer := "안녕"
	if !utf8.Valid(buf) {
		_, size := utf8.DecodeRune(buf)
		answer = fmt.Sprintf("%s 그리고 잘린 글자", buf[:size])
	}
	return Fact{answer, fmt.Sprintf("읽은 바이트는 % x입니다. 한글은 한 글자가 3바이트입니다.", buf)}, nil
}

// tcpFIN은 서버가 FIN을 보낸 다음에 클라이언트가 보낸 것을 서버가 읽는지 본다.
func tcpFIN(context.Context) (Fact, error) {
	client, server, err := pair()
	if err != nil {
		return Fact{}, err
	}
	defer client.Close()
	defer server.Close()
	server.CloseWrite() // FIN
	io.Copy(io.Discard, client)
	io.WriteString(client, "아직 말합니다")
	client.CloseWrite()
	heard, err := io.ReadAll(server)
	return Fact{yes(err == nil && len(heard) > 0), fmt.Sprintf("FIN을 보낸 서버가 %q를 읽었습니다.", heard)}, nil
}

// tcpClosed는 듣는 프로그램이 없는 포트에 연결해 본다.
func tcpClosed(context.Context) (Fact, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return Fact{}, fmt.Errorf("포트 열기: %w", err)
	}
	addr := ln.Addr().String()
	ln.Close()
	begin := time.Now()
	conn, err := net.DialTimeout("tcp", addr, 10*time.Second)
	took := time.Since(begin).Round(time.Millisecond)
	switch {
	case err == nil:
		conn.Close()
		return Fact{"성공한다", "연결되었습니다."}, nil
	case took > 5*time.Second: // Windows는 몇 번 더 해 보느라 2초쯤 걸린다.
		return Fact{"한참 기다리다가 실패한다", fmt.Sprintf("%v 뒤에 실패했습니다: %v", took, err)}, nil
	}
	return Fact{"곧 실패한다", fmt.Sprintf("%v 만에 실패했습니다: %v", took, err)}, nil
}
