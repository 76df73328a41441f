// 사용자 공간의 TCP/IP 스택은 여기에만 있다. 수업과 다른 도구는 이것을 내려받지 않는다.
module socketworkbook/notes/far

go 1.26.3

require (
	gvisor.dev/gvisor v0.0.0-20260905035102-160fafc42237
	socketworkbook v0.0.0-00010101000000-000000000000
)

require (
	github.com/google/btree v1.1.2 // indirect
	golang.org/x/exp v0.0.0-20250711185948-6ae5c78190dc // indirect
	golang.org/x/sys v0.48.0 // indirect
	golang.org/x/time v0.16.0 // indirect
)

replace socketworkbook => ../..
