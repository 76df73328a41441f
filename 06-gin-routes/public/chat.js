"use strict";

const state = new Status($("#status"));
const mine = new Map(); // 번호표 → 보내는 중인 줄
const TAGS = { ws: ["WS", "ws"], sse: ["SSE", "sse"], poll: ["롱 폴링", "longpolling"] }; // 이름표와 색
let here; // 지금 있는 사람들
let chosen = ""; // 이 페이지에서 정한 이름

const link = new Link("/chat", {
  state(kind, text) {
    state.say(kind, text);
    [$("#way").textContent, document.documentElement.dataset.protocol] = TAGS[link.way];
  },
  wait: (sentence, wait) => state.countdown(sentence, wait, () => {}),
  messages(messages, missed) {
    if (missed > 0) write($("#log"), "", `${missed}개를 놓쳤습니다`, new Date());
    act("deliver(now)");
    for (const { name, text, time } of messages) write($("#log"), "←", `${name}: ${text}`, new Date(time));
  },
  cleared: () => later(() => $("#log").replaceChildren()),
  here(names) {
    for (const name of here ? missing(names, here) : []) write($("#log"), "", `${name} 님이 들어왔습니다`, new Date());
    for (const name of here ? missing(here, names) : []) write($("#log"), "", `${name} 님이 나갔습니다`, new Date());
    here = names;
    $("#count").textContent = names.length;
    $("#here").replaceChildren(...names.slice(0, 60).map((name) => element("li", name)));
  },
  unknown: greet,
  acked: (key) => mine.get(key)?.remove(),
  refused(key, sentence) {
    mine.get(key)?.remove();
    $("#problem").textContent = sentence;
  },
});

// greet는 서버가 우리를 모를 때 다시 인사한다. 정한 이름이 있으면 그 이름을 다시 알린다.
async function greet() {
  await fetch("/chat", { cache: "no-store" }).catch(() => {});
  if (chosen) await rename(chosen);
}

function rename(name) {
  return fetch("/chat/name", { method: "POST", body: new URLSearchParams({ name }) }).then((r) => r.json(), () => null);
}

// missing은 names에는 있고 from에는 없는 이름들이다. 같은 이름이 둘일 수 있다.
function missing(names, from) {
  const left = [...from];
  return names.filter((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

$("#say").addEventListener("submit", (event) => {
  event.preventDefault();
  const input = event.target.text;
  $("#problem").textContent = "";
  const key = link.send(input.value);
  const line = element("li", `보내는 중: ${input.value}`);
  mine.set(key, line);
  $("#pending").append(line);
  input.value = "";
});

$("#rename")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const input = event.target.elements.name;
  const answer = await rename(input.value);
  $("#problem").textContent = answer ? answer.error ?? "" : "서버에 닿지 못했습니다.";
  if (!answer?.name) return;
  $("#name").textContent = chosen = answer.name;
  input.value = "";
  link.open(link.way, link.forced); // 새 이름으로 다시 들어간다.
});

for (const button of document.querySelectorAll("[data-way]")) {
  button.addEventListener("click", () => {
    for (const other of document.querySelectorAll("[data-way]")) other.setAttribute("aria-pressed", other === button);
    link.open(button.dataset.way || undefined, button.dataset.way !== "");
  });
}

link.open();

// askScribe는 다른 서비스인 서기에게 물은 답을 보인다. 보이지 않는 페이지는 묻지 않는다.
async function askScribe() {
  if (document.hidden) return;
  const answer = await fetch("/chat/stats", { cache: "no-store" }).then((r) => r.json(), () => null);
  $("#scribe").textContent = answer?.sentence ?? "서기: 서버가 응답하지 않아서 모릅니다.";
  if (answer?.sentence && !answer.again) clearInterval(asking);
}
const asking = $("#scribe") && setInterval(askScribe, 5000); // 단계의 페이지에는 서기도 사람들도 없다.
if (asking) askScribe();
