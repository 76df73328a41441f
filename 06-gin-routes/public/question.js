// 교실의 세 페이지(휴대 전화, 벽, 교사)가 함께 쓰는 것: 질문을 그리고, 서버의 이벤트를 듣는다.
"use strict";

// drawQuestion은 질문과 보기를 box에 그린다. 닫힌 다음에는 보기마다 막대가 있다. choose가 있으면 보기를 누를 수 있다.
function drawQuestion(box, { question, mine }, choose) {
  if (!question) {
    box.replaceChildren(element("p", "아직 질문이 없습니다."));
    return;
  }
  const most = Math.max(1, ...(question.counts ?? []));
  const choices = element("ol", "", "choices");
  question.choices.forEach((choice, i) => {
    const line = element("li"), button = element("button", choice, "choice");
    button.type = "button";
    button.disabled = !question.open || !choose;
    button.setAttribute("aria-pressed", choice === mine);
    button.onclick = () => choose(choice);
    line.append(button);
    if (question.counts) {
      const bar = element("meter");
      Object.assign(bar, { max: most, value: question.counts[i], title: choice });
      line.append(bar, element("b", `${question.counts[i]}명`));
    }
    if (choice === question.truth) line.classList.add("true");
    choices.append(line);
  });
  box.replaceChildren(element("h2", question.ask), choices, element("p", say(question, mine), "say"));
  if (question.truth) {
    box.append(element("p", question.seen, "seen"));
    const see = element("p", "직접 확인하기: ");
    see.append(element("code", question.see));
    box.append(see);
  }
}

function say({ open, truth }, mine) {
  if (open) return mine ? "닫힐 때까지 바꿀 수 있습니다." : "예상을 하나 고르세요. 틀려도 괜찮습니다.";
  if (!truth) return "예상을 그만 받습니다. 이제 재어 봅니다.";
  const right = mine === undefined ? "" : mine === truth ? " 예상이 맞았습니다." : " 예상과 달랐습니다. 왜일까요?";
  return `재어 보니: ${truth}.${right}`;
}

// drawGrid는 연습의 격자를 그린다. 가로는 연습, 세로는 학생이다. 이름은 없다.
function drawGrid(box, grid) {
  box.hidden = !grid;
  if (!grid) return;
  const table = element("table"), head = table.createTHead().insertRow();
  table.prepend(element("caption", "연습: 풀었으면 ■, 아직이면 □. 한 줄이 한 사람입니다"));
  for (const task of grid.tasks) {
    const done = grid.rows.filter((row) => row[grid.tasks.indexOf(task)] === "1").length;
    const cell = element("th", `${task.slice(0, 2)}-${task.match(/(\d+)_/)?.[1] ?? "?"}`);
    cell.title = `${task}: ${grid.rows.length}명 가운데 ${done}명`;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const row of grid.rows) {
    const line = body.insertRow();
    for (const done of row) line.insertCell().append(done === "1" ? "■" : "□");
  }
  const sums = grid.tasks.map((_, i) => grid.rows.filter((row) => row[i] === "1").length);
  const stuck = sums.findIndex((sum) => sum < grid.rows.length / 2);
  box.replaceChildren(table, element("p", stuck < 0 ? "반이 넘는 사람이 모두 풀었습니다." : `지금 막힌 곳: ${grid.tasks[stuck]}`));
}

// listen은 path의 이벤트를 들을 때마다 draw를 부른다. 끊기면 브라우저가 스스로 다시 온다. 거절당하면 refused를 부른다.
function listen(path, draw, refused) {
  const status = new Status($("#status"));
  const source = new EventSource(path);
  source.onopen = () => status.say("open", "연결됨");
  source.onmessage = ({ data }) => draw(JSON.parse(data));
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) return status.say("waiting", "연결이 끊겼습니다. 다시 연결합니다.");
    status.say("refused", "서버가 받아 주지 않습니다.");
    refused?.();
  };
}

// ask는 서버에 일을 부탁하고, 들어주지 않은 이유를 문장으로 돌려준다. 들어주었으면 빈 문자열이다.
async function ask(path, fields = {}) {
  try {
    const response = await fetch(path, { method: "POST", body: new URLSearchParams(fields) });
    return response.ok ? "" : (await response.json()).error ?? "서버가 들어주지 않습니다.";
  } catch {
    return "서버에 닿지 못했습니다.";
  }
}
