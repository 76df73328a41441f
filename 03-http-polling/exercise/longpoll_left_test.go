//go:build exercise

package exercise_test

import (
	"context"
	"fmt"
	"runtime"
	"testing/synctest"
	"time"

	"socketworkbook/03-http-polling/exercise"
	"socketworkbook/internal/grader"
)

const (
	ownGoroutine = "게시판이 제 고루틴을 둠"
	watchesCtx   = "돌아온 다음에도 ctx를 지켜보는 고루틴을 남김"
	leftBehind   = "고루틴을 남김"
	keepsWaiters = "돌아온 클라이언트가 기다리는 목록에 남음"
)

// endsClean은 어떻게 돌아왔든 고루틴이 남지 않는지 본다. 클라이언트는 돌아온 다음에도 떠나지 않는다.
func endsClean() error {
	grader.Moment() // 앞의 테스트에서 떠난 클라이언트들이 다 끝나게 한다.
	begin := runtime.NumGoroutine()
	b := exercise.NewBoard()
	b.Add("안녕")
	synctest.Wait()
	if runtime.NumGoroutine() > begin {
		return grader.Wrong{Want: "게시판의 고루틴 0개", Got: fmt.Sprintf("게시판의 고루틴 %d개", runtime.NumGoroutine()-begin), Mistake: ownGoroutine}
	}
	ctx, leave := context.WithCancel(context.Background())
	defer leave()
	for after := 1; after <= 50; after++ {
		told, late := askAs(ctx, leave, b, after, century), askAs(ctx, leave, exercise.NewBoard(), 0, time.Second)
		synctest.Wait()
		b.Add("안녕")
		<-told.answers
		<-late.answers
	}
	synctest.Wait()
	left := runtime.NumGoroutine() - begin
	if left < 25 {
		return nil
	}
	leave()
	synctest.Wait()
	mistake := leftBehind
	if runtime.NumGoroutine()-begin == 0 { // 모두 ctx를 기다리던 것이다.
		mistake = watchesCtx
	}
	return grader.Wrong{Want: "남은 고루틴 0개", Got: fmt.Sprintf("클라이언트 100개에 남은 고루틴 %d개", left), Mistake: mistake}
}

// forgetsWaiters는 아무도 적지 않는 게시판을 찾아온 클라이언트들이 메모리에 남지 않는지 본다.
func forgetsWaiters() error {
	const guests, size = 20_000, 64 // 바이트. 채널 하나보다 작다.
	b := exercise.NewBoard()
	before := memory()
	for range guests {
		b.Since(context.Background(), 0, 1)
	}
	kept := memory() - before
	runtime.KeepAlive(b)
	if kept < guests*size {
		return nil
	}
	got := fmt.Sprintf("클라이언트 %d개가 다녀간 다음에 남은 %.1fMB", guests, float64(kept)/(1<<20))
	return grader.Wrong{Want: "돌아온 다음에 남은 0MB", Got: got, Mistake: keepsWaiters}
}
