package main

// message는 수업의 테스트가 부른다. fast의 서버는 적어 둔 이벤트를 함께 쓰므로 부르지 않는다.
// 수업의 테스트를 fast로 돌릴 때만 끼운다(lesson_test.go).
func (s *stream) message(id uint64, text string) { s.w.Write(appendMessage(nil, id, text)) }
