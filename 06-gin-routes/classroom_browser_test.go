package main

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"socketworkbook/internal/browser"
)

// 서른 명이 휴대 전화로 들어와 예상한다. 한 명은 닫고, 한 명은 새로 고치고, 한 명은 두 번 고르고, 한 명은 태그를 이름으로 쓴다.
func TestThirtyPhones(t *testing.T) {
	const phones = 30
	addr, word := startClass(t)
	site := "http://" + addr
	teacher := browser.Open(t, site+"/teacher")
	wall := teacher.Tab(site + "/join")
	wall.Look("06-join")
	teacher.Front()
	var all []*browser.Page
	for i := range phones {
		phone := teacher.Guest(site + "/class#" + word)
		if i == 0 {
			phone.Until(`document.querySelector("#question")?.textContent.includes("아직 질문이 없습니다")`)
		}
		all = append(all, phone)
	}
	wall.Until(`document.querySelector("#joined").textContent === "30"`)
	teacher.Until(`document.querySelector("#joined").textContent === "30"`)
	order(t, addr, "open?id=01-1")
	pick := func(phone *browser.Page, n int) {
		phone.Until(`document.querySelectorAll(".choice:enabled").length === 4`)
		browser.Eval[bool](phone, fmt.Sprintf(`document.querySelectorAll(".choice")[%d].click(), true`, n))
		phone.Until(fmt.Sprintf(`document.querySelectorAll(".choice")[%d]?.getAttribute("aria-pressed") === "true"`, n))
	}
	for i, phone := range all {
		if i > 0 { // 한 명은 고르지 않고 닫는다.
			pick(phone, i%2) // 1번과 3번
		}
	}
	all[0].Close()
	pick(all[2], 2)
	pick(all[2], 1) // 두 번 골라도 한 명이다.
	all[4].Reload()
	all[4].Until(`document.querySelectorAll(".choice")[0]?.getAttribute("aria-pressed") === "true"`)
	wall.Front()
	wall.Until(`document.querySelector(".answered")?.textContent.includes("30명 가운데 29명이")`)
	all[1].Look("06-class-open")
	order(t, addr, "close")
	wall.Until(`[...document.querySelectorAll(".choices b")].map((b) => b.textContent).join() === "13명,16명,0명,0명"`)
	order(t, addr, "measure")
	wall.Until(`document.querySelector(".choices .true .choice")?.textContent === "3번"`)
	all[1].Until(`document.querySelector(".say")?.textContent.includes("맞았습니다")`)
	all[6].Until(`document.querySelector(".say")?.textContent.includes("달랐습니다")`)
	for student, done := range map[string]string{"a": "11", "b": "10", "c": "10"} {
		body := fmt.Sprintf(`{"word":%q,"student":%q,"tasks":["01-raw-tcp/exercise/1_predict.go","01-raw-tcp/exercise/2_serve.go"],"done":%q}`, word, student, done)
		response, err := http.Post(site+"/class/progress", "application/json", strings.NewReader(body))
		if err != nil || response.StatusCode != http.StatusNoContent {
			t.Fatalf("연습의 결과를 알리기: %v %v", response, err)
		}
		response.Body.Close()
	}
	wall.Until(`document.querySelector("#grid").textContent.includes("지금 막힌 곳: 01-raw-tcp/exercise/2_serve.go")`)
	wall.Look("06-wall-measured")
	all[1].Look("06-class-measured")
	teacher.Front()
	browser.Eval[bool](teacher, `document.querySelector("details").open = true`)
	teacher.Look("06-teacher")
	for _, page := range append(all[1:], wall, teacher) {
		page.NoProblems()
	}
}

// 교사는 채팅을 잠그고, 지우고, 이름을 쓸 수 없게 한다. 태그인 이름도 글일 뿐이다.
func TestTeacherKeepsChat(t *testing.T) {
	addr, word := startClass(t)
	teacher := browser.Open(t, "http://"+addr+"/teacher")
	phone := teacher.Guest("http://" + addr + "/class#" + word)
	phone.Until(`document.querySelector("#enter").hidden`)
	chat := phone.Tab("http://" + addr + "/chat")
	const rude = `<b>나쁜</b>`
	chat.Click(".tabs button:last-child") // 좁은 화면에서는 이름 적는 칸이 다른 탭에 있다.
	chat.Type("#rename input", rude)
	chat.Until(fmt.Sprintf(`document.querySelector("#name").textContent === %q`, rude))
	chat.Click(".tabs button:first-child")
	chat.Type("#say input", "첫 말")
	chat.Until(chatSays("첫 말"))
	for _, step := range []struct{ act, problem string }{
		{"lock-chat", "잠갔습니다"}, {"unlock-chat", ""}, {"put-out?name=" + url.QueryEscape(rude), "쓸 수 없는 이름"},
	} {
		order(t, addr, step.act)
		chat.Type("#say input", "말 "+step.act[:4])
		if step.problem == "" {
			chat.Until(chatSays("말 " + step.act[:4]))
			continue
		}
		chat.Until(fmt.Sprintf(`document.querySelector("#problem").textContent.includes(%q)`, step.problem))
	}
	teacher.Front()
	teacher.Click(`[data-act="clear-chat"]`)
	chat.Front()
	chat.Until(chatSays("대화를 지웠습니다."))
	chat.Until(`!document.querySelector("#log").textContent.includes("첫 말")`)
	late := phone.Tab("http://" + addr + "/chat")
	late.Until(chatSays("대화를 지웠습니다."))
	late.Until(`!document.querySelector("#log").textContent.includes("첫 말")`)
	response, err := http.Post("http://"+addr+"/teacher/없는-일", "", nil)
	if err != nil || response.StatusCode != http.StatusNotFound {
		t.Errorf("없는 일: %v %v", response.Status, err)
	}
}
