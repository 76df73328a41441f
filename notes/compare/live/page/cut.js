// 끊은 때부터 만든 이벤트가 방법마다 어떻게 되었는지 센 표.
export function cutTable(panels, cut) {
  // 다시 이어진 뒤에도 다시 연결하기 전의 것은 놓칠 수 있다. 모두가 받은 번호까지 본다.
  const upto = Math.max(cut.to, Math.min(...panels.map((panel) => panel.highest)));
  const all = upto - cut.from;
  const names = ["방법", "결국 받음", "잃음", "두 번 받음", "왜"];
  const table = element("table", "", "stack");
  const row = (cells, protocol) => {
    const line = body.insertRow();
    line.dataset.protocol = protocol;
    cells.forEach((text, i) => Object.assign(line.insertCell(), { textContent: text }).dataset.name = names[i]);
  };
  table.createTHead().insertRow().append(...names.map((name) => element("th", name)));
  const body = table.createTBody();
  for (const panel of panels) {
    let got = 0, doubled = 0;
    for (let id = cut.from + 1; id <= upto; id++) {
      const times = panel.times.get(id) ?? 0;
      if (times > 0) got++;
      if (times > 1) doubled++;
    }
    row([panel.way.name, got, all - got, doubled, got < all ? panel.way.lost : panel.way.kept], panel.way.key);
    panel.lose(`${all - got}/${all}`);
  }
  return [element("p", `끊은 때부터 만든 이벤트는 ${all}개입니다.`), table];
}
