// 브라우저의 저장소 여섯. read는 적힌 값을 주고, 비었으면 null을 준다. fill은 얼마나 들어가는지와, 가득 차면 뭐라고 하는지를 준다.
const KEY = "storage_kept";
const FILLER = "storage_fill";
const MEGABYTE = 1 << 20;
const MOST_MEGABYTES = 32; // IndexedDB를 채우는 한도. 할당량까지 채우면 디스크가 남아나지 않는다
const count = (n) => n.toLocaleString("ko");

// largest는 fits가 참인 가장 큰 수를 찾는다. 큰 걸음으로 시작해서 절반씩 줄인다.
async function largest(step, fits) {
  let most = 0;
  for (; step >= 1; step /= 2) if (await fits(most + step)) most += step;
  return most;
}

let otherPort = ""; // 같은 호스트의 다른 포트

// echo는 이 페이지가 보낸 요청을 서버가 받은 그대로 준다.
async function echo() {
  const response = await fetch("/storage/echo", { cache: "no-store" });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  otherPort = answer.other;
  $("#received")?.replaceChildren(answer.request.trimEnd());
  return answer.request;
}

const cookieIn = (text, name) => text.match(new RegExp(`(?:^|[;: -])${name}=([^;\\s]*)`))?.[1] ?? null;

// 쿠키는 서버가 준다. 스크립트가 읽지 못하는 쿠키가 있는지는 서버에게 물어야 안다.
class CookieStore {
  constructor(title, name) { Object.assign(this, { title, name }); }

  async write(value) {
    const response = await fetch(`/storage/cookies/${this.name}`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ value }),
    });
    if (!response.ok) throw new Error((await response.json()).error);
  }

  async read() { return cookieIn(await echo(), `storage_${this.name}`); }
  async script() { return cookieIn(document.cookie, `storage_${this.name}`); }

  async fill(kept) {
    const most = await largest(4096, async (n) => {
      await this.write("x".repeat(n));
      return (await this.read())?.length === n;
    });
    await this.write(kept); // 채우느라 바뀐 값을 되돌린다.
    return { fits: `하나에 값 ${count(most)}바이트`, full: "말없이 버림" };
  }
}

// localStorage와 sessionStorage. storage는 막혀 있으면 예외를 던지므로 쓸 때 찾는다.
class WebStore {
  constructor(title, name) { Object.assign(this, { title, name }); }
  get storage() { return window[this.name]; }
  async write(value) { this.storage.setItem(KEY, value); }
  async read() { return this.storage.getItem(KEY); }
  async script() { return this.read(); }
  async clear() { this.storage.removeItem(KEY); }

  // 큰 덩어리를 채우고, 들어가지 않으면 절반씩 줄인다. 남은 틈은 마지막 하나가 꼭 맞게 메운다.
  async fill() {
    let [full, chunks] = ["한도를 만나지 못함", 0];
    const fits = (key, length) => {
      try {
        this.storage.setItem(key, "x".repeat(length));
        return true;
      } catch (error) {
        full = error.name;
        return false;
      }
    };
    for (let size = 4 * MEGABYTE; size >= 65_536 && chunks < 20; ) {
      if (fits(`${FILLER}${chunks}`, size)) chunks++;
      else size /= 2;
    }
    await largest(32_768, (length) => fits(FILLER, length));
    const entries = Object.entries(this.storage);
    for (const [key] of entries) if (key.startsWith(FILLER)) this.storage.removeItem(key);
    return { fits: `모두 ${count(entries.reduce((sum, [key, value]) => sum + key.length + value.length, 0))}자`, full };
  }
}

// IndexedDB. 일마다 열고 닫는다. 열어 두면 다른 탭이 지우지 못한다.
class DatabaseStore {
  title = "IndexedDB";

  async run(mode, work) {
    const opening = indexedDB.open("storage", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("kept");
    const database = await finished(opening);
    try {
      const transaction = database.transaction("kept", mode);
      const request = work(transaction.objectStore("kept"));
      await new Promise((resolve, reject) => { // 다 적혔는지는 트랜잭션이 끝나야 안다. 할당량을 넘으면 그때 취소된다.
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error ?? request.error);
      });
      return request.result;
    } finally {
      database.close();
    }
  }

  async write(value) { await this.run("readwrite", (kept) => kept.put(value, KEY)); }
  async script() { return this.read(); }
  async clear() { await finished(indexedDB.deleteDatabase("storage")); }

  async read() {
    const names = (await indexedDB.databases()).map((database) => database.name);
    if (!names.includes("storage")) return null; // 읽기만 했는데 빈 데이터베이스가 생기지 않게 한다.
    return await this.run("readonly", (kept) => kept.get(KEY)) ?? null;
  }

  async fill() {
    let [megabytes, full] = [0, "아직 차지 않음"];
    try {
      for (; megabytes < MOST_MEGABYTES; megabytes++) {
        await this.run("readwrite", (kept) => kept.put(noise(MEGABYTE), `${FILLER}${megabytes}`));
      }
    } catch (error) {
      full = error.name;
    }
    await this.run("readwrite", (kept) => kept.delete(IDBKeyRange.bound(FILLER, `${FILLER}~`)));
    const quota = (await navigator.storage?.estimate())?.quota; // 안전한 오리진(secure context)에만 있다.
    const told = quota ? `브라우저가 말한 할당량 ${count(Math.round(quota / MEGABYTE))}MB` : "할당량은 알려 주지 않음";
    return { fits: `${megabytes}MB${full === "아직 차지 않음" ? " 넘게" : ""}, ${told}`, full };
  }
}

const finished = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

// noise는 압축되지 않는 바이트이다. 0으로 채우면 디스크에는 거의 적히지 않는다.
function noise(length) {
  const made = new Uint8Array(length);
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(made.subarray(at, at + 65_536)); // 한 번에 65,536바이트까지이다.
  return made;
}

const stores = {
  open: new CookieStore("쿠키", "open"),
  sealed: new CookieStore("쿠키 HttpOnly", "sealed"),
  local: new WebStore("local\u200bStorage", "localStorage"),
  session: new WebStore("session\u200bStorage", "sessionStorage"),
  database: new DatabaseStore(),
  // Web SQL이 없으면 적을 것도 없다. 남아 있는 옛 브라우저에서는 해 보지 않는다.
  websql: { title: "Web SQL", missing: typeof window.openDatabase === "function" ? "해 보지 않음" : "저장소가 없음" },
};
