//go:build exercise

package exercise_test

// visitTest는 한 번 찾아가서 적힌 것을 보는 것이다.
type visitTest struct {
	name, method, path string
	upgrade            bool // Upgrade 헤더를 보낸다
	want               string
	mistakes           map[string]string // 적힌 것으로 알아보는 실수
}

var visitTests = []visitTest{
	{"보통의 요청", "GET", "/made", false, `GET "/made" 201⏎`, map[string]string{
		`GET "/made" 200⏎`: not200, `GET "/made" 201`: noNewline, `GET /made 201⏎`: rawPath, `GET "/made" 201⏎GET "/made" 201⏎`: twice,
	}},
	{"POST 요청", "POST", "/made", false, `POST "/made" 201⏎`, map[string]string{`GET "/made" 201⏎`: notMethod}},
	{"물음표가 있는 주소", "GET", "/made?a=1", false, `GET "/made" 201⏎`, map[string]string{`GET "/made?a=1" 201⏎`: notPath}},
	{"변수가 있는 경로", "GET", "/room/%ED%95%98%EB%82%98", false, `GET "/room/하나" 202⏎`, map[string]string{
		`GET "/room/:name" 202⏎`: notPath, `GET "/room/%ED%95%98%EB%82%98" 202⏎`: notPath,
	}},
	{"없는 경로", "GET", "/none", false, `GET "/none" 404⏎`, map[string]string{`GET "/none" 200⏎`: not200, `GET "" 404⏎`: notPath}},
	{"줄바꿈이 든 경로", "GET", "/none%0AGET", false, `GET "/none\nGET" 404⏎`, map[string]string{
		`GET "/none⏎GET" 404⏎`: rawPath, `GET "/none%0AGET" 404⏎`: notPath,
	}},
	{"빈 응답", "GET", "/empty", false, `GET "/empty" 200⏎`, map[string]string{`GET "/empty" 101⏎`: guesses101}},
	{"본문이 없는 204", "GET", "/nocontent", false, `GET "/nocontent" 204⏎`, map[string]string{`GET "/nocontent" 101⏎`: guesses101, `GET "/nocontent" 200⏎`: not200}},
	{"연결을 넘겨받은 라우트", "GET", "/ws", true, `GET "/ws" 101⏎`, map[string]string{`GET "/ws" 200⏎`: says200}},
	{"다른 경로에서 연결을 넘겨받음", "POST", "/tunnel", false, `POST "/tunnel" 101⏎`, map[string]string{`POST "/tunnel" 200⏎`: says200}},
	{"바꾸지 않고 거절한 라우트", "GET", "/refuse", true, `GET "/refuse" 403⏎`, map[string]string{`GET "/refuse" 101⏎`: asked101}},
	{"ws로 시작하는 보통의 경로", "GET", "/ws/about", false, `GET "/ws/about" 201⏎`, map[string]string{`GET "/ws/about" 101⏎`: path101}},
	{"연결을 넘겨받는 것과 같은 경로의 다른 요청", "POST", "/ws", false, `POST "/ws" 201⏎`, map[string]string{`POST "/ws" 101⏎`: path101}},
}
