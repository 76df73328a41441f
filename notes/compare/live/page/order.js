// 순서 목록: 이미 놓여 있는 것을 끌거나, 둘을 차례로 누르거나, 위아래 화살표로 옮긴다.
const START = 6; // 픽셀. 이만큼 움직이면 누른 것이 아니라 끄는 것이다

export class Order {
  // told는 무엇을 했는지 알리는 곳이다.
  constructor(list, ways, told) {
    Object.assign(this, { list, ways, told });
    for (const way of ways) list.append(this.item(way));
    this.show();
  }

  // rank는 way를 among 가운데 몇째로 예상했는지이다. 1부터 센다.
  rank(way, among) {
    const keys = among.map((other) => other.key);
    return this.items.filter((item) => keys.includes(item.dataset.protocol)).findIndex((item) => item.dataset.protocol === way.key) + 1;
  }

  get items() { return [...this.list.children]; }
  wayOf(item) { return this.ways.find((way) => way.key === item.dataset.protocol); }

  item(way) {
    const item = document.createElement("li");
    item.dataset.protocol = way.key;
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-pressed", false);
    const name = document.createElement("span");
    const grip = document.createElement("span");
    grip.className = "grip";
    grip.textContent = "⠿";
    grip.setAttribute("aria-hidden", true);
    button.append(name, grip);
    item.append(button);
    button.onclick = () => !this.dragged && this.tap(item);
    button.onkeydown = (event) => this.key(event, item);
    button.onpointerdown = (event) => this.grab(event, item, grip);
    return item;
  }

  show() {
    this.items.forEach((item, i) => {
      item.querySelector("span").textContent = `${i + 1}. ${this.wayOf(item).name}`;
    });
  }

  // move는 item을 to번째 자리(0부터)로 옮긴다. 끌고 있는 것을 뽑으면 놓치므로, 나머지를 옮긴다.
  move(item, to) {
    const from = this.items.indexOf(item);
    if (to < 0 || to >= this.items.length || to === from) return;
    const between = to > from ? this.items.slice(from + 1, to + 1) : this.items.slice(to, from);
    if (to > from) item.before(...between);
    else item.after(...between);
    this.show();
    this.told.textContent = `${this.wayOf(item).name}: ${to + 1}번째로 옮겼습니다.`;
  }

  // tap은 첫째로 누르면 고르고, 둘째로 누르면 고른 것을 그 자리로 옮긴다.
  tap(item) {
    const picked = this.items.find((other) => other.firstChild.getAttribute("aria-pressed") === "true");
    this.items.forEach((other) => other.firstChild.setAttribute("aria-pressed", !picked && other === item));
    if (picked) this.move(picked, this.items.indexOf(item));
    else this.told.textContent = "옮길 자리를 누르세요.";
  }

  key(event, item) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.move(item, this.items.indexOf(item) + step);
  }

  // grab은 끌기를 시작한다. 손가락으로는 손잡이만 끈다. 나머지를 끌면 화면이 굴러가야 한다.
  grab(event, item, grip) {
    this.dragged = false;
    if (event.pointerType === "touch" && event.target !== grip || event.button !== 0) return;
    const button = item.firstChild, begin = event.clientY;
    button.setPointerCapture(event.pointerId);
    button.onpointermove = ({ clientY }) => {
      if (!this.dragged && Math.abs(clientY - begin) < START) return;
      this.dragged = true;
      item.classList.add("dragged");
      const others = this.items.filter((other) => other !== item);
      this.move(item, others.filter((other) => middle(other) < clientY).length);
    };
    button.onlostpointercapture = () => {
      button.onpointermove = null;
      item.classList.remove("dragged");
      setTimeout(() => { this.dragged = false; }); // 놓은 다음에 오는 click은 누른 것이 아니다.
    };
  }
}

const middle = (element) => {
  const box = element.getBoundingClientRect();
  return (box.top + box.bottom) / 2;
};
