// 모든 수업의 페이지가 함께 쓰는 것: 수업 사이의 링크, 연결의 상태, 대화, 시간의 그림, 코드, 바이트.
"use strict";
const $ = (selector, from = document) => from.querySelector(selector);
const encoder = new TextEncoder();

// 다른 수업의 주소는 이 페이지의 주소에서 만든다. localhost라고 적어 두면 휴대 전화는 자기 자신을 찾아간다.
for (const link of document.querySelectorAll("a[data-port]")) {
  link.href = `${location.protocol}//${location.hostname}:${link.dataset.port}${link.dataset.path}`;
}

function element(name, text = "", className = "") {
  const made = document.createElement(name);
  made.textContent = text; // 글은 글일 뿐, 태그가 되지 않는다.
  made.className = className;
  return made;
}

// Status는 연결의 상태를 색과 모양과 글로 알린다. state는 connecting(맺는 중), open(열림),
// waiting(다시 할 때까지 쉼), refused(거절당함), gone(끝남) 가운데 하나이다.
class Status {
  constructor(box) { this.box = box; }

  say(state, text) {
    clearInterval(this.timer);
    this.box.dataset.state = state;
    this.box.textContent = text;
  }

  // countdown은 남은 시간을 알리다가, 다 지나면 then을 부른다.
  countdown(text, milliseconds, then) {
    const end = Date.now() + milliseconds;
    const tell = () => {
      const left = end - Date.now();
      this.box.textContent = `${text} ${Math.max(1, Math.ceil(left / 1000))}초 뒤에 다시 해 봅니다.`;
      if (left <= 0) {
        clearInterval(this.timer);
        then();
      }
    };
    this.say("waiting", "");
    this.timer = setInterval(tell, 200);
    tell();
  }
}

// later는 그리는 일을 모았다가 한꺼번에 한다. 메시지가 올 때마다 그리면, 그리느라 다음 메시지를 늦게 본다.
let waiting = [];
function later(draw) {
  if (waiting.push(draw) > 1) return;
  setTimeout(() => {
    const draws = waiting;
    waiting = [];
    for (const draw of draws) draw();
    for (const box of document.querySelectorAll(".log:not(.reading)")) box.scrollTop = box.scrollHeight;
  }, 16);
}

// 주소를 이 페이지의 주소에서 만든다. 다른 컴퓨터에서도, https에서도 맞다.
function webSocketAddress(path) {
  const address = new URL(path, location);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  return address;
}

// Backoff는 다시 연결할 때까지 쉬는 시간이다. 실패할수록 길어진다. 서른 명이 한꺼번에 오지 않도록 조금씩 다르다.
class Backoff {
  reset() { this.wait = 1000; } // 밀리초
  next() {
    const wait = this.wait ?? 1000;
    this.wait = Math.min(wait * 2, 30_000);
    return wait * (0.5 + Math.random() / 2);
  }
}

const KEPT_LINES = 200;

// write는 목록에 한 줄을 더한다. 오래된 줄은 지운다. direction은 보낸 것(→)인지 받은 것(←)인지이다.
// note는 줄 옆의 작은 글이다: 바이트, 오간 시간. 때가 지금이 아니면 Date를 맨 앞에 준다.
function write(list, direction, text, ...note) {
  const time = note[0] instanceof Date ? clock(note.shift()).slice(0, 8) : clock(new Date()).slice(3);
  later(() => {
    const line = element("li", text, "new");
    line.dataset.direction = direction;
    line.dataset.note = [time, ...note].join(" · ");
    const box = list.closest(".log");
    line.style.gridRow = box.lines = (box.lines ?? 0) + 1; // 목록이 둘이어도 일어난 차례대로 놓인다.
    list.append(line);
    while (list.children.length > KEPT_LINES) list.firstChild.remove();
  });
}

const clock = (at) => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(11, 23);

// 새 줄이 늘 보이게 한다(later). 위로 올려 읽는 동안에는 그대로 둔다.
document.addEventListener("scroll", ({ target: box }) => {
  if (box.matches?.(".log")) box.classList.toggle("reading", box.scrollHeight - box.scrollTop - box.clientHeight > 60);
}, true);

// Esc를 누르면 대화를 모두 지운다.
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const line of document.querySelectorAll(".log li")) line.remove();
});

const bytes = (n) =>
  n < 10_000 ? `${n}B` : n < 100_000 ? `${(n / 1000).toFixed(1)}kB` : n < 1_000_000 ? `${Math.round(n / 1000)}kB` : `${(n / 1_000_000).toFixed(1)}MB`;
// 한 컴퓨터 안에서 1ms 아래는 가를 수 없다. 참인 만큼만 자세히 적는다.
const duration = (ms) => Number.isNaN(ms) ? "아직" : ms < 1 ? "1ms 미만" : ms < 1000 ? `${Math.round(ms)}ms` : `${(ms / 1000).toFixed(1)}초`;

const SPAN = 15_000; // 그림의 너비. 밀리초

// Lanes는 지난 15초의 그림이다. 위는 보낸 것(→), 아래는 받은 것(←)이다. 끝이 있는 것은 막대로 그린다.
class Lanes {
  constructor(canvas) {
    this.canvas = canvas;
    this.marks = [];
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const again = () => still ? setTimeout(draw, 1000) : requestAnimationFrame(draw);
    const draw = () => { this.draw(Date.now()); again(); };
    draw();
  }

  // add는 지금 일어난 일을 적는다. 돌려준 것의 until에 때를 적으면 거기에서 끝나는 막대가 된다.
  add(direction, until) {
    const mark = { direction, at: Date.now(), until };
    this.marks.push(mark);
    return mark;
  }

