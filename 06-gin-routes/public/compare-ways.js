// 브라우저가 서버의 소식을 듣는 네 가지 방법. 저마다 여는 함수 하나이고, 닫는 함수를 돌려준다.
// on.event(글)는 사건이 닿았을 때, on.answer(빈손인가)는 HTTP의 답이 왔을 때,
// on.open(참)과 on.open(거짓)은 길이 열리고 끊겼을 때 부른다.

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

// 짧은 폴링과 롱폴링은 같은 반복이다. 서버가 곧바로 답하느냐, 쥐고 있느냐가 다를 뿐이다.
function ask(address, after, rest, on) {
  const stop = new AbortController();
  (async () => {
    while (!stop.signal.aborted) {
      let wait = rest();
      try {
        const response = await fetch(`${address}?after=${after}`, { signal: stop.signal, cache: "no-store" });
        if (!response.ok) throw new Error(response.statusText);
        const news = await response.json();
        on.open(true);
        for (const message of news) {
          after = message.id;
          on.event(message.text);
        }
        on.answer(news.length === 0);
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

export const polling = (run, after, on, every) => ask(`/compare/${run}/polling`, after, every, on);
export const longpolling = (run, after, on) => ask(`/compare/${run}/longpolling`, after, () => 0, on);

// EventSource는 끊기면 스스로 다시 오고, 어디까지 받았는지도 스스로 말한다.
export function sse(run, after, on) {
  const source = new EventSource(`/compare/${run}/sse?after=${after}`);
  source.onopen = () => on.open(true);
  source.onerror = () => on.open(false);
  source.onmessage = (event) => on.event(event.data);
  return () => source.close();
}

// WebSocket은 끊기면 그만이다. 다시 거는 것도, 빠진 것을 묻는 것도 스스로 만들어야 한다. 여기서는 다시 걸기만 한다.
export function ws(run, after, on) {
  const address = new URL(`/compare/${run}/ws`, location);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  let socket, timer, closed = false;
  const connect = () => {
    socket = new WebSocket(address);
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
