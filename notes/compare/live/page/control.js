// 실험을 조종하는 WebSocket. 열려 있는 동안이 실험 하나이다. 서버는 이 연결로 실험을 소개하고(번호, 여는 데 쓸 주소), 지금의 모습을 알린다.
import { local, setClock } from "./clock.js";

export class Control {
  // on.run(소개), on.report(모습), on.lost()를 부른다.
  constructor(on) {
    this.socket = new WebSocket(webSocketAddress("/control"));
    const asking = setInterval(() => this.askClock(), 5000);
    this.socket.onmessage = (event) => {
      const message = JSON.parse(event.data);
      if (message.clock) return setClock(message.clock, message.now);
      if (!message.run) return on.report(message);
      for (let i = 0; i < 8; i++) this.askClock();
      on.run(message);
    };
    this.socket.onclose = () => {
      clearInterval(asking);
      on.lost();
    };
  }

  askClock() { this.send({ clock: local() }); }

  send(message) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}
