// 방에 들어가는 방법. WebSocket, SSE와 POST, 롱 폴링과 POST를 차례로 해 본다. 끊기면 다시 연결하고,
// 마지막으로 받은 번호부터 이어 받는다. 보낸 메시지는 적혔다는 답(ack)이 올 때까지 다시 보낸다.
"use strict";

const OPENING = 2000; // 밀리초. 이 안에 열리지 않으면 다음 방법으로 바꾼다
const RESEND = 3000; // 답이 없는 메시지를 다시 보내기까지
const HERE = 20_000; // 받기만 하는 페이지가 살아 있다고 알리는 간격

const WAYS = { ws: "WebSocket", sse: "SSE와 POST", poll: "롱 폴링과 POST" };

class Link {
  // on.messages(새 메시지들, 놓친 수), on.cleared(), on.here(이름들), on.acked(번호표), on.refused(번호표, 문장), on.state(상태, 문장)을 부른다.
  // on.wait(문장, 밀리초)은 다시 연결할 때까지 남은 시간을 알린다. 다시 연결하는 타이머는 여기에 있다. 알림이 바뀌어도 멈추지 않는다.
  // on.unknown()은 서버가 우리를 모를 때 부른다. 서버를 다시 켜면 세션이 사라지기도 한다.
  constructor(path, on) {
    Object.assign(this, { path, on, epoch: "", after: 0, pending: new Map(), backoff: new Backoff(), reason: "" });
    setInterval(() => this.transmit(), RESEND);
    setInterval(() => this.way === "sse" && fetch(`${path}/here`, { method: "POST" }).catch(() => {}), HERE);
  }

  // open은 way로 연결한다. forced이면 안 되어도 다른 방법으로 바꾸지 않는다.
  open(way = "ws", forced = false) {
    this.close();
    Object.assign(this, { way, forced, stop: new AbortController() });
    if (way === "ws" || forced) this.reason = ""; // 처음 방법부터 다시 하거나, 사람이 골랐다.
    this.on.state("connecting", `${WAYS[way]}: 연결하는 중`);
    this[way](this.stop.signal);
  }

  close() {
    clearTimeout(this.timer);
    this.stop?.abort();
  }

  query() { return `?epoch=${encodeURIComponent(this.epoch)}&after=${this.after}`; }

  ws(signal) {
    if (!("WebSocket" in window)) return this.fail("이 브라우저에는 WebSocket이 없습니다");
    const socket = this.socket = new WebSocket(webSocketAddress(`${this.path}/ws${this.query()}`));
    const slow = setTimeout(() => socket.close(), OPENING);
    let opened = false;
    socket.onopen = () => { opened = true; clearTimeout(slow); this.opened(); };
    socket.onmessage = ({ data }) => !signal.aborted && this.hear(JSON.parse(data));
    socket.onclose = ({ code }) => {
      clearTimeout(slow);
      if (signal.aborted) return; // 우리가 닫았다. 새 연결이 이미 있을 수도 있다.
      if (opened) this.lost(`연결이 끊겼습니다 (코드 ${code}).`);
      else this.fail("WebSocket이 열리지 않았습니다");
    };
    signal.addEventListener("abort", () => socket.close());
  }

  sse(signal) {
    const source = new EventSource(`${this.path}/events${this.query()}`);
    let opened = false;
    const slow = setTimeout(() => { source.close(); this.fail("스트림이 열리지 않았습니다"); }, OPENING);
    source.onopen = () => { opened = true; clearTimeout(slow); this.opened(); };
    source.onmessage = ({ data }) => this.hear(JSON.parse(data));
    source.onerror = () => {
      clearTimeout(slow);
      source.close(); // 번호표가 주소에 들어 있으므로 브라우저에 맡기지 않고 새로 연다.
      if (opened) this.lost("스트림이 끊겼습니다.");
      else this.fail("스트림이 열리지 않았습니다");
    };
    signal.addEventListener("abort", () => { clearTimeout(slow); source.close(); });
  }

