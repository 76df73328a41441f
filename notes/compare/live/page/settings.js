// 이벤트를 어떻게 만들고 얼마나 자주 물을지 고르는 곳.
const EVERY = [100, 200, 500, 1000, 2000, 5000];
const sliders = ["#rate", "#size", "#every", "#rtt", "#loss"];
const silence = $("#silence");

export const isSilent = () => silence.getAttribute("aria-pressed") === "true";
export const every = () => EVERY[$("#every").value]; // 밀리초
export const settings = () => ({
  rate: 2 ** $("#rate").value, size: 2 ** $("#size").value, silent: isSilent(), rtt: Number($("#rtt").value), loss: Number($("#loss").value),
});

// showFar는 서버가 먼 네트워크를 켰을 때만 왕복 시간과 손실을 보인다.
export function showFar(isFar) {
  for (const part of document.querySelectorAll(".far")) part.hidden = !isFar;
  $("#near").hidden = isFar;
}

// setSilent는 이벤트를 멈추거나 다시 만들게 한다.
export function setSilent(silent) {
  silence.setAttribute("aria-pressed", silent);
  silence.textContent = silent ? "이벤트 다시 만들기" : "이벤트 멈추기";
}

// enable은 지금 뜻이 있는 것만 누를 수 있게 한다. 끊은 결과를 기다리는 동안(busy)에는 바꾸지 않는다.
export function enable(running, busy) {
  $("#controls").disabled = !running;
  for (const selector of sliders) $(selector).disabled = busy;
  silence.disabled = busy;
  $("#cut").disabled = busy || isSilent();
}

const show = () => {
  const { rate, size, rtt, loss } = settings();
  $("#rtt-value").textContent = `${rtt}ms`;
  $("#loss-value").textContent = `${loss}%`;
  $("#rate-value").textContent = rate < 1 ? `${1 / rate}초에 1개` : `1초에 ${rate}개`;
  $("#size-value").textContent = `${size}B`;
  $("#every-value").textContent = every() < 1000 ? `${every()}ms` : `${every() / 1000}초`;
};

// listen은 바뀔 때 부를 것을 건다: on.change(설정), on.silence(), on.cut().
export function listen(on) {
  for (const selector of sliders) {
    $(selector).oninput = show;
    $(selector).onchange = on.change;
  }
  silence.onclick = () => {
    setSilent(!isSilent());
    on.silence();
  };
  $("#cut").onclick = () => {
    $("#cut").disabled = true;
    on.cut();
  };
  show();
}
