// WebTransport: HTTP/3 위의 데이터그램과 스트림. 브라우저에서 UDP처럼 보낼 수 있는 하나뿐인 길이다.
// 없거나 열리지 않으면 on.fail(이유)을 부른다. 그때도 다른 방법들은 그대로 돈다.
const RETRY = 2000; // 밀리초. 자주 실패하면 Chromium이 다음 연결을 일부러 늦춘다
const PATIENCE = 5000; // UDP가 막혔으면 아무 대답도 오지 않는다. 이만큼만 기다린다
const text = new TextDecoder();

// has는 이 브라우저에 WebTransport가 있는지이다. 안전한 컨텍스트(localhost이거나 HTTPS)에만 있다.
export const has = () => "WebTransport" in window;

// 데이터그램 하나가 이벤트 하나이다.
export const datagrams = (address, after, on, every, quic) =>
  open("wtdatagram", address, on, quic, async (session) => {
    for await (const datagram of each(session.datagrams.readable)) on.event(text.decode(datagram));
  });

// 스트림 하나가 이벤트 하나이다. 스트림마다 따로 읽는다. 그래서 늦은 스트림을 다른 스트림이 기다리지 않는다.
export const streams = (address, after, on, every, quic) =>
  open("wtstream", address, on, quic, async (session) => {
    for await (const stream of each(session.incomingUnidirectionalStreams)) {
      new Response(stream).text().then(on.event).catch(() => {});
    }
  });

async function* each(readable) {
  const reader = readable.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    yield value;
  }
}

function open(key, address, on, quic, read) {
  if (!has()) {
    on.fail("이 브라우저나 주소에서는 WebTransport를 쓸 수 없습니다. localhost로 여세요.");
    return () => {};
  }
  // 인증 기관 대신, 페이지가 알려 준 해시와 같은 인증서만 믿는다.
  const value = Uint8Array.from(atob(quic.hash), (letter) => letter.charCodeAt(0));
  const trust = { serverCertificateHashes: [{ algorithm: "sha-256", value }] };
  let session, timer, opened = false, closed = false;
  const connect = async () => {
    try {
      session = new WebTransport(`https://${quic.addrs[key]}${address}`, trust);
      session.closed.catch(() => {});
      await within(PATIENCE, session.ready);
      opened = true;
      on.open(true);
      await read(session);
    } catch {
      session?.close();
    }
    if (closed) return;
    if (opened) on.open(false);
    else on.fail("열리지 않았습니다. UDP를 막는 네트워크이거나, QUIC을 끈 브라우저입니다.");
    timer = setTimeout(connect, RETRY);
  };
  connect();
  return () => {
    closed = true;
    clearTimeout(timer);
    session?.close();
  };
}

const within = (ms, promise) => Promise.race([promise, new Promise((_, give) => setTimeout(give, ms))]);
