// 견줄 상대들은 여기에만 있다. 수업은 이것들을 내려받지 않는다.
module socketworkbook/internal/check/cost

go 1.25.0

require (
	github.com/gorilla/websocket v1.5.3
	github.com/lxzan/gws v1.9.0
)

require github.com/klauspost/compress v1.17.9 // indirect
