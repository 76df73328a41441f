//go:build exercise

package exercise_test

import (
	"fmt"
	"io"
	"strings"

	"socketworkbook/04-sse/exercise"
	"socketworkbook/internal/grader"
)

const (
	lettersInRetry = "숫자가 아닌 retry를 받음"
	otherDigits    = "0부터 9까지가 아닌 숫자를 받음"
	retryUnit      = "retry를 밀리초로 읽지 않음"
	retryWaits     = "retry를 빈 줄이 올 때까지 미룸"
	retryShort     = "긴 retry를 버림"
	retryOctal     = "0으로 시작하는 retry를 8진수로 읽음"
	retryForgotten = "retry를 다음 이벤트까지 남기지 않음"
	zeroRetry      = "0인 retry를 버림"
)

// retrying은 스트림 하나와, 다 읽은 다음의 Retry이다.
type retrying struct{ stream, want, mistake string }

var retryings = []retrying{
	{"retry:2500\n\nretry: 1500\n\n", "1.5s", retryUnit},
	{"retry: 1500\n", "1.5s", retryWaits},
	{"retry: 100000\n\n", "1m40s", retryShort},
	{"retry: 0100\n\n", "100ms", retryOctal},
	{"retry: 3000\ndata: 하나\n\nid: 2\ndata: 둘\n\nevent: 공지\n\n", "3s", retryForgotten},
	{"retry: 3000\n\nretry: 2s\n\n", "3s", lettersInRetry},
	{"retry: 3000\n\nretry: -1\n\nretry: +2\n\nretry:  2\n\nretry: 2 \n\nretry:\t2\n\n", "3s", lettersInRetry},
	{"retry: 3000\n\nretry: 0x10\n\nretry: 1_0\n\nretry: 1e3\n\nretry: 1.5\n\nretry: 가\n\n", "3s", lettersInRetry},
	{"retry: 3000\n\nretry: ２\n\nretry: 1٣\n\n", "3s", otherDigits},
	{"retry: 3000\n\nretry: 0\n\n", "0s", zeroRetry},
}

// retryTimes는 스트림을 다 읽으면 Retry가 바라던 대로인지 본다.
func retryTimes() error {
	for _, test := range retryings {
		line, _ := lineByLine(test.stream, io.EOF)
		p := exercise.NewParser(line)
		err := error(nil)
		if got := untilError(p); strings.HasSuffix(got, "io.EOF") {
			mistake := test.mistake
			if p.Retry == 0 && mistake == retryUnit { // 하나도 읽지 않았다.
				mistake = retryWaits
			}
			err = grader.Same("Retry "+test.want, "Retry "+p.Retry.String(), mistake)
		} else {
			err = grader.Same("io.EOF", got, "")
		}
		if err != nil {
			return naming(fmt.Sprintf("%q", test.stream), err)
		}
	}
	return nil
}
