// 예상과 측정을 나란히 놓는다.
const SVG = "http://www.w3.org/2000/svg";

// 바이트는 1할, 지연은 2ms까지 같은 것으로 본다.
const sameCost = (a, b) => Math.abs(a - b) <= 0.1 * Math.max(a, b);
const sameDelay = (a, b) => Math.abs(a - b) <= 2;
const costText = (value) => `${Math.round(value)}B`;

// clearScore는 새로 세기 시작할 때의 모습이다.
export function clearScore(enough) {
  $("#score").textContent = `방법마다 이벤트를 ${enough}개씩 받으면 예상과 비교합니다. 설정을 바꾸면 처음부터 다시 셉니다.`;
  $("#bars-cost").replaceChildren();
  $("#bars-delay").replaceChildren();
  $("#why").textContent = "";
}

// showScore는 막대그래프 둘과 맞힌 수를 보여 준다.
export function showScore(panels, guesses) {
  const cost = bars($("#bars-cost"), panels, guesses.cost, (panel) => panel.cost, sameCost, costText);
  const delay = bars($("#bars-delay"), panels, guesses.delay, (panel) => panel.delay, sameDelay, duration);
  $("#score").textContent = `방법 ${panels.length}가지 가운데 바이트는 ${cost}개, 지연은 ${delay}개의 순위를 맞혔습니다. 차이가 너무 작으면 같은 순위로 봅니다.`;
  $("#why").textContent = pollingSentence(panels);
}

// pollingSentence는 폴링과 롱 폴링의 순서를 잰 수에서 적는다. 설정에 따라 뒤집히기 때문이다.
function pollingSentence(panels) {
  const [short, long] = ["polling", "longpolling"].map((key) => panels.find((panel) => panel.way.key === key).cost);
  const both = `이벤트 하나에 폴링은 ${costText(short)}, 롱 폴링은 ${costText(long)}를 썼습니다.`;
  if (sameCost(short, long)) return `${both} 지금 설정에서는 비슷합니다.`;
  if (long > short) return `${both} 이벤트가 잦으면 롱 폴링이 더 많이 씁니다. 이벤트마다 다시 요청하기 때문입니다.`;
  return `${both} 이벤트가 드물면 폴링이 더 많이 씁니다. 새 이벤트가 없어도 요청하기 때문입니다.`;
}

// ranks는 값마다 순위의 처음과 끝이다. 이웃한 값을 가를 수 없으면 순위를 함께 가진다.
function ranks(values, same) {
  const order = values.map((value, i) => i).sort((a, b) => values[a] - values[b]);
  const places = [];
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && same(values[order[to]], values[order[to + 1]])) to++;
    for (const i of order.slice(from, to + 1)) places[i] = [from + 1, to + 1];
    from = to + 1;
  }
  return places;
}

// bars는 막대그래프를 그리고, 맞힌 수를 돌려준다. 위에서부터 잰 순서이다.
function bars(list, panels, guess, value, same, text) {
  const values = panels.map(value), places = ranks(values, same), most = Math.max(...values);
  let right = 0;
  const rows = panels.map((panel, i) => {
    const [first, last] = places[i], rank = guess.rank(panel.way, panels.map((other) => other.way));
    const hit = rank >= first && rank <= last;
    if (hit) right++;
    const place = first === last ? first : `${first}~${last}`;
    const told = `예상 ${rank}위, 실제 ${place}위 ${hit ? "○ 맞음" : "× 다름"}`;
    return { item: bar(panel.way, values[i] / most, text(values[i]), told), value: values[i] };
  });
  list.replaceChildren(...rows.sort((a, b) => a.value - b.value).map((row) => row.item));
  return right;
}

function bar(way, share, value, told) {
  const item = document.createElement("li");
  item.dataset.protocol = way.key;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 100 10");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  const rect = document.createElementNS(SVG, "rect");
  rect.setAttribute("width", Math.max(0.6, 100 * share));
  rect.setAttribute("height", 10);
  svg.append(rect);
  item.append(element("span", way.name), svg, element("span", value, "value"), element("small", told, "guess"));
  return item;
}
