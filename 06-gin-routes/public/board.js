"use strict";

const ME = document.body.dataset.me; // 칠판에서 나를 부르는 이름
const KEPT = Number(document.body.dataset.remembered);
const CHUNK = 500; // 오래된 동작은 이만큼씩 한꺼번에 잊는다. 하나씩 잊으면 그때마다 다시 그려야 한다
const MOST_POINTS = 256; // 한 번에 보내는 점의 수

const state = new Status($("#status"));
const board = $("#board").getContext("2d"); // 모두가 같은 것을 보는 칠판
const mine = $("#mine").getContext("2d"); // 내가 그었지만 아직 방에 적히지 않은 선
let acts = []; // 방에 적힌 동작: { id, who, do, stroke, color, width, points }
let flying = []; // 보냈지만 아직 돌아오지 않은 동작의 글
let drawing; // 지금 긋는 선

const link = new Link("/board", {
  state: (kind, text) => state.say(kind, text),
  wait: (sentence, wait) => state.countdown(sentence, wait, () => {}),
  messages(messages) {
    let again = false; // 처음부터 다시 그려야 한다
    for (const { id, name, text } of messages) {
      const act = { ...JSON.parse(text), id, who: name };
      if (name === ME) flying = flying.filter((other) => other !== text);
      if (act.do === "clear") acts = [];
      else acts.push(act);
      if (act.do === "line" && !again) line(board, act);
      else again = true;
    }
    const oldest = Math.floor(messages.at(-1).id / CHUNK) * CHUNK - KEPT + CHUNK;
    if (acts[0]?.id <= oldest) {
      acts = acts.filter(({ id }) => id > oldest);
      again = true;
    }
    if (again) redraw();
  },
  here: (names) => { $("#count").textContent = names.length; },
  unknown: () => fetch("/board", { cache: "no-store" }).then(() => location.reload(), () => {}),
  acked() {},
  refused(key, sentence) {
    flying = [];
    $("#problem").textContent = sentence;
  },
});

// redraw는 방에 적힌 동작을 차례대로 다시 그린다. 제 선을 지운 동작(undo)은 그 사람의 선에만 듣는다.
function redraw() {
  board.clearRect(0, 0, 1600, 900);
  const undone = new Set(acts.filter((act) => act.do === "undo").map((act) => `${act.who} ${act.stroke}`));
  for (const act of acts) {
    if (act.do === "line" && !undone.has(`${act.who} ${act.stroke}`)) line(board, act);
  }
}

function line(pen, { color, width, points }) {
  pen.strokeStyle = color;
  pen.lineWidth = width;
  pen.lineCap = pen.lineJoin = "round";
  pen.beginPath();
  pen.moveTo(points[0], points[1]);
  pen.lineTo(points[0] + 0.01, points[1]); // 점 하나도 보이게. 길이가 0인 선은 그려지지 않는다.
  for (let i = 2; i < points.length; i += 2) pen.lineTo(points[i], points[i + 1]);
  pen.stroke();
}

// place는 화면의 자리를 칠판의 자리로 바꾼다. 화면의 크기가 달라도 칠판은 언제나 1600×900이다.
function place({ clientX, clientY }) {
  const box = $("#mine").getBoundingClientRect();
  const inside = (value, most) => Math.min(most, Math.max(0, Math.round(value * most)));
  return [inside((clientX - box.left) / box.width, 1600), inside((clientY - box.top) / box.height, 900)];
}

$("#mine").addEventListener("pointerdown", (event) => {
  if (event.button !== 0) return;
  event.target.setPointerCapture(event.pointerId);
  const color = $("input[name=color]:checked").value;
  const stroke = Math.random().toString(36).slice(2, 12);
  drawing = { do: "line", stroke, color, width: $("#width").valueAsNumber, points: place(event), fresh: true };
});
$("#mine").addEventListener("pointermove", (event) => {
  if (!drawing) return;
  const between = event.getCoalescedEvents?.() ?? []; // 지난번 화면 다음에 지나간 자리들
  for (const one of between.length > 0 ? between : [event]) drawing.points.push(...place(one));
  drawing.fresh = true;
});
for (const end of ["pointerup", "pointercancel"]) {
  $("#mine").addEventListener(end, () => {
    if (drawing) sendLine();
    drawing = undefined;
  });
}

// sendLine은 모인 점을 보낸다. 다음 것은 마지막 점에서 이어진다.
function sendLine() {
  const { fresh, ...act } = drawing;
  if (!fresh) return;
  while (act.points.length > 0) {
    send({ ...act, points: act.points.slice(0, 2 * MOST_POINTS) });
    act.points = act.points.slice(2 * MOST_POINTS - 2);
    if (act.points.length <= 2) break;
  }
  drawing.points = drawing.points.slice(-2);
  drawing.fresh = false;
}

function send(act) {
  const text = JSON.stringify(act);
  if (act.do === "line") flying.push(text);
  link.send(text);
}

$("#undo").addEventListener("click", () => {
  const undone = new Set(acts.filter((act) => act.do === "undo" && act.who === ME).map((act) => act.stroke));
  const last = acts.findLast((act) => act.do === "line" && act.who === ME && !undone.has(act.stroke));
  if (last) send({ do: "undo", stroke: last.stroke });
});
$("#clear").addEventListener("click", () => send({ do: "clear" }));
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "z") $("#undo").click();
});

// 화면을 한 번 그릴 때마다 모인 점을 한 번 보낸다. 앞의 것에 답이 오지 않았으면 더 모은다.
function paint() {
  if (drawing && link.pending.size === 0) sendLine();
  mine.clearRect(0, 0, 1600, 900);
  for (const text of flying) line(mine, JSON.parse(text));
  if (drawing) line(mine, drawing);
  requestAnimationFrame(paint);
}
paint();
link.open();
