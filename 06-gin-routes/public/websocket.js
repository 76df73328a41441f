"use strict";

const KEPT_LINES = 200;
const LONGEST_WAIT = 30_000; // 밀리초
let wait = 1000;
let ending = ""; // 열려 있던 연결이 끝난 까닭

function show(text, open) {
  const status = document.querySelector("#status");
  status.textContent = text;
  status.classList.toggle("open", open);
}

function write(text) {
  const log = document.querySelector("#log");
  const item = document.createElement("li");
  item.className = "new";
  item.textContent = text;
  log.append(item);
  while (log.children.length > KEPT_LINES) log.firstChild.remove();
  log.scrollTop = log.scrollHeight;
}

function connect() {
  const address = new URL("/ws", location);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(address);
  let answers = 0;

  socket.onopen = () => {
    wait = 1000;
    ending = "";
    show("연결됨. 3초 뒤에 서버가 먼저 말합니다.", true);
  };
  socket.onmessage = (event) => {
    write(`← ${event.data}`);
    answers++;
    const answer = `페이지의 ${answers}번째 답`;
    socket.send(answer);
    write(`→ ${answer}`);
  };
  socket.onclose = (event) => {
    const rest = wait * (0.5 + Math.random() / 2);
    wait = Math.min(wait * 2, LONGEST_WAIT);
    // 다시 연결하려다 실패하면 1006만 남는다. 처음에 끊긴 까닭을 덮지 않는다.
    ending ||= `끊김 (코드 ${event.code}).`;
    show(`${ending} ${Math.ceil(rest / 1000)}초 안에 다시 연결합니다.`, false);
    setTimeout(connect, rest);
  };
}

connect();
