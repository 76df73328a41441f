// 나란히 견주는 페이지. 조종줄(WebSocket) 하나로 실험을 시작하고, 네 방법을 함께 연다.
import * as open from "./compare-ways.js";
import { local, now, setClock } from "./compare-clock.js";
import { cutTable } from "./compare-cut.js";
import { Panel, drawSource } from "./compare-panel.js";
import { Guess, costText, delayText, draw, sameCost, sameDelay } from "./compare-guess.js";

const WAYS = [
  { key: "polling", name: "폴링", asks: true },
  { key: "longpolling", name: "롱폴링", asks: true },
  { key: "sse", name: "SSE", asks: true },
  { key: "ws", name: "WS", asks: true },
  { key: "tcp", name: "TCP", opened: "서버 안" }, // 브라우저가 열 수 없어서 서버가 대신한다
  { key: "udp", name: "UDP", opened: "서버 안" },
];
const ENOUGH = 20; // 이만큼 받으면 예상과 견준다
const AFTERMATH = 3_000_000; // 끊은 뒤 이만큼(마이크로초)은 다시 오느라 늦은 것이다

const $ = (selector) => document.querySelector(selector);
const silent = $("#silence"), status = $("#status");
const settings = () => ({
  rate: 2 ** $("#rate").value, size: 2 ** $("#size").value, silent: silent.getAttribute("aria-pressed") === "true",
});
const EVERY = [100, 200, 500, 1000, 2000, 5000];
const every = () => EVERY[$("#every").value]; // 밀리초

const guesses = [];
const changed = () => {
  const left = guesses.reduce((sum, guess) => sum + guess.left, 0);
  $("#start").disabled = left > 0;
  $("#left").textContent = left > 0 ? `${left}번 더 누르세요.` : "이제 시작할 수 있습니다.";
};
for (const id of ["#guess-cost", "#guess-delay"]) guesses.push(new Guess($(id), WAYS, changed));
changed();

const source = document.createElement("article");
source.className = "panel source";
source.append(Object.assign(document.createElement("p"), { textContent: "샘" }), document.createElement("canvas"));
$("#panels").append(source);
source.querySelector("canvas").setAttribute("role", "img");
source.querySelector("canvas").setAttribute("aria-label", "사건이 난 때");
const panels = WAYS.map((way) => new Panel(way, $("#panels")));
const panelOf = Object.fromEntries(panels.map((panel) => [panel.way.key, panel]));

let control; // 조종줄
let run = "";
let last = 0; // 마지막으로 난 사건의 번호
let counts = {}; // 서버가 마지막으로 알린 셈
let cut = { begin: 0, end: 0, from: 0, to: 0 };
let toReport = false; // 끊은 일의 결과를 아직 알리지 않았다
let settling = 0; // 처음부터 다시 하기 전에, 남은 것이 다 지나가기를 기다리며 더 받을 알림의 수
let emitted = []; // 사건이 난 때. 그림에 쓴다
let closers = [];

const askClock = () => send({ clock: local() });
const send = (message) => control?.readyState === WebSocket.OPEN && control.send(JSON.stringify(message));

function start() {
  $("#start").disabled = true;
  $("#predict").hidden = true;
  $("#lab").hidden = false;
  document.body.classList.add("running");
  lock(silent, false);
  tell("서버에 연결하는 중입니다.", false);
  const address = new URL("/compare/control", location);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  control = new WebSocket(address);
  control.onmessage = (event) => hear(JSON.parse(event.data));
  control.onclose = lost;
}

// lost는 조종하던 연결이 끊긴 일이다. 실험은 서버에서도 끝났다.
function lost() {
  closeAll();
  run = "";
  for (const panel of panels) panel.open(null);
  enable();
  tell("서버와 이어져 있지 않습니다. 서버가 켜져 있는지, 이 페이지를 연 탭이 너무 많지 않은지 보고 다시 시작하세요.", false);
  $("#predict").hidden = false;
  $("#start").textContent = "다시 시작";
  $("#start").disabled = false;
}

function hear(message) {
  if (message.run) {
    run = message.run;
    last = settling = 0;
    counts = {};
    cut = { begin: 0, end: 0, from: 0, to: 0 };
    toReport = false;
    $("#cut-report").hidden = true;
    for (let i = 0; i < 8; i++) askClock();
    if (!document.hidden) begin();
  } else if (message.clock) {
    setClock(message.clock, message.now);
  } else {
    report(message);
  }
}

// restart는 처음부터 다시 한다. 설정이 다른 사건이 섞이지 않도록, 샘을 잠그고 모두 닫고 잠깐 기다린다.
function restart() {
  send({ settings: { ...settings(), silent: true } });
  closeAll();
  settling = 3; // 적어도 500ms. 그 사이에 떠나 있던 바이트가 다 지나간다.
  tell("처음부터 다시 셉니다.", false);
}

// begin은 셈을 지우고, 네 방법을 열고, 샘을 연다.
function begin() {
  closeAll();
  toReport = false; // 셈을 지우면 끊은 일의 결과도 셀 수 없다.
  for (const panel of panels) {
    panel.reset(last, counts[panel.way.key]);
    panel.show();
  }
  $("#score").textContent = `방법마다 사건을 ${ENOUGH}개씩 받으면 예상과 견줍니다. 설정을 바꾸면 처음부터 다시 셉니다.`;
  $("#bars-cost").replaceChildren();
  $("#bars-delay").replaceChildren();
  for (const key of ["polling", "longpolling", "sse", "ws"]) {
    const panel = panelOf[key];
    const on = {
      open: (isOpen) => panel.open(isOpen),
      answer: (empty) => panel.asks.push({ at: now(), empty }),
      event: (text) => {
        const [id, at] = text.split(" ", 2).map(Number);
        arrive(panel, id, at, now());
      },
    };
    closers.push(open[key](run, last, on, every));
  }
  send({ settings: settings() });
  enable();
  tellFlow();
}

