package live

import (
	"fmt"
	"strings"
	"testing"

	"socketworkbook/internal/browser"
)

// order는 예상한 순서이다.
func (p tab) order(list string) string {
	return strings.Join(p.Texts("#guess-"+list+" button span:first-child"), " ")
}

// reorder는 순서를 바꾸어 본다. 처음부터 놓여 있고, 키보드로도, 눌러서도, 끌어서도 바뀐다.
func (page tab) reorder(t *testing.T) {
	t.Helper()
	const learned = "1. TCP 2. UDP 3. 폴링 4. 롱 폴링 5. SSE 6. WS 7. WT 데이터그램 8. WT 스트림"
	if page.order("cost") != learned || page.order("delay") != learned || browser.Eval[bool](page.Page, `document.querySelector("#start").disabled`) {
		t.Errorf("처음 순서가 %s, %s", page.order("cost"), page.order("delay"))
	}
	page.Look("compare-predict")
	press := func(way string, keys ...string) {
		for _, key := range keys {
			browser.Eval[bool](page.Page, fmt.Sprintf(`(b => { b.focus(); b.dispatchEvent(new KeyboardEvent("keydown", { key: %q, bubbles: true })); return document.activeElement === b; })(document.querySelector("#guess-cost [data-protocol=%s] button"))`, key, way))
		}
	}
	press("ws", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown")
	press("tcp", "ArrowUp") // 더 올라갈 데가 없다.
	if got := page.order("cost"); got != "1. TCP 2. UDP 3. 폴링 4. WS 5. 롱 폴링 6. SSE 7. WT 데이터그램 8. WT 스트림" {
		t.Errorf("화살표로 옮긴 순서가 %s", got)
	}
	page.Click("#guess-cost [data-protocol=sse] button")
	page.Click("#guess-cost [data-protocol=udp] button")
	if got := page.order("cost"); got != "1. TCP 2. SSE 3. UDP 4. 폴링 5. WS 6. 롱 폴링 7. WT 데이터그램 8. WT 스트림" {
		t.Errorf("눌러서 옮긴 순서가 %s", got)
	}
	page.drag("#guess-cost [data-protocol=tcp] button", "#guess-cost [data-protocol=ws] button")
	page.Click("#guess-cost [data-protocol=tcp] button") // 끌고 놓은 것은 누른 것이 아니다. 이것이 첫째 누름이다.
	page.Click("#guess-cost [data-protocol=udp] button")
	if got := page.order("cost"); got != "1. SSE 2. TCP 3. UDP 4. 폴링 5. WS 6. 롱 폴링 7. WT 데이터그램 8. WT 스트림" {
		t.Errorf("끌고 눌러서 옮긴 순서가 %s", got)
	}
	if page.order("delay") != learned {
		t.Errorf("다른 목록까지 바뀌었다: %s", page.order("delay"))
	}
}

// drag는 마우스로 from을 눌러 to까지 끌고 놓는다. 지어낸 포인터는 붙잡을 수 없으므로 붙잡는 척만 한다.
func (p tab) drag(from, to string) {
	browser.Eval[bool](p.Page, fmt.Sprintf(`((from, to) => {
		from.setPointerCapture = () => {};
		const send = (type, y) => from.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerType: "mouse", button: 0, clientY: y }));
		const middle = (e) => { const b = e.getBoundingClientRect(); return (b.top + b.bottom) / 2; };
		send("pointerdown", middle(from));
		for (let y = middle(from); y < middle(to) + 5; y += 3) send("pointermove", y);
		send("lostpointercapture", 0);
		from.click();
		return true;
	})(document.querySelector(%q), document.querySelector(%q))`, from, to))
	p.Until(`new Promise((done) => setTimeout(() => done(true)))`)
}
