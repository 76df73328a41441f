"use strict";

const state = new Status($("#status"));
const lanes = new Lanes($("#lanes"));
let ending = ""; // 열려 있던 연결이 끝난 이유
const backoff = new Backoff();

function connect() {
  const socket = new WebSocket(webSocketAddress("/ws"));
  let answers = 0;

  socket.onopen = () => {
    backoff.reset();
    ending = "";
    state.say("open", "연결됨. 3초 뒤에 서버가 먼저 말합니다.");
    act("연결됨");
  };
  socket.onmessage = ({ data }) => {
    note("←", data);
    act("peer.Send");
    if (answers === 0) state.say("open", "연결됨. 서버가 3초마다 말합니다.");
    answers++;
    const answer = `페이지의 ${answers}번째 답`;
    socket.send(answer);
    note("→", answer);
  };
  socket.onclose = ({ code }) => {
    // 다시 연결하려다 실패하면 1006만 남는다. 처음에 끊긴 이유를 덮지 않는다.
    ending ||= `끊김 (코드 ${code}).`;
    state.countdown(ending, backoff.next(), connect);
  };
}

function note(direction, text) {
  write($("#log"), direction, text, bytes(encoder.encode(text).length));
  lanes.add(direction);
  showFrame(direction, text);
}

connect();
