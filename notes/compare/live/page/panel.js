// 방법 하나의 칸: 무엇이 언제 닿았는지 기억하고 센다.
import { drawPanel } from "./draw.js";

const REMEMBERED = 1024; // 번호를 기억하는 이벤트의 수. 두 번 온 것을 찾는 데 쓴다
const FIGURES = [
  ["events", "이벤트"], ["requests", "요청"], ["empty", "빈 응답"],
  ["up", "↑ 서버로"], ["down", "↓ 서버에서"], ["delay", "평균 지연"], ["lost", "잃음"],
];

const add = (parent, name, text = "", className = "") => parent.appendChild(element(name, text, className));

export class Panel {
  constructor(way, parent) {
    this.way = way;
    this.marks = []; // {emitted, at}: 그림에 보이는 동안만 기억한다
    this.asks = []; // {at, empty}: HTTP의 응답
    const root = this.root = add(parent, "article", "", "panel");
    root.dataset.protocol = way.key;
    const about = add(root, "p");
    add(about, "span", way.name, "tag");
    this.note = add(about, "small");
    this.canvas = add(root, "canvas");
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", `${way.name}: 이벤트를 만들어서 닿기까지를 시간 위에 그린 그림`);
    this.figures = {};
    const list = add(root, "dl", "", "counts");
    for (const [key, name] of FIGURES) {
      const pair = add(list, "div");
      this.figures[key] = add(pair, "dd");
      add(pair, "dt", name);
    }
    this.open(null);
    this.reset(0, null);
    this.lose(null);
  }

  // reset은 처음부터 다시 센다. after번까지의 이벤트와 지금까지의 바이트는 잊는다.
  reset(after, count) {
    this.after = after;
    this.base = count ?? { requests: 0, empty: 0, up: 0, down: 0 };
    this.count = { ...this.base };
    this.events = 0; // 처음 닿은 것만
    this.delaySum = 0;
    this.delayed = 0; // 지연을 잰 이벤트의 수
    this.times = new Map(); // 번호 → 닿은 횟수
    this.highest = after;
  }

  // fail은 이 방법을 쓸 수 없는 이유를 적는다. 비교할 때 빠진다.
  fail(reason) {
    this.failed = true;
    this.root.dataset.failed = "";
    this.note.textContent = ` ${reason}`;
  }

  // open은 연결이 열리거나 끊긴 일이다. null이면 아직 모른다.
  open(isOpen) {
    if (isOpen === false && this.failed) return; // 이유를 지우지 않는다.
    this.failed = false;
    delete this.root.dataset.failed;
    const opened = this.way.open ? "열림" : "서버 안";
    this.note.textContent = isOpen === null ? "" : isOpen ? ` ${opened}` : " 끊김";
  }

  // lose는 끊은 때부터 센 이벤트 가운데 잃은 것을 적는다. null이면 끊은 적이 없다.
  lose(text) { this.figures.lost.textContent = text ?? "–"; }

  // arrive는 이벤트 하나가 닿은 일이다. measured가 거짓이면 지연에 넣지 않는다.
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
    const { requests, empty } = this.count, asks = Boolean(this.way.open) && !this.way.udp;
    this.figures.events.textContent = this.events;
    this.figures.requests.textContent = asks ? requests - this.base.requests : "–";
    this.figures.empty.textContent = asks ? empty - this.base.empty : "–";
    this.figures.up.textContent = bytes(this.up);
    this.figures.down.textContent = bytes(this.down);
    this.figures.delay.textContent = duration(this.delay);
  }

  draw(now, cut) { drawPanel(this, now, cut); }
}
