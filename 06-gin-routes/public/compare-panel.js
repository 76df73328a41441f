// 방법 하나의 칸: 무엇이 언제 닿았는지 기억하고, 세고, 그린다.

export const SPAN = 15_000_000; // 그림의 너비. 마이크로초
const EDGE = 5; // 방금 닿은 점이 잘리지 않을 만큼의 오른쪽 여백
const REMEMBERED = 1024; // 번호를 기억하는 사건의 수. 겹친 것을 찾는 데 쓴다

const create = (name, parent, className = "") => {
  const element = document.createElement(name);
  element.className = className;
  parent.append(element);
  return element;
};

export class Panel {
  constructor(way, parent) {
    this.way = way;
    this.marks = []; // {emitted, at}: 그림에 보이는 동안만 기억한다
    this.asks = []; // {at, empty}: 폴링의 답
    this.root = create("article", parent, "panel");
    this.root.dataset.protocol = way.key;
    const about = create("p", this.root);
    create("span", about, "tag").textContent = way.name;
    this.note = create("small", about);
    this.canvas = create("canvas", this.root);
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", `${way.name}: 사건이 나서 닿기까지를 시간 위에 그린 그림`);
    this.figures = {};
    const list = create("dl", this.root, "counts");
    for (const [key, name] of [["events", "사건"], ["requests", "요청"], ["empty", "빈 응답"], ["up", "↑"], ["down", "↓"], ["delay", "평균 지연"]]) {
      const pair = create("div", list);
      this.figures[key] = create("dd", pair);
      create("dt", pair).textContent = name;
    }
    this.open(null);
    this.reset(0, null);
  }

  // reset은 처음부터 다시 센다. after번까지의 사건과 지금까지의 바이트는 잊는다.
  reset(after, count) {
    this.after = after;
    this.base = count ?? { requests: 0, empty: 0, up: 0, down: 0 };
    this.count = { ...this.base };
    this.events = 0; // 처음 닿은 것만
    this.delaySum = 0;
    this.delayed = 0; // 지연을 잰 사건의 수
    this.times = new Map(); // 번호 → 닿은 횟수
    this.highest = after;
  }

  open(isOpen) {
    this.note.textContent = isOpen === null ? "" : isOpen ? ` ${this.way.opened ?? "열림"}` : " 끊김";
  }

  // arrive는 사건 하나가 닿은 일이다. measured가 거짓이면 지연에 넣지 않는다.
  arrive(id, emitted, at, measured) {
    if (id <= this.after) return;
    this.marks.push({ emitted, at });
    if (this.marks.length > REMEMBERED) this.marks.shift(); // 그리지 못하는 동안에도 늘지 않게
    const times = (this.times.get(id) ?? 0) + 1;
    this.times.set(id, times);
    if (this.times.size > REMEMBERED) this.times.delete(this.times.keys().next().value);
    this.highest = Math.max(this.highest, id);
    if (times > 1) return;
    this.events++;
    if (!measured) return;
    this.delaySum += Math.max(0, at - emitted);
    this.delayed++;
  }

  get up() { return this.count.up - this.base.up; }
  get down() { return this.count.down - this.base.down; }
  get cost() { return this.events ? (this.up + this.down) / this.events : NaN; }
  get delay() { return this.delayed ? this.delaySum / this.delayed / 1000 : NaN; } // 밀리초

  show() {
    const { requests, empty } = this.count;
    this.figures.events.textContent = this.events;
    this.figures.requests.textContent = this.way.asks ? requests - this.base.requests : "–";
    this.figures.empty.textContent = this.way.asks ? empty - this.base.empty : "–";
    this.figures.up.textContent = bytes(this.up);
    this.figures.down.textContent = bytes(this.down);
    this.figures.delay.textContent = delay(this.delay);
  }

  // draw는 now까지의 15초를 그린다. 지나간 것은 잊는다.
  draw(now, cut) {
    forget(this.marks, (mark) => mark.at < now - SPAN);
    forget(this.asks, (ask) => ask.at < now - SPAN);
    const { context, height, x, ink } = prepare(this.canvas, now);
    shade(context, cut, now, x, height);
    context.fillStyle = context.strokeStyle = ink;
    for (const ask of this.asks) {
      context.globalAlpha = ask.empty ? 0.35 : 1;
      context.fillRect(x(ask.at) - 0.5, height - (ask.empty ? 5 : 9), 1, 9);
    }
    context.globalAlpha = 1;
    this.marks.forEach((mark, i) => {
      const y = 8 + (i % 4) * ((height - 22) / 3);
      const from = Math.max(0, x(mark.emitted)), to = x(mark.at);
      context.globalAlpha = 0.45;
      context.fillRect(from, y - 1.5, to - from, 3);
      context.globalAlpha = 1;
      context.beginPath();
      context.arc(to, y, 3, 0, 2 * Math.PI);
      context.fill();
    });
  }
}

// drawSource는 샘에서 난 사건을 세로줄로 그린다.
export function drawSource(canvas, emitted, now, cut) {
  forget(emitted, (at) => at < now - SPAN);
  const { context, x, height, ink } = prepare(canvas, now);
  shade(context, cut, now, x, height);
  context.fillStyle = ink;
  for (const at of emitted) context.fillRect(x(at) - 1, 5, 2, height - 10);
}

function forget(list, old) {
  let n = 0;
  while (n < list.length && old(list[n])) n++;
  list.splice(0, n);
}

// prepare는 화면의 점 하나에 그림의 점 하나가 맞도록 캔버스를 준비한다.
function prepare(canvas, now) {
  const width = canvas.clientWidth, height = canvas.clientHeight, scale = devicePixelRatio;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  const context = canvas.getContext("2d");
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  const ink = getComputedStyle(canvas).getPropertyValue("--tone");
  return { context, width, height, ink, x: (at) => (width - EDGE) * (1 - (now - at) / SPAN) };
}

// shade는 끊은 동안을 빗금으로 칠한다.
function shade(context, cut, now, x, height) {
  if (!cut.begin) return;
  const from = Math.max(0, x(cut.begin)), to = x(cut.end || now);
  if (to <= 0) return;
  context.save();
  context.beginPath();
  context.rect(from, 0, to - from, height);
  context.clip();
  context.strokeStyle = "gray";
  context.beginPath();
  for (let at = from - height; at < to; at += 8) {
    context.moveTo(at, height);
    context.lineTo(at + height, 0);
  }
  context.stroke();
  context.restore();
}

export const bytes = (n) =>
  n < 10_000 ? `${n}B` : n < 100_000 ? `${(n / 1000).toFixed(1)}kB` : n < 1_000_000 ? `${Math.round(n / 1000)}kB` : `${(n / 1_000_000).toFixed(1)}MB`;

// 한 컴퓨터 안에서 1ms 아래는 가를 수 없다. 참인 만큼만 자세히 적는다.
export const delay = (ms) => (Number.isNaN(ms) ? "아직" : ms < 1 ? "1ms 미만" : `${Math.round(ms)}ms`);
