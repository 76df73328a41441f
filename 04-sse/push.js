// 웹 푸시의 페이지. 서비스 워커를 등록하고, 누르면 구독하고, 서버에 보내 달라고 한다.
const state = new Status($(".status"));
const show = (name, text) => { $(`[data-fact="${name}"]`).textContent = text; };
const permissions = {
  default: "default: 아직 답하지 않음",
  granted: "granted: 허락함",
  denied: "denied: 거절함. 다시 물을 수 없습니다. 주소 옆의 사이트 설정에서 바꿉니다",
};
const PATIENCE = 10_000; // 밀리초. 인터넷이 없는 Chromium은 구독을 언제까지나 다시 해 보기도 한다
let registration; // 서비스 워커의 등록
let allowed = false; // 이 페이지에서 허락된 것을 본 적이 있다

async function begin() {
  show("secure", isSecureContext ? "예" : "아니요. 이 주소(http)에서는 서비스 워커가 없습니다. localhost나 https로 여세요");
  if (!isSecureContext) return refuse("이 주소에서는 푸시를 쓸 수 없습니다");
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    return refuse("이 브라우저에는 웹 푸시가 없습니다. 아이폰에서는 홈 화면에 더한 앱에서만 됩니다");
  }
  navigator.serviceWorker.addEventListener("message", ({ data }) => write($("#log"), "←", `서비스 워커가 받은 푸시: ${data}`));
  // 사용자는 언제라도 허락을 거둘 수 있다. 거두면 구독도 끝난다.
  const permission = await navigator.permissions.query({ name: "notifications" });
  permission.addEventListener("change", look);
  await navigator.serviceWorker.register("/sw.js");
  registration = await navigator.serviceWorker.ready;
  await look();
}

function refuse(why) {
  state.say("refused", why);
  for (const button of document.querySelectorAll(".do button")) button.disabled = true;
}

// look은 지금의 상태를 적는다.
async function look() {
  const subscription = await registration.pushManager.getSubscription();
  const { permission } = Notification;
  show("worker", registration.active ? "등록됨. 페이지를 닫아도 남습니다" : "없음");
  show("permission", allowed && permission !== "granted" ? `${permission}: 허락했다가 거둠` : permissions[permission]);
  show("subscription", subscription ? new URL(subscription.endpoint).host : "없음");
  $("#leave").disabled = !subscription;
  allowed ||= permission === "granted";
  if (subscription) state.say("open", "구독함. 보낸 다음 페이지를 닫아 보세요");
  else if (permission === "denied") state.say("refused", "알림을 거절했으므로 구독할 수 없습니다");
  else state.say("waiting", "아직 구독하지 않음");
}

// 허락은 누른 다음에만 청할 수 있다.
$("#subscribe").addEventListener("click", () => attempt("구독", async () => {
  if (await Notification.requestPermission() !== "granted") return "알림을 허락해야 구독할 수 있습니다.";
  const response = await fetch("/push/key");
  const answer = await response.json();
  if (!response.ok) return answer.error;
  state.say("connecting", "브라우저가 푸시 서비스에 등록하는 중");
  const subscription = await inTime(subscribe({ userVisibleOnly: true, applicationServerKey: answer.key }));
  return post("/push/subscribe", { subscription: JSON.stringify(subscription) }, () => write($("#log"), "→", "POST /push/subscribe"));
}));

const inTime = (work) => Promise.race([work, new Promise((_, fail) => {
  setTimeout(() => fail(new DOMException("10초가 지나도 대답이 없음", "TimeoutError")), PATIENCE);
})]);

async function subscribe(options) {
  try {
    return await registration.pushManager.subscribe(options);
  } catch (problem) {
    if (problem.name !== "InvalidStateError") throw problem;
    // 다른 키로 한 구독이 남아 있다. 서버가 키를 새로 만든 것이다.
    await (await registration.pushManager.getSubscription()).unsubscribe();
    return registration.pushManager.subscribe(options);
  }
}

// 브라우저가 그만두어도 서버는 모른다. 다음에 보낼 때 푸시 서비스가 410으로 알려 준다.
$("#leave").addEventListener("click", () => attempt("그만두기", async () => {
  await (await registration.pushManager.getSubscription())?.unsubscribe();
  write($("#log"), "", "구독을 그만두었습니다. 서버는 다음에 보낼 때 압니다");
}));

$("#send").addEventListener("submit", (event) => {
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(event.target));
  attempt("보내기", () => post("/push/send", fields, ({ results }) => {
    write($("#log"), "→", `POST /push/send ${fields.text}`);
    if (results.length === 0) write($("#log"), "", "구독한 브라우저가 없습니다");
    for (const { service, told } of results) write($("#log"), "←", `${service}: ${told}`);
  }));
});

// post는 폼으로 보낸다. 잘되면 then을 부르고, 아니면 이유를 돌려준다.
async function post(path, fields, then) {
  const response = await fetch(path, { method: "POST", body: new URLSearchParams(fields) });
  const answer = response.status === 204 ? {} : await response.json();
  if (!response.ok) return answer.error;
  then(answer);
}

// attempt는 일을 하고, 잘되지 않은 이유를 적는다.
async function attempt(what, work) {
  let why = "";
  try {
    why = await work() ?? "";
  } catch (problem) {
    why = `${what}: ${explain(problem)}`;
  }
  $("#problem").textContent = why;
  await look();
}

function explain({ name, message }) {
  if (name === "AbortError" || name === "TimeoutError") {
    return `브라우저가 제 회사의 푸시 서비스에 등록하지 못했습니다. 인터넷이 없거나, 푸시를 막은 네트워크나 브라우저입니다. (${message})`;
  }
  if (name === "NotAllowedError") return `브라우저가 허락하지 않았습니다. (${message})`;
  return name === "TypeError" ? "서버에 닿지 못했습니다." : `${name}: ${message}`;
}

begin();
