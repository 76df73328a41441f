package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"
)

// order는 수업의 노트가 말하는 차례이다.
var order = []string{"물음", "어떻게 움직이나", "코드", "선에서 보이는 것", "옛 노트 바로잡기",
	"언제 쓰고 언제 쓰지 않나", "진짜 시스템에서는", "스스로 묻기", "다음은", lastSection}

const more = "더 알기" // 바로잡은 것 다음에 올 수 있다. 옛 노트가 말하지 않은 것이다

// sections: 수업의 노트는 정해진 차례로 말한다.
func sections(p page) []problem {
	if !slices.Contains(lessonNotes, p.name) {
		return nil
	}
	next := 0
	for i, line := range p.prose() {
		title, level := heading(line)
		if level != 2 {
			continue
		}
		if title == more && next > 0 && order[next-1] == "옛 노트 바로잡기" {
			continue
		}
		if next == len(order) || title != order[next] {
			return []problem{{i + 1, fmt.Sprintf("\"%s\" 제목이 올 자리가 아닙니다. 차례는 %s입니다", title, strings.Join(order, " · "))}}
		}
		next++
	}
	if next < len(order) {
		return []problem{{len(p.lines), fmt.Sprintf("\"%s\"부터 빠졌습니다. 이 제목을 쓰세요", order[next])}}
	}
	return nil
}

// part는 p에서 제목이 title인 둘째 깊이의 부분이다. 다른 줄은 빈 줄이다.
func part(p page, title string) []string {
	lines, in := p.prose(), false
	for i, line := range lines {
		if name, level := heading(line); level > 0 && level <= 2 {
			in = name == title
		}
		if !in {
			lines[i] = ""
		}
	}
	return lines
}

var labels = []string{"옛 노트", "해 보기", "사실", "적힌 곳"}

// corrections: 바로잡는 것마다 네 가지를 차례로 적는다.
func corrections(p page) (found []problem) {
	if !slices.Contains(lessonNotes, p.name) {
		return nil
	}
	at, next := 0, len(labels)
	finish := func() {
		if at > 0 && next < len(labels) {
			found = append(found, problem{at, fmt.Sprintf("\"%s\"이 없거나 차례가 다릅니다. %s를 차례로 적으세요", labels[next], strings.Join(labels, ", "))})
		}
	}
	for i, line := range part(p, "옛 노트 바로잡기") {
		if _, level := heading(line); level == 3 {
			finish()
			at, next = i+1, 0
		}
		if next < len(labels) && strings.HasPrefix(line, "- **"+labels[next]+"**: ") {
			next++
		}
	}
	finish()
	if at == 0 {
		found = append(found, problem{1, "바로잡은 것이 없습니다. ### 제목을 하나씩 두고 적으세요"})
	}
	return found
}

// questions: 스스로 묻는 것은 여섯보다 적지 않고, 절반은 예상하고 실행하는 것이다. 답은 접어 둔다.
func questions(p page) []problem {
	if !slices.Contains(lessonNotes, p.name) {
		return nil
	}
	all, predict, first := 0, 0, 1
	for i, line := range part(p, "스스로 묻기") {
		if summary, is := strings.CutPrefix(line, "<summary>"); is {
			if all++; all == 1 {
				first = i + 1
			}
			if strings.HasPrefix(summary, "예상: ") {
				predict++
			}
		}
	}
	if all < 6 || predict*2 < all {
		return []problem{{first, fmt.Sprintf("물음 %d개, 그 가운데 \"예상: \"으로 시작하는 것 %d개입니다. 여섯 개 이상, 절반 이상으로 늘리세요", all, predict)}}
	}
	return nil
}

const longParagraph = 60 // 글자. 이보다 긴 문단은 한 곳에만 있다

// repeats: 같은 문단이 두 글에 있지 않다. 표와 목록은 보지 않는다.
func repeats(p page) (found []problem) {
	elsewhere := map[string]string{}
	for _, name := range markdown(p.house) {
		text, _ := p.read(name)
		for _, line := range (page{lines: strings.Split(text, "\n")}).prose() {
			if name != p.name {
				elsewhere[line] = name
			}
		}
	}
	for i, line := range p.prose() {
		if other := elsewhere[line]; other != "" && utf8.RuneCountInString(line) > longParagraph && !strings.ContainsRune("|-", rune(line[0])) {
			found = append(found, problem{i + 1, fmt.Sprintf("이 문단은 %s에도 있습니다. 한 곳에만 두고 링크를 거세요", other)})
		}
	}
	return found
}

const glossaryPage = "notes/glossary.md"

var (
	firstSeen = regexp.MustCompile(`^(.+니다\.) 처음: \[(\d\d)\]\((\S+)\)$`)
	termLink  = regexp.MustCompile(`\]\(glossary\.md#([^)]+)\)`)
)

