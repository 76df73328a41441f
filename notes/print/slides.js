// 화면을 하나씩 넘긴다. 지금의 자리는 주소의 # 뒤에 있어서, 새로 고쳐도 그 자리이다.
const all = [...document.querySelectorAll(".slide")];
const main = document.querySelector("main");
const map = document.querySelector("#map");
const help = document.querySelector("#help");
const where = document.querySelector("#where");
let at = 0;

function show(n) {
  at = Math.min(Math.max(n, 0), all.length - 1);
  all.forEach((slide, i) => { slide.hidden = i !== at; });
  const later = all[at].querySelector(".later");
  if (later) later.hidden = true;
  const { id, lesson } = all[at].dataset;
  if (location.hash !== "#" + id) history.replaceState(null, "", "#" + id);
  document.querySelector("#bar .lesson").textContent = lesson;
  where.textContent = `${at + 1} / ${all.length}`;
  document.title = `${all[at].querySelector("h1").textContent} · 소켓 워크북`;
}

// next는 숨긴 답이 있으면 답을 보이고, 없으면 다음 화면으로 간다.
function next() {
  const later = all[at].querySelector(".later[hidden]");
  if (later) later.hidden = false;
  else if (at < all.length - 1) show(at + 1);
}

// fromAddress는 주소에 적힌 화면으로 간다. 모르는 것이면 처음이다.
function fromAddress() {
  show(all.findIndex((slide) => "#" + slide.dataset.id === location.hash));
}

// toggle은 화면의 자리에 한눈에 보기나 도움말을 놓거나 치운다.
function toggle(what) {
  const open = what?.hidden;
  map.hidden = help.hidden = true;
  main.hidden = Boolean(open);
  if (!open) return;
  what.hidden = false;
  for (const link of map.querySelectorAll("a")) {
    if (link.hash === location.hash) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  (what === map ? map.querySelector("[aria-current]") : help).focus();
}

// 한눈에 보기에서 화살표는 제목 사이를 옮겨 다닌다. 고르는 것은 엔터이다.
function walk(step) {
  const links = [...map.querySelectorAll("a")];
  const to = links.indexOf(document.activeElement) + step;
  links[Math.min(Math.max(to, 0), links.length - 1)].focus();
}

const keys = {
  ArrowRight: next, PageDown: next, " ": next,
  ArrowLeft: () => show(at - 1), PageUp: () => show(at - 1),
  Home: () => show(0), End: () => show(all.length - 1),
  o: () => toggle(map), Escape: () => toggle(help.hidden ? map : help), "?": () => toggle(help),
  f: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
};
const walks = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function press(key) {
  if (!map.hidden && walks[key]) return walk(walks[key]);
  const lesson = all.findIndex((slide) => Number(slide.dataset.id.slice(0, 2)) === Number(key) && key.trim());
  if (lesson < 0 && !(key in keys)) return false;
  if (!["o", "Escape", "?", "f"].includes(key)) toggle();
  if (lesson >= 0) show(lesson);
  else keys[key]();
}

document.addEventListener("keydown", (event) => {
  const button = event.target.closest("button, a");
  if (event.ctrlKey || event.metaKey || event.altKey || button && [" ", "Enter"].includes(event.key)) return;
  if (press(event.key) !== false) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) {
    press(button.dataset.key);
    if (event.detail > 0) button.blur(); // 마우스로 눌렀다면 스페이스는 다시 다음이다.
  } else if (event.target.closest("#map a")) {
    toggle();
  } else if (event.target.closest(".slide") && getSelection().isCollapsed) {
    // 왼쪽 넷 가운데 하나를 누르면 앞으로, 나머지는 다음으로
    if (event.clientX < innerWidth / 4) show(at - 1);
    else next();
  } else if (event.target.closest("#help")) {
    toggle();
  }
});

addEventListener("hashchange", fromAddress);
fromAddress();
