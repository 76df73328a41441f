package browser

import (
	"fmt"
	"net/url"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// notice는 브라우저가 알린 것 가운데 문제가 되는 것을 적어 둔다.
func (p *Page) notice(event any, host string) {
	problem := ""
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if e.Entry.Level == log.LevelError {
			problem = "콘솔: " + e.Entry.Text
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.APITypeError {
			problem = fmt.Sprint("console.error: ", len(e.Args), "개의 값")
		}
	case *runtime.EventExceptionThrown:
		problem = "예외: " + e.ExceptionDetails.Error()
	case *network.EventRequestWillBeSent:
		if to, err := url.Parse(e.Request.URL); err == nil && to.Scheme != "data" && to.Host != host {
			problem = "다른 곳으로 간 요청: " + e.Request.URL
		}
	}
	if problem != "" {
		p.mu.Lock()
		p.problems = append(p.problems, problem)
		p.mu.Unlock()
	}
}

// NoProblems는 지금까지 콘솔의 오류도, 다른 곳으로 간 요청도 없었는지 본다.
func (p *Page) NoProblems() {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, problem := range p.problems {
		p.t.Error(problem)
	}
}
