import { datagrams, has, streams } from "./webtransport.js";

// 이벤트를 나르는 방법들. 배운 차례이다. open이 있으면 이 페이지가 열고, 없으면 서버가 대신 연다.
// 새 방법을 더하려면 여기에 한 줄을 적는다. 서버 쪽은 routes.go의 opened나 tcp.go의 driven이다.
//
// open은 닫는 함수를 돌려준다. on.event(글)는 이벤트가 닿았을 때, on.answer(빈 응답인가)는 HTTP의 응답이 왔을 때,
// kept와 lost는 연결이 끊겼던 동안의 이벤트를 다 받았거나 잃은 이유이다.
// on.open(참)과 on.open(거짓)은 연결이 열리고 끊겼을 때, on.fail(이유)은 아예 쓸 수 없을 때 부른다.
const CUT = "연결이 끊겼고, 아무도 다시 달라고 하지 않았습니다";
const ASKED = "마지막으로 받은 번호를 보내고 그다음 것을 달라고 했습니다";
export const WAYS = [
  { key: "tcp", name: "TCP", kept: "", lost: CUT },
  { key: "udp", name: "UDP", kept: "", lost: "데이터그램이 가다가 사라졌습니다" },
  { key: "polling", name: "폴링", kept: ASKED, lost: "", open: (address, after, on, every) => ask(address, after, on, every) },
  { key: "longpolling", name: "롱 폴링", kept: ASKED, lost: "", open: (address, after, on) => ask(address, after, on, () => 0) },
  { key: "sse", name: "SSE", kept: "브라우저가 스스로 그 일을 했습니다", lost: "", open: sse },
  { key: "ws", name: "WS", kept: "", lost: CUT, open: ws },
  { key: "wtdatagram", name: "WT 데이터그램", kept: "", lost: "데이터그램이 가다가 사라졌거나, 끊긴 동안 만들었습니다", open: datagrams, udp: true },
  { key: "wtstream", name: "WT 스트림", kept: "", lost: CUT, open: streams, udp: true },
];


// 예상하고 비교할 방법들. 이 브라우저에 없는 것은 뺀다.
export const GUESSED = WAYS.filter((way) => !way.udp || has());

const RETRY = 500; // 밀리초. 끊긴 뒤 다시 해 보기까지

const sleep = (ms, signal) => new Promise((wake) => {
  const end = () => {
    clearTimeout(timer);
    signal.removeEventListener("abort", end); // 남겨 두면 물을 때마다 하나씩 쌓인다.
    wake();
  };
  const timer = setTimeout(end, ms);
  signal.addEventListener("abort", end);
});

// 폴링과 롱 폴링은 같은 반복이다. 서버가 곧바로 응답하느냐, 미루느냐가 다를 뿐이다.
function ask(address, after, on, rest) {
  const stop = new AbortController();
  (async () => {
    while (!stop.signal.aborted) {
      let wait = rest();
      try {
        const response = await fetch(`${address}?after=${after}`, { signal: stop.signal, cache: "no-store" });
        if (!response.ok) throw new Error(response.statusText);
        const messages = await response.json();
        on.open(true);
        for (const message of messages) {
          after = message.id;
          on.event(message.text);
        }
        on.answer(messages.length === 0);
      } catch {
        if (stop.signal.aborted) return;
        on.open(false);
        wait = Math.max(wait, RETRY);
      }
      if (wait > 0) await sleep(wait, stop.signal);
    }
  })();
  return () => stop.abort();
}

// EventSource는 끊기면 스스로 다시 오고, 어디까지 받았는지도 스스로 말한다.
function sse(address, after, on) {
  const source = new EventSource(`${address}?after=${after}`);
  source.onopen = () => on.open(true);
  source.onerror = () => on.open(false);
  source.onmessage = (event) => on.event(event.data);
  return () => source.close();
}

// WebSocket은 끊기면 그만이다. 다시 연결하는 것도, 빠진 것을 묻는 것도 스스로 만들어야 한다. 여기서는 다시 연결하기만 한다.
function ws(address, after, on) {
  let socket, timer, closed = false;
  const connect = () => {
    socket = new WebSocket(webSocketAddress(address));
    socket.onopen = () => on.open(true);
    socket.onmessage = (event) => on.event(event.data);
    socket.onclose = () => {
      if (closed) return;
      on.open(false);
      timer = setTimeout(connect, RETRY);
    };
  };
  connect();
  return () => {
    closed = true;
    clearTimeout(timer);
    socket.close();
  };
}
