//go:build exercise

package exercise_test

const (
	needsSpace     = "쌍점 뒤에 빈칸이 꼭 있다고 믿음"
	spaceKept      = "쌍점 뒤의 빈칸 하나를 떼지 않음"
	trimsAll       = "값의 빈칸을 모두 떼어 냄"
	changesValue   = "값의 글자를 바꾸거나 버림"
	cutsTwice      = "둘째 쌍점에서도 자름"
	needsColon     = "쌍점이 없는 필드를 버림"
	namesLoose     = "모르는 필드를 아는 필드로 읽음"
	unknownEnds    = "모르는 필드에서 이벤트를 끝냄"
	bomIgnored     = "BOM이 붙은 이름을 아는 필드로 읽음"
	commentIsField = "주석을 필드로 읽음"
	blankIsEmpty   = "빈칸뿐인 줄을 빈 줄로 여김"
	firstWins      = "같은 필드가 여럿이면 앞의 것을 씀"
	emptyDataLost  = "빈 data 필드를 없는 필드로 여김"
	dataBlankLost  = "내용의 앞뒤에 있는 줄바꿈을 버림"
	eventEmpty     = "data가 없는데 이벤트를 돌려줌"
	emptyType      = "빈 이름을 message로 바꾸지 않음"
	nameStays      = "이벤트의 이름을 다음 이벤트까지 남김"
	eventStarts    = "event 필드가 오면 모으던 내용을 버림"
	idStarts       = "id 필드가 오면 모으던 내용을 버림"
	retrySplits    = "retry 필드가 오면 모으던 내용을 버림"
	keepsNUL       = "NUL이 든 번호를 받음"
	idForgotten    = "번호를 다음 이벤트까지 남기지 않음"
	idOnlyByData   = "data가 없는 이벤트의 번호를 버림"
	idMustBeNumber = "숫자가 아닌 id를 버림"
	emptyIDLost    = "빈 번호를 없는 필드로 여김"
	idTooEarly     = "빈 줄이 오지 않은 번호를 받은 것으로 침"
)

// parsing은 스트림 하나와, 꺼낼 이벤트들이다.
type parsing struct {
	name, stream string
	want         string            // {번호 이름 내용}들과 끝의 LastID
	mistakes     map[string]string // 받은 것으로 알아보는 실수. ""는 나머지 모두
}

func all(mistake string) map[string]string { return map[string]string{"": mistake} }

