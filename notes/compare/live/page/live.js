// 비교 페이지: 예상하고, 시작하고, 지켜본다. $와 element 들은 모든 페이지가 함께 쓰는 frame.js에 있다.
import { now } from "./clock.js";
import { Control } from "./control.js";
import { drawSource } from "./draw.js";
import { Lab } from "./lab.js";
import { Order } from "./order.js";
import { Panel } from "./panel.js";
import { listen, setSilent, settings } from "./settings.js";
import { GUESSED, WAYS } from "./ways.js";


const guesses = {
  cost: new Order($("#guess-cost"), GUESSED, $("#told")),
  delay: new Order($("#guess-delay"), GUESSED, $("#told")),
};
const panels = WAYS.map((way) => new Panel(way, $("#panels")));
let control; // 실험을 조종하는 연결
const send = (message) => control?.send(message);
const lab = new Lab(panels, guesses, send);

$("#start").onclick = () => {
  $("#start").disabled = true;
  $("#predict").hidden = true;
  $("#lab").hidden = false;
  document.body.classList.add("running");
  setSilent(false);
  control = new Control({
    run: (hello) => lab.start(hello),
    report: (message) => lab.report(message),
    lost: () => {
      lab.lost();
      $("#predict").hidden = false;
      $("#start").textContent = "다시 시작";
      $("#start").disabled = false;
    },
  });
};

listen({
  change: () => lab.restart(),
  silence: () => {
    lab.enable();
    lab.tellFlow();
    send({ settings: settings() });
  },
  cut: () => {
    $("#cut-report").hidden = true;
    send({ cut: true });
  },
});

// 가린 탭에서는 타이머가 느려져서 지연을 믿을 수 없다. 멈추었다가, 다시 보이면 처음부터 센다.
document.addEventListener("visibilitychange", () => lab.restart());
// 뒤로 가기로 돌아온 페이지는 얼어 있던 것이다. 연결은 이미 없다.
addEventListener("pageshow", (event) => event.persisted && location.reload());

function paint() {
  if (!document.hidden && lab.run) {
    const at = now();
    drawSource($("#source canvas"), lab.emitted, at, lab.cut);
    for (const panel of panels) panel.draw(at, lab.cut);
  }
  // 움직임을 줄여 달라고 한 사람에게는 1초에 두 번만 그린다.
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) setTimeout(() => requestAnimationFrame(paint), 500);
  else requestAnimationFrame(paint);
}
requestAnimationFrame(paint);