// glossary: 용어마다 한 문장과, 처음 나오는 노트를 적는다. 그 노트가 처음으로 이 용어에 링크를 건다.
func glossary(p page) (found []problem) {
	if p.name != glossaryPage {
		return nil
	}
	lines := p.prose()
	for i, line := range lines {
		title, level := heading(line)
		if level != 3 {
			continue
		}
		if !regexp.MustCompile(`^\S.* \([^)]+\)$`).MatchString(title) {
			found = append(found, problem{i + 1, "제목을 \"소켓 (socket)\"처럼 우리말과 영어로 쓰세요"})
		}
		match := []string(nil)
		if i+2 < len(lines) {
			match = firstSeen.FindStringSubmatch(lines[i+2])
		}
		if match == nil || strings.Count(match[1], "니다.") != 1 {
			found = append(found, problem{i + 3, "한 문장을 \"…입니다. 처음: [01](01-raw-tcp.md)\" 모양으로 쓰세요"})
			continue
		}
		var anchor string
		for anchor = range anchors(line) {
		}
		if first := firstLinking(p, anchor); first != "notes/"+match[3] {
			found = append(found, problem{i + 3, fmt.Sprintf("처음 링크를 건 노트는 %q입니다. 처음 나오는 노트에서 glossary.md#%s 로 링크를 걸거나, 여기를 고치세요", first, anchor)})
		}
	}
	return found
}

// firstLinking은 용어에 처음 링크를 건 노트이다.
func firstLinking(p page, anchor string) string {
	for _, name := range lessonNotes {
		text, _ := p.read(name)
		if strings.Contains(text, "](glossary.md#"+anchor+")") {
			return name
		}
	}
	return ""
}

// terms: 한 노트는 같은 용어에 한 번만 링크를 건다. 두 번째부터는 아는 말이다.
func terms(p page) (found []problem) {
	seen := map[string]bool{}
	for i, line := range p.prose() {
		for _, match := range termLink.FindAllStringSubmatch(line, -1) {
			if seen[match[1]] {
				found = append(found, problem{i + 1, fmt.Sprintf("#%s 에 두 번째 거는 링크입니다. 처음에만 거세요", match[1])})
			}
			seen[match[1]] = true
		}
	}
	return found
}

// statements는 옛 노트가 말한 것의 번호이다.
var statements = strings.Fields(`1.1 1.2 1.3 1.4 1.5 1.6 1.7
	2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 2.9
	3.1 3.2 3.3 3.4 3.5 3.6 3.7
	4.1 4.2 4.3 4.4`)

var statementRow = regexp.MustCompile(`^\| (\d\.\d) \|.*\]\(.+\).*\|$`)

// oldNoteMap: 옛 노트가 말한 것은 모두, 어디에서 다루는지 지도에 적혀 있다.
func oldNoteMap(p page) (found []problem) {
	if p.name != "notes/README.md" {
		return nil
	}
	var seen []string
	for i, line := range p.prose() {
		if match := statementRow.FindStringSubmatch(line); match != nil {
			if !slices.Contains(statements, match[1]) || slices.Contains(seen, match[1]) {
				found = append(found, problem{i + 1, fmt.Sprintf("%s은 옛 노트에 없거나 두 번 적혔습니다. 번호를 고치세요", match[1])})
			}
			seen = append(seen, match[1])
		}
	}
	for _, number := range statements {
		if !slices.Contains(seen, number) {
			found = append(found, problem{len(p.lines), fmt.Sprintf("옛 노트의 %s이 지도에 없습니다. 표에 줄을 더하고 링크를 거세요", number)})
		}
	}
	return found
}

// exercises: 수업의 노트와 README는 그 수업의 연습을 모두 가리킨다.
func exercises(p page) (found []problem) {
	lesson, inNotes := strings.CutPrefix(strings.TrimSuffix(p.name, ".md"), "notes/")
	if !inNotes {
		lesson = strings.TrimSuffix(p.name, "/README.md")
	}
	guide, err := p.read(lesson + "/exercise/README.md")
	if err != nil || inNotes && !slices.Contains(lessonNotes, p.name) {
		return nil
	}
	text := strings.Join(p.lines, "\n")
	for _, line := range strings.Split(guide, "\n") {
		title, level := heading(line)
		if level != 2 {
			continue
		}
		var anchor string
		for anchor = range anchors(line) {
		}
		if !strings.Contains(text, "exercise/README.md#"+anchor+")") {
			found = append(found, problem{len(p.lines), fmt.Sprintf("연습 \"%s\"에 링크가 없습니다. 그것을 배우는 문단이나 연습의 표에 %s/exercise/README.md#%s 로 거세요", title, lesson, anchor)})
		}
	}
	return found
}