  draw(now) {
    this.marks = this.marks.filter((mark) => (mark.until ?? mark.at) > now - SPAN);
    const { canvas } = this;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    canvas.width = width * devicePixelRatio;
    canvas.height = height * devicePixelRatio;
    const pen = canvas.getContext("2d");
    pen.scale(devicePixelRatio, devicePixelRatio);
    const style = getComputedStyle(canvas);
    const x = (at) => 28 + (width - 34) * (1 - (now - Math.min(at, now)) / SPAN);
    pen.font = `${height / 3}px sans-serif`;
    pen.textBaseline = "middle";
    for (const [arrow, y] of [["→", height * 0.28], ["←", height * 0.74]]) {
      pen.fillStyle = style.color;
      pen.fillText(arrow, 4, y);
      pen.fillRect(28, y, width - 34, 0.5);
      pen.fillStyle = style.getPropertyValue("--tone");
      for (const mark of this.marks.filter((mark) => mark.direction === arrow)) {
        const [from, to] = [Math.max(28, x(mark.at)), x(mark.until ?? mark.at)];
        pen.globalAlpha = 0.4;
        pen.fillRect(from, y - 3, to - from, 6);
        pen.globalAlpha = 1;
        if (mark.until > now) continue; // 아직 끝나지 않았다.
        pen.beginPath();
        pen.arc(to, y, height / 10, 0, 2 * Math.PI);
        pen.fill();
      }
    }
  }
}

// act는 방금 일한 서버의 줄을 표시한다. text는 그 줄의 일부이다. 단계(step)의 페이지에는 코드가 없다.
function act(text) {
  const lines = [...document.querySelectorAll("figure.code pre span")];
  const line = lines.find((line) => line.textContent.includes(text));
  if (!line) return lines.length && console.error(`서버의 코드에 없는 줄: ${text}`);
  later(() => {
    for (const old of lines) old.classList.toggle("acting", old === line);
    showActing();
  });
}

function showActing() {
  const line = $(".acting"), box = line?.closest(".codes");
  if (box) box.scrollTop += line.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 2;
}
addEventListener("resize", showActing);

// showBytes는 방금 지나간 메시지의 바이트를 조각마다 적는다. part는 [글이나 바이트, 뜻]이다. 글이면 UTF-8로 바꾼다.
// 프레임은 보낸 것과 받은 것을 하나씩 남겨 둔다. 나란히 놓고 보아야 마스킹이 보인다.
function showBytes(title, parts) {
  const table = element("table");
  table.append(element("caption", title));
  for (const [part, meaning] of parts) {
    const row = table.insertRow();
    row.append(element("td", typeof part === "string" ? printable(part) : hex(part), "wire"), element("td", meaning));
  }
  later(() => {
    const box = $(".bytes");
    const old = box.matches(".frames") ? [...box.children].find((old) => old.caption.textContent === title) : box.firstChild;
    old ? old.replaceWith(table) : box.append(table);
  });
}

// showFrame은 방금 지나간 WebSocket 메시지의 프레임을 적는다. 보낸 것(→)에만 마스킹 키가 있다.
function showFrame(direction, text) {
  const sent = direction === "→";
  showBytes(sent ? "→ 페이지가 보낸 프레임" : "← 서버가 보낸 프레임", frame(text, sent));
}

const hex = (part) => [...part.slice(0, 32)].map((byte) => byte?.toString(16).padStart(2, "0") ?? "??").join(" ") + (part.length > 32 ? " …" : "");
const printable = (text) => (text.length > 300 ? text.slice(0, 300) + "…" : text).replaceAll("\r", "\\r").replaceAll("\n", "\\n\n");

// frame은 메시지 하나를 담은 WebSocket 프레임의 조각들이다(RFC 6455 5.2절). masked는 페이지가 보낸 것이다.
// 브라우저가 고른 키는 페이지에 보이지 않는다. 그래서 페이로드도 키와 XOR하기 전의 것을 적는다.
function frame(text, masked) {
  const payload = encoder.encode(text);
  const n = payload.length;
  const length = n < 126 ? [n] : n < 65536 ? [126, n >> 8, n & 255] : [127, 0, 0, 0, 0, n >>> 24, n >> 16 & 255, n >> 8 & 255, n & 255];
  if (!masked) return [[[0x81], "FIN, 텍스트"], [length, `길이 ${n}`], [payload, `페이로드 "${text}"`]];
  length[0] |= 0x80;
  return [
    [[0x81], "FIN, 텍스트"], [length, `MASK, 길이 ${n}`],
    [[null, null, null, null], "마스킹 키"],
    [payload, `페이로드 "${text}"`],
  ];
}

// 단계(step)의 페이지에는 코드가 없다. 빈 칸을 두지 않는다.
for (const box of document.querySelectorAll(".codes")) if (!$("figure", box)) box.remove();

// 휴대 전화에서는 대화, 코드, 바이트를 하나씩 본다.
for (const views of document.querySelectorAll(".views")) {
  const tabs = element("div", "", "tabs");
  const show = (chosen) => {
    for (const view of views.children) view.classList.toggle("shown", view === chosen);
    for (const tab of tabs.children) tab.setAttribute("aria-pressed", tab.textContent === chosen.ariaLabel);
    showActing();
  };
  for (const view of views.children) {
    const tab = element("button", view.ariaLabel, "quiet");
    tab.type = "button";
    tab.onclick = () => show(view);
    tabs.append(tab);
  }
  views.before(tabs);
  show(views.firstElementChild);
}