  async poll(signal) {
    let wait = ""; // 첫 요청에는 바로 답해 달라고 한다.
    while (!signal.aborted) {
      try {
        const response = await fetch(`${this.path}/messages${this.query()}${wait}`, { signal, cache: "no-store" });
        if (!response.ok) throw new Error(response.statusText);
        if (!wait) this.opened();
        wait = "&wait=1";
        this.hear(await response.json());
      } catch {
        if (!signal.aborted) this.fail("응답을 받지 못했습니다");
        return;
      }
    }
  }

  opened() {
    this.backoff.reset();
    this.on.state("open", `연결됨: ${WAYS[this.way]}${this.reason && `. ${this.reason}`}`);
    this.transmit();
  }

  // lost는 열려 있던 연결이 끊긴 일이다. 서버가 없을 수도 있으니 처음 방법부터 다시 해 본다.
  lost(sentence) {
    const wait = this.backoff.next();
    this.on.wait(sentence, wait);
    this.timer = setTimeout(() => this.forced ? this.open(this.way, true) : this.open(), wait);
  }

  // fail은 이 방법이 열리지 않은 일이다. 브라우저는 이유를 알려 주지 않으므로 보통의 요청으로 알아본다.
  // 서버가 없으면 기다리고, 우리를 모르면 새로 인사하고, 둘 다 아니면 이 방법이 막힌 것이니 다음 방법으로 바꾼다.
  async fail(why) {
    this.close();
    const { way, forced } = this;
    const status = await fetch(`${this.path}/here`, { method: "POST" }).then((r) => r.status, () => 0);
    if (way !== this.way || forced !== this.forced) return; // 그 사이에 사람이 다른 방법을 골랐다.
    if (status === 403) await this.on.unknown();
    else if (status === 204) {
      const ways = Object.keys(WAYS);
      const next = ways[ways.indexOf(way) + 1];
      if (next && !forced) {
        this.reason = `${why}. 그래서 이 방법을 씁니다`;
        return this.open(next);
      }
    }
    this.lost(`${status === 0 ? "서버가 응답하지 않습니다" : why}.`);
  }

  hear(message) {
    if (message.ack) return this.settle(message.ack, () => this.on.acked(message.ack));
    if (message.refused) return this.settle(message.key, () => this.on.refused(message.key, message.refused));
    if (message.later) {
      this.late = true;
      return this.on.state("waiting", message.later);
    }
    if (message.epoch !== this.epoch) Object.assign(this, { epoch: message.epoch, after: 0, cleared: 0 }); // 다른 방이다.
    if ((message.cleared ?? 0) > (this.cleared ?? 0)) {
      this.cleared = message.cleared;
      this.on.cleared?.();
    }
    const fresh = (message.messages ?? []).filter(({ id }) => id > this.after);
    if (fresh.length > 0) {
      this.after = fresh.at(-1).id;
      this.on.messages(fresh, message.missed ?? 0);
    }
    if (message.here) this.on.here(message.here);
  }

  // settle은 답이 온 메시지를 잊고 다음 것을 보낸다.
  settle(key, tell) {
    if (!this.pending.delete(key)) return;
    tell();
    if (this.late) this.on.state("open", `연결됨: ${WAYS[this.way]}`);
    this.late = false;
    this.transmit();
  }

  // send는 메시지를 보내고 번호표를 돌려준다. 연결이 없으면 생길 때 보낸다.
  send(text) {
    // crypto.randomUUID는 http로 연 다른 컴퓨터의 페이지에는 없다.
    const key = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    this.pending.set(key, text);
    if (this.pending.size === 1) this.transmit();
    return key;
  }

  // transmit은 답을 기다리는 메시지 가운데 첫째를 보낸다. 하나씩 보내야 다시 보내도 차례가 바뀌지 않는다.
  transmit() {
    const [first] = this.pending;
    if (!first) return;
    const body = JSON.stringify({ key: first[0], text: first[1] });
    if (this.way !== "ws") this.post(body);
    else if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(body);
  }

  async post(body) {
    try {
      const response = await fetch(`${this.path}/messages`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
      this.hear(await response.json());
    } catch { /* 답이 없다. 나중에 다시 보낸다. */ }
  }
}
