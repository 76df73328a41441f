// 끊은 때부터 만든 이벤트가 방법마다 어떻게 되었는지 센 표.
export function cutTable(panels, cut) {
  // 다시 이어진 뒤에도 다시 연결하기 전의 것은 놓칠 수 있다. 모두가 받은 번호까지 본다.
  const upto = Math.max(cut.to, Math.min(...panels.map((panel) => panel.highest)));
  const all = upto - cut.from;
  const table = document.createElement("table");
  const row = (cells, protocol) => {
    const line = table.insertRow();
    if (protocol) line.dataset.protocol = protocol;
    for (const cell of cells) line.insertCell().textContent = cell;
  };
  row(["방법", "결국 받음", "잃음", "두 번 받음"]);
  for (const panel of panels) {
    let got = 0, doubled = 0;
    for (let id = cut.from + 1; id <= upto; id++) {
      const times = panel.times.get(id) ?? 0;
      if (times > 0) got++;
      if (times > 1) doubled++;
    }
    row([panel.way.name, got, all - got, doubled], panel.way.key);
  }
  const told = document.createElement("p");
  told.textContent = `끊은 때부터 센 이벤트는 ${all}개입니다. ` +
    `폴링과 롱 폴링은 마지막으로 받은 번호를 보내고 그다음 것을 달라고 합니다. SSE는 브라우저가 그 일을 스스로 합니다. ` +
    `WS, TCP, UDP에는 그런 규칙이 없습니다. 필요하면 직접 만들어야 합니다.`;
  return [told, table];
}
