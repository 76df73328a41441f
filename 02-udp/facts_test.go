package main

import (
	"net"
	"runtime"
	"testing"
	"time"
	"unicode/utf8"
)

// 이 파일의 테스트는 노트의 "더 알기"가 보여 주는 것이다. t.Log가 찍는 글을 노트가 옮겨 적는다.

// 버퍼가 짧으면 데이터그램의 뒤쪽은 사라진다. 다음에 읽어도 나오지 않는다.
func TestShortBufferCuts(t *testing.T) {
	receiver, sender := pair(t)
	for _, text := range []string{"Hello 0", "Hello 1"} {
		if _, err := sender.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	short := make([]byte, 5)
	n, err := receiver.Read(short)
	t.Logf("5바이트 버퍼로 읽은 것: %q", short[:n])
	if (err != nil) != (runtime.GOOS == "windows") {
		t.Errorf("Windows만 오류로 알려 준다. 여기서는 %v", err)
	}
	long := make([]byte, 100)
	if n, err = receiver.Read(long); err != nil {
		t.Fatal(err)
	}
	t.Logf("그다음에 읽은 것: %q", long[:n])
	if string(long[:n]) != "Hello 1" {
		t.Error("남은 두 바이트가 나왔다")
	}
}

// 같은 글이라도 인코딩이 다르면 다른 바이트이다. 바이트만으로는 무엇으로 적었는지 알 수 없다.
func TestBothSidesMustAgreeOnEncoding(t *testing.T) {
	receiver, sender := pair(t)
	korean := []byte{0xbe, 0xc8, 0xb3, 0xe7} // EUC-KR로 적은 "안녕"
	if _, err := sender.Write(korean); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 100)
	n, err := receiver.Read(got)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("UTF-8의 안녕: % x", "안녕")
	t.Logf("EUC-KR의 안녕: % x, UTF-8로 읽을 수 있는가: %v", got[:n], utf8.Valid(got[:n]))
	text := string(got[:n]) // Go의 문자열은 바이트일 뿐이다. 담을 때 검사하지도, 바꾸지도 않는다.
	t.Logf("그것을 담은 Go의 문자열: % x, %d바이트", text, len(text))
	if utf8.Valid(got[:n]) || text != string(korean) {
		t.Error("짐작과 다르다")
	}
}

// pair는 받는 소켓과, 그리로 보내는 소켓이다.
func pair(t *testing.T) (receiver, sender *net.UDPConn) {
	t.Helper()
	receiver = open(t).(*net.UDPConn)
	receiver.SetDeadline(time.Now().Add(10 * time.Second))
	return receiver, dial(t, receiver.LocalAddr())
}
