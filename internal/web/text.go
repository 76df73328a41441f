package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"
)

const maxBody = 16 << 10 // 바이트

// ReadText는 요청의 본문에서 field를 꺼내 준다. JSON({"field": "…"})과 폼을 읽는다.
// 앞뒤의 빈칸은 뺀다. 1자부터 longest자(유니코드 글자 수)까지만 받는다.
// 받을 수 없으면 스스로 오류로 답하고 false를 돌려준다: 400, 413(16KiB를 넘는 몸), 415.
func ReadText(w http.ResponseWriter, r *http.Request, field string, longest int) (text string, ok bool) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		Error(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("요청의 본문이 %d바이트를 넘습니다", maxBody))
		return "", false
	}
	if err != nil {
		Error(w, http.StatusBadRequest, "요청의 본문이 끝까지 오지 않았습니다")
		return "", false
	}

	switch kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind {
	case "application/json":
		var fields map[string]any
		if err := json.Unmarshal(body, &fields); err != nil {
			Error(w, http.StatusBadRequest, "JSON을 읽을 수 없습니다")
			return "", false
		}
		text, _ = fields[field].(string)
	case "application/x-www-form-urlencoded", "multipart/form-data":
		r.Body = io.NopCloser(bytes.NewReader(body))
		text = r.PostFormValue(field)
	default:
		Error(w, http.StatusUnsupportedMediaType, "본문은 JSON(application/json)이나 폼이어야 합니다")
		return "", false
	}

	text = strings.TrimSpace(text)
	if strings.ContainsFunc(text, forbidden) || !utf8.Valid(body) || !utf8.ValidString(text) {
		Error(w, http.StatusBadRequest, field+"에는 UTF-8로 적은 보통 글자만 쓸 수 있습니다")
		return "", false
	}
	if length := utf8.RuneCountInString(text); length < 1 || length > longest {
		Error(w, http.StatusBadRequest, fmt.Sprintf("%s에는 1자부터 %d자까지 적어야 합니다", field, longest))
		return "", false
	}
	return text, true
}

// forbidden은 받지 않는 글자이다. 제어 문자는 이 글을 읽는 사람의 터미널을 지우거나 꾸밀 수 있다.
func forbidden(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' }

// JSON은 value를 JSON으로 답한다.
func JSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false) // 글은 언제나 글이다. 페이지도 textContent로만 쓴다.
	var wrong *json.UnsupportedTypeError
	if err := encoder.Encode(value); errors.As(err, &wrong) {
		panic(err) // 우리가 만든 값이 JSON이 되지 못하면 프로그램이 틀린 것이다. 쓰지 못한 것은 클라이언트가 떠난 것이다.
	}
}

// Error는 한국어 한 문장을 JSON으로 답한다: {"error": "…"}.
func Error(w http.ResponseWriter, status int, sentence string) {
	JSON(w, status, map[string]string{"error": sentence})
}
