// 저장소의 표. 스스로 해 본 것만 적고, 해 보지 않은 칸은 "아직"이다.
const questions = {
  written: "적은 값", reload: "새로 고치면", tab: "둘째 탭에서", port: "다른 포트에서", closed: "브라우저를 닫으면",
  script: "스크립트가 읽는가", sent: "요청에 붙어 가는가", fits: "얼마나 들어가는가", full: "가득 차면",
};
const RECORD = "storage_record";
const BROWSER = "storage_browser"; // Max-Age가 없는 쿠키. 브라우저를 닫으면 사라지므로, 없으면 닫았다 켠 것이다
const status = new Status($(".status"));
let record = null; // 이번에 적은 값의 번호(run), 적은 브라우저와 탭, 칸의 글

const newId = () => crypto.getRandomValues(new Uint32Array(1))[0].toString(36);
const valueOf = (name) => `${name}-${record.run}`;
const remember = () => localStorage.setItem(RECORD, JSON.stringify(record));
const recall = () => { record = JSON.parse(localStorage.getItem(RECORD)); };

function tell(question, name, text) {
  (record.cells[question] ??= {})[name] = text;
}

function draw() {
  for (const cell of document.querySelectorAll(".tried td")) {
    const said = record?.cells[cell.dataset.question]?.[cell.dataset.store];
    cell.textContent = (said ?? "아직").replace(/([a-z])(?=[A-Z])/g, "$1\u200b"); // 긴 영어 이름은 대문자 앞에서 줄을 바꾼다.
    cell.classList.toggle("off", said === undefined);
  }
  for (const button of document.querySelectorAll("#reload, #tab, #port, #fill")) button.disabled = !record;
}

// compare는 저장소마다 값을 읽어, 적은 그대로인지를 question의 줄에 적는다.
async function compare(question, yes, no, read) {
  for (const [name, store] of Object.entries(stores)) {
    tell(question, name, store.missing ?? (await read(store, name) === valueOf(name) ? yes : no));
  }
}

function markBrowser() {
  record.browser = newId();
  document.cookie = `${BROWSER}=${record.browser}; Path=/storage; SameSite=Lax`;
}

async function writeAll() {
  record = { run: newId(), tab: newId(), cells: {} };
  window.name = record.tab; // 이 탭의 이름. 새로 고쳐도 남고, 다른 탭에는 없다.
  markBrowser();
  for (const [name, store] of Object.entries(stores)) await store.write?.(valueOf(name));
  for (const [name, store] of Object.entries(stores)) tell("written", name, store.missing ?? await store.read() ?? "적지 못함");
  await compare("script", "읽음", "읽지 못함", (store) => store.script());
  const request = await echo();
  await compare("sent", "붙어 감", "가지 않음", (store, name) => request.includes(valueOf(name)) ? valueOf(name) : null);
}

// arrive는 페이지가 열릴 때마다 무엇이 남았는지 본다. 어느 줄에 적을지는 브라우저와 탭이 전과 같은지로 정한다.
async function arrive() {
  recall();
  if (!record) return;
  if (cookieIn(document.cookie, BROWSER) !== record.browser) {
    markBrowser();
    await compare("closed", "남음", "사라짐", (store) => store.read());
  } else if (window.name === record.tab) {
    await compare("reload", "남음", "사라짐", (store) => store.read());
  } else {
    await compare("tab", "보임", "보이지 않음", (store) => store.read());
  }
}

async function fillAll() {
  for (const [name, store] of Object.entries(stores)) {
    status.say("connecting", `${store.title}: 채우는 중`);
    const { fits, full } = await store.fill?.(valueOf(name)) ?? { fits: store.missing, full: store.missing };
    tell("fits", name, fits);
    tell("full", name, full);
    draw();
  }
  await echo(); // 화면의 요청에 채우던 쿠키가 남지 않게 한다.
}

// clearAll은 지운 다음에 읽어 본다. 지우라고 한 것과 지워진 것은 다르다.
async function clearAll() {
  await fetch("/storage/cookies", { method: "DELETE" });
  for (const store of Object.values(stores)) await store.clear?.();
  localStorage.removeItem(RECORD);
  document.cookie = `${BROWSER}=; Path=/storage; Max-Age=0`;
  [record, window.name] = [null, ""];
  for (const store of Object.values(stores)) {
    if (!store.missing && await store.read() !== null) throw new Error(`${store.title}에 값이 남아 있습니다`);
  }
}

// work는 버튼의 일을 하고 표를 다시 그린다. 그동안 다른 버튼은 누를 수 없다.
async function work(doing, done, job) {
  const buttons = document.querySelectorAll(".do button");
  for (const button of buttons) button.disabled = true;
  status.say("connecting", doing);
  $("#problem").textContent = "";
  try {
    await job();
    if (record) remember();
    status.say("open", done);
  } catch (error) {
    status.say("gone", "하지 못함");
    $("#problem").textContent = `하지 못했습니다: ${error instanceof TypeError ? "서버에 닿지 못했습니다." : `${error.name}. ${error.message}`}`;
  }
  for (const button of buttons) button.disabled = false;
  draw();
}

$("#write").addEventListener("click", () => work("적는 중", "저장소마다 다른 값을 적었습니다", writeAll));
$("#reload").addEventListener("click", () => location.reload());
$("#fill").addEventListener("click", () => work("채우는 중", "채웠다가 비웠습니다", fillAll));
$("#clear").addEventListener("click", () => work("지우는 중", "모두 지웠습니다", clearAll));
// noopener가 없으면 새 탭이 이 탭의 sessionStorage를 베껴 간다.
$("#tab").addEventListener("click", () => open(location.pathname, "_blank", "noopener"));
$("#port").addEventListener("click", () => {
  open(`${location.protocol}//${location.hostname}:${otherPort}/storage/other#${record.run}.${location.port}`);
});

// 다른 포트의 페이지가 알려 온다. 아무 페이지나 이 창에 메시지를 보낼 수 있으므로, 오리진과 번호를 본다.
addEventListener("message", ({ origin, data }) => {
  if (origin !== `${location.protocol}//${location.hostname}:${otherPort}` || data.run !== record?.run) return;
  work("다른 포트의 답을 적는 중", "다른 포트에서 읽어 보았습니다", () => compare("port", "보임", "보이지 않음", (store, name) => data.found[name]));
});

// 다른 탭이 표를 고치면 이 이벤트가 온다. 고친 탭에는 오지 않는다.
addEventListener("storage", ({ key }) => {
  if (key !== RECORD) return;
  recall();
  draw();
});

const head = $(".tried thead").insertRow();
head.append(element("th", "물음"), ...Object.values(stores).map((store) => element("th", store.title)));
for (const [question, title] of Object.entries(questions)) {
  const row = $(".tried tbody").insertRow();
  row.append(element("th", title));
  for (const [name, store] of Object.entries(stores)) {
    Object.assign(row.insertCell().dataset, { question, store: name, title: store.title });
  }
}
work("저장소를 보는 중", "버튼을 차례로 눌러 보세요", async () => { await echo(); await arrive(); });
