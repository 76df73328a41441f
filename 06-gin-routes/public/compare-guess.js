// 예상: 여섯 방법을 차례로 누르고, 나중에 잰 것과 나란히 놓는다.
import { delay } from "./compare-panel.js";

const SVG = "http://www.w3.org/2000/svg";

// Guess는 누른 차례를 기억하는 칸이다. 다시 누르면 지운다.
export class Guess {
  constructor(fieldset, ways, onChange) {
    this.order = [];
    this.ways = ways;
    for (const way of ways) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.protocol = way.key;
      button.onclick = () => {
        this.order = this.order.includes(way) ? this.order.filter((w) => w !== way) : [...this.order, way];
        this.show(fieldset);
        onChange();
      };
      fieldset.append(button);
    }
    this.show(fieldset);
  }

  show(fieldset) {
    [...fieldset.querySelectorAll("button")].forEach((button, i) => {
      const rank = this.order.indexOf(this.ways[i]) + 1;
      button.textContent = rank ? `${rank}. ${this.ways[i].name}` : this.ways[i].name;
      button.setAttribute("aria-pressed", rank > 0);
    });
  }

  get left() { return this.ways.length - this.order.length; }
  rank(way) { return this.order.indexOf(way) + 1; }
}

// ranks는 값마다 순위의 처음과 끝이다. 이웃한 값을 가를 수 없으면 순위를 함께 가진다.
export function ranks(values, same) {
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

// 바이트는 1할, 지연은 2ms까지 같은 것으로 본다.
export const sameCost = (a, b) => Math.abs(a - b) <= 0.1 * Math.max(a, b);
export const sameDelay = (a, b) => Math.abs(a - b) <= 2;
export const costText = (value) => `${Math.round(value)}B`;
export { delay as delayText };

// draw는 막대그래프를 그리고, 맞힌 수를 돌려준다. 위에서부터 잰 차례이다.
export function draw(list, panels, guess, value, same, text) {
  const values = panels.map(value);
  const places = ranks(values, same);
  const most = Math.max(...values);
  let right = 0;
  const rows = panels.map((panel, i) => {
    const [first, last] = places[i], rank = guess.rank(panel.way);
    const hit = rank >= first && rank <= last;
    if (hit) right++;
    const item = document.createElement("li");
    item.dataset.protocol = panel.way.key;
    const name = document.createElement("span");
    name.textContent = panel.way.name;
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 100 10");
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-hidden", "true");
    const bar = document.createElementNS(SVG, "rect");
    bar.setAttribute("width", Math.max(0.6, (100 * values[i]) / most));
    bar.setAttribute("height", 10);
    svg.append(bar);
    const number = document.createElement("span");
    number.className = "value";
    number.textContent = text(values[i]);
    const told = document.createElement("small");
    told.className = "guess";
    told.textContent = `예상 ${rank}위, 실제 ${first === last ? first : `${first}~${last}`}위 ${hit ? "○ 맞음" : "× 다름"}`;
    item.append(name, svg, number, told);
    return { item, value: values[i] };
  });
  list.replaceChildren(...rows.sort((a, b) => a.value - b.value).map((row) => row.item));
  return right;
}