func TestExerciseRule(t *testing.T) {
	house := fstest.MapFS{"01-raw-tcp/exercise/README.md": file("# 연습\n## 1. 예상 (a.go)\n## 2. 쓰기 (b.go)\n")}
	both := "[a](exercise/README.md#1-예상-ago) [b](exercise/README.md#2-쓰기-bgo)"
	bad(t, exercises, "01-raw-tcp/README.md", both, house)
	bad(t, exercises, "01-raw-tcp/README.md", "[a](exercise/README.md#1-예상-ago)", house, "1: 연습 \"2. 쓰기 (b.go)\"에 링크가 없습니다")
	bad(t, exercises, "notes/01-raw-tcp.md", "", house, "1: 1. 예상", "1: 2. 쓰기")
	bad(t, exercises, "02-udp/README.md", "", house)
}

func TestSectionRule(t *testing.T) {
	whole := "# 제목\n## " + strings.Join(order, "\n글\n## ") + "\n"
	bad(t, sections, lessonNotes[0], whole, nil)
	bad(t, sections, lessonNotes[0], strings.Replace(whole, "## 코드\n", "", 1), nil, "7: \"선에서 보이는 것\" 제목이 올 자리가 아닙니다")
	bad(t, sections, lessonNotes[0], "# 제목\n## 물음", nil, "2: \"어떻게 움직이나\"부터 빠졌습니다")
	bad(t, sections, "notes/compare.md", "# 제목", nil)
}

func TestCorrectionRule(t *testing.T) {
	start := "## 옛 노트 바로잡기\n### 하나\n- **옛 노트**: 가\n- **해 보기**: 나\n"
	bad(t, corrections, lessonNotes[0], start+"- **사실**: 다\n- **적힌 곳**: 라\n## 다음\n### 아님", nil)
	bad(t, corrections, lessonNotes[0], start+"- **적힌 곳**: 라\n", nil, "2: \"사실\"이 없거나")
	bad(t, corrections, lessonNotes[0], "## 옛 노트 바로잡기\n", nil, "1: 바로잡은 것이 없습니다")
}

func TestRepeatRule(t *testing.T) {
	long := strings.Repeat("긴 글입니다. ", 10)
	house := fstest.MapFS{"notes/a.md": file(long + "\n짧은 글\n- " + long)}
	bad(t, repeats, "notes/a.md", long, house)
	bad(t, repeats, "notes/b.md", "짧은 글\n- "+long, house)
	bad(t, repeats, "notes/b.md", "다른 글\n"+long, house, "2: notes/a.md에도 있습니다")
}

func TestQuestionRule(t *testing.T) {
	ask := func(plain, predict int) string {
		return "## 스스로 묻기\n" + strings.Repeat("<summary>왜</summary>\n", plain) + strings.Repeat("<summary>예상: 무엇이</summary>\n", predict)
	}
	bad(t, questions, lessonNotes[0], ask(3, 3), nil)
	bad(t, questions, lessonNotes[0], ask(4, 3), nil, "2: 물음 7개")
	bad(t, questions, lessonNotes[0], ask(2, 3), nil, "2: 물음 5개")
}

func TestGlossaryRule(t *testing.T) {
	house := fstest.MapFS{"notes/02-udp.md": file("[소켓](glossary.md#소켓-socket)"), "notes/03-http-polling.md": file("[소켓](glossary.md#소켓-socket)")}
	entry := func(title, sentence string) string { return "## 소리\n### " + title + "\n\n" + sentence + "\n" }
	bad(t, glossary, glossaryPage, entry("소켓 (socket)", "끝점입니다. 처음: [02](02-udp.md)"), house)
	bad(t, glossary, glossaryPage, entry("소켓 (socket)", "끝점입니다. 처음: [03](03-http-polling.md)"), house, "4: 처음 링크를 건 노트는 \"notes/02-udp.md\"")
	bad(t, glossary, glossaryPage, entry("소켓 (socket)", "끝점입니다. 둘입니다. 처음: [02](02-udp.md)"), house, "4: 한 문장을")
	bad(t, glossary, glossaryPage, entry("소켓", "끝점입니다. 처음: [02](02-udp.md)"), house, "2: 제목을", "4: 처음 링크를 건 노트는 \"\"")
	bad(t, terms, "notes/x.md", "[소켓](glossary.md#a)\n[소켓](glossary.md#a)", nil, "2: #a 에 두 번째")
}

func TestMapRule(t *testing.T) {
	rows := ""
	for _, number := range statements {
		rows += "| " + number + " | 말 | [01](01-raw-tcp.md) |\n"
	}
	bad(t, oldNoteMap, "notes/README.md", rows, nil)
	bad(t, oldNoteMap, "notes/README.md", strings.Replace(rows, "| 2.4 |", "| 2.3 |", 1), nil, "11: 2.3은 옛 노트에 없거나", "28: 옛 노트의 2.4이 지도에 없습니다")
	bad(t, oldNoteMap, "notes/README.md", strings.Replace(rows, "[01](01-raw-tcp.md)", "01", 1), nil, "28: 옛 노트의 1.1이")
}