var parsings = []parsing{
	{"보통 이벤트", "id: 1\nevent: 공지\ndata: 하나\ndata: 둘\n\n", `{"1" "공지" "하나\n둘"} "1"`, map[string]string{
		`{" 1" " 공지" " 하나\n 둘"} " 1"`: spaceKept,
	}},
	{"이름이 없는 이벤트", "id: 2\ndata: 하나\n\n", `{"2" "message" "하나"} "2"`, map[string]string{`{"2" "" "하나"} "2"`: emptyType}},
	{"글자로 된 번호", "id: 가-1\ndata: 하나\n\n", `{"가-1" "message" "하나"} "가-1"`, all(idMustBeNumber)},
	{"뒤에 온 이름", "data: 하나\nevent: 공지\n\n", `{"" "공지" "하나"} ""`, map[string]string{`""`: eventStarts}},
	{"뒤에 온 번호", "data: 하나\nid: 1\n\n", `{"1" "message" "하나"} "1"`, map[string]string{`"1"`: idStarts}},
	{"번호는 남음", "id: 1\ndata: 하나\n\ndata: 둘\n\n", `{"1" "message" "하나"} {"1" "message" "둘"} "1"`,
		map[string]string{`{"1" "message" "하나"} {"" "message" "둘"} ""`: idForgotten, `{"1" "message" "하나"} {"" "message" "둘"} "1"`: idForgotten,
			`{"1" "message" "하나"} {"" "message" "둘"}(Parser의 LastID는 "1") "1"`: idForgotten}},
	{"이름은 남지 않음", "event: 공지\n\ndata: 하나\n\nevent: 공지\ndata: 둘\n\ndata: 셋\n\n",
		`{"" "message" "하나"} {"" "공지" "둘"} {"" "message" "셋"} ""`, map[string]string{
			`{"" "공지" "하나"} {"" "공지" "둘"} {"" "공지" "셋"} ""`:                        nameStays,
			`{"" "공지" "하나"} {"" "공지" "둘"} {"" "message" "셋"} ""`:                   nameStays,
			`{"" "message" "하나"} {"" "공지" "둘"} {"" "공지" "셋"} ""`:                   nameStays,
			`{"" "공지" ""} {"" "message" "하나"} {"" "공지" "둘"} {"" "message" "셋"} ""`: eventEmpty,
		}},
	{"주석", ": 하나\n:\n\n:data: 둘\ndata: 셋\n: 넷\n:\ndata: 다섯\n\n", `{"" "message" "셋\n다섯"} ""`, all(commentIsField)},
	{"빈칸이 없는 값", "id:1\nevent:공지\ndata:하나\n\n", `{"1" "공지" "하나"} "1"`, all(needsSpace)},
	{"두 번 온 필드", "id: 1\nid: 2\nevent: 가\nevent: 나\ndata: 하나\n\n", `{"2" "나" "하나"} "2"`, all(firstWins)},
	{"빈 이름", "event: 공지\nevent:\ndata: 하나\n\n", `{"" "message" "하나"} ""`, all(emptyType)},
	{"빈칸이 많은 값", "id:  1 \nevent:  공지 \ndata:  하나 \n\n", `{" 1 " " 공지 " " 하나 "} " 1 "`, all(trimsAll)},
	{"쌍점이 든 값", "data: 12: 30 :0\ndata::\n\n", `{"" "message" "12: 30 :0\n:"} ""`, all(cutsTwice)},
	{"글자가 아닌 값", "id: A#1\nevent:\tGo#\x00\ndata: \t#가 B\t\ndata: \"%d\\n\x00\"\n\n", `{"A#1" "\tGo#\x00" "\t#가 B\t\n\"%d\\n\x00\""} "A#1"`, all(changesValue)},
	{"쌍점이 없는 필드", "data\ndata\n\ndata:\n\n", `{"" "message" "\n"} {"" "message" ""} ""`,
		map[string]string{`{"" "message" ""} ""`: needsColon, `{"" "message" "\n"} ""`: emptyDataLost, `""`: emptyDataLost}},
	{"앞뒤가 빈 내용", "data\ndata: 하나\ndata:\n\n", `{"" "message" "\n하나\n"} ""`, all(dataBlankLost)},
	{"모르는 필드", "Data: 하나\n data: 둘\ndata : 셋\ndatas: 넷\nname: 다섯\nids: 6\nevents: 공지\ndata: 여섯\n\n", `{"" "message" "여섯"} ""`, all(namesLoose)},
	{"내용 다음의 모르는 필드", "data: 하나\nID: 2\nEvent: 공지\n가\ndata: 둘\n\n", `{"" "message" "하나\n둘"} ""`, map[string]string{
		`{"" "message" "둘"} ""`: unknownEnds, `{"" "message" "하나"} {"" "message" "둘"} ""`: unknownEnds, "": namesLoose,
	}},
	{"빈칸뿐인 줄", "data: 하나\n \n\t\ndata: 둘\n\n", `{"" "message" "하나\n둘"} ""`, all(blankIsEmpty)},
	{"BOM이 붙은 이름", "data: 하나\n\n\ufeffid: 2\n\ufeffdata: 둘\n\ndata: 셋\n\n", `{"" "message" "하나"} {"" "message" "셋"} ""`, all(bomIgnored)},
	{"내용 사이의 retry", "data: 하나\nretry: 10\ndata: 둘\n\n", `{"" "message" "하나\n둘"} ""`, all(retrySplits)},
	{"data가 없는 이벤트", "event: ping\n\n\n\nid: 7\n\n: 주석\n\nretry: 10\n\n", `"7"`, map[string]string{`""`: idOnlyByData, "": eventEmpty}},
	{"NUL이 든 번호", "id: 1\nid: 2\x00\ndata: 하나\n\n", `{"1" "message" "하나"} "1"`, all(keepsNUL)},
	{"빈 번호", "id: 1\ndata: 하나\n\nid\ndata: 둘\n\n", `{"1" "message" "하나"} {"" "message" "둘"} ""`, all(emptyIDLost)},
	{"끝나지 않은 이벤트", "id: 1\ndata: 하나\n\nid: 2\ndata: 둘\n", `{"1" "message" "하나"} "1"`,
		map[string]string{`{"1" "message" "하나"} "2"`: idTooEarly, "": lastUnfinished}},
	{"끝나지 않은 번호", "id: 1\n\nid: 2\n", `"1"`, all(idTooEarly)},
	{"빈 스트림", "", `""`, all(noEOF)},
}