function closeAll() {
  for (const close of closers) close();
  closers = [];
}

// enable은 지금 뜻이 있는 조종만 누를 수 있게 한다.
function enable() {
  $("#controls").disabled = !run;
  for (const id of ["#rate", "#size", "#every"]) $(id).disabled = toReport;
  silent.disabled = toReport;
  $("#cut").disabled = toReport || settings().silent;
}

function tell(sentence, isOpen) {
  status.textContent = sentence;
  status.classList.toggle("open", isOpen);
}

function tellFlow() {
  if (settings().silent) tell("샘을 잠갔습니다. 새 소식이 없는데도 계속 커지는 숫자가 있습니다. 찾아보세요.", true);
  else tell("사건을 나르고 있습니다.", true);
}

function arrive(panel, id, at, seen) {
  // 끊은 때를 건너온 사건이다. 그 지연은 방법의 것이 아니라 끊은 것의 값이다.
  const late = cut.begin && seen >= cut.begin && (!cut.end || at <= cut.end + AFTERMATH);
  panel.arrive(id, at, seen, !late);
}

function report(message) {
  ({ last, counts } = message);
  if (message.cut.begin !== cut.begin) toReport = true;
  cut = message.cut;
  for (const key of ["tcp", "udp"]) {
    panelOf[key].open(!cut.begin || cut.end > 0);
    for (const seen of message[key] ?? []) arrive(panelOf[key], seen.id, seen.emitted, seen.at);
  }
  emitted.push(...(message.emitted ?? []));
  for (const panel of panels) panel.count = { ...panel.base, ...counts[panel.way.key] };
  if (document.hidden) return;
  if (settling > 0) {
    if (cut.begin && !cut.end) return; // 끊긴 길에서 새로 시작하지 않는다.
    if (--settling === 0) begin();
    return;
  }
  for (const panel of panels) panel.show();
  reportCut();
  if (!settings().silent && panels.every((panel) => panel.delayed >= ENOUGH)) {
    const cost = draw($("#bars-cost"), panels, guesses[0], (p) => p.cost, sameCost, costText);
    const wait = draw($("#bars-delay"), panels, guesses[1], (p) => p.delay, sameDelay, delayText);
    $("#score").textContent = `바이트는 6개 가운데 ${cost}개, 지연은 6개 가운데 ${wait}개를 맞혔습니다. 차이가 너무 작으면 같은 순위로 봅니다.`;
  }
}

// reportCut은 끊은 때부터 난 사건이 어떻게 되었는지 방법마다 센다. 모두 다시 이어진 뒤에 센다.
function reportCut() {
  if (!toReport) return;
  enable();
  const waited = now() - cut.begin;
  if (!cut.end) {
    tell(`연결을 모두 끊었습니다. ${Math.max(1, Math.ceil(5 - waited / 1e6))}초 뒤에 다시 이어집니다. 이 페이지를 조종하는 연결만 남겨 두었습니다.`, false);
    return;
  }
  const settled = panels.every((panel) => panel.highest > cut.to);
  if (!settled && now() < cut.end + 15_000_000) {
    tell("다시 잇고 있습니다. 여섯 방법이 모두 새 사건을 받으면 결과를 보여 줍니다.", true);
    return;
  }
  toReport = false;
  enable();
  tellFlow();
  const box = $("#cut-report");
  box.replaceChildren(...cutTable(panels, cut));
  box.hidden = false;
}

function paint() {
  if (!document.hidden && run) {
    const at = now();
    drawSource(source.querySelector("canvas"), emitted, at, cut);
    for (const panel of panels) panel.draw(at, cut);
  }
  // 움직임을 줄여 달라고 한 사람에게는 1초에 두 번만 그린다.
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) setTimeout(() => requestAnimationFrame(paint), 500);
  else requestAnimationFrame(paint);
}

$("#start").onclick = start;
$("#cut").onclick = () => {
  $("#cut").disabled = true;
  $("#cut-report").hidden = true;
  send({ cut: true });
};
function lock(button, isSilent) {
  button.setAttribute("aria-pressed", isSilent);
  button.textContent = isSilent ? "샘 열기" : "샘 잠그기";
}
silent.onclick = () => {
  lock(silent, !settings().silent);
  enable();
  tellFlow();
  send({ settings: settings() });
};
const labels = () => {
  const { rate, size } = settings();
  $("#rate-value").textContent = rate < 1 ? `${1 / rate}초에 1개` : `1초에 ${rate}개`;
  $("#size-value").textContent = `${size}B`;
  $("#every-value").textContent = every() < 1000 ? `${every()}ms` : `${every() / 1000}초`;
};
for (const id of ["#rate", "#size", "#every"]) {
  $(id).oninput = labels;
  $(id).onchange = restart;
}
document.addEventListener("visibilitychange", () => {
  if (!run) return;
  restart(); // 가리면 잠근 채로 멈추고, 다시 보이면 처음부터 센다.
  if (document.hidden) tell("탭을 가려서 멈추었습니다.", false);
});
// 뒤로 가기로 돌아온 페이지는 얼어 있던 것이다. 연결은 이미 없다.
addEventListener("pageshow", (event) => event.persisted && location.reload());
setInterval(askClock, 5000);
labels();
requestAnimationFrame(paint);
