package exercise

import (
	"io"

	"github.com/gin-gonic/gin"
)

// AccessLog는 요청마다 한 줄을 w에 적는 미들웨어이다: 메서드, %q로 적은 c.Request.URL.Path, 상태, 줄바꿈.
// 예: GET "/messages" 200
//
//   - 응답이 끝난 다음에, 미들웨어가 돌아오기 전에, Write 한 번으로 적는다. 그래야 여러 요청의 줄이 섞이지 않는다.
//   - 핸들러가 연결을 넘겨받았으면(Hijack) 상태는 101이다. gin은 200이라고 알고 있다.
//   - 핸들러가 패닉하면 500으로 적는다. 패닉은 막지 않고, 스스로 응답하지도 않는다. 노트와는 거꾸로, 이번에는
//     recovery가 바깥에 있다. 그래도 로그는 남아야 한다.
func AccessLog(w io.Writer) gin.HandlerFunc {
	return func(c *gin.Context) {} // 여기를 고친다.
}
