// 시간 위에 그린다: 이벤트를 만든 때, 닿은 때, 응답이 온 때, 끊은 동안.
export const SPAN = 15_000_000; // 그림의 너비. 마이크로초
const EDGE = 5; // 방금 닿은 점이 잘리지 않을 만큼의 오른쪽 여백

// drawPanel은 now까지의 15초를 그린다. 지나간 것은 잊는다.
export function drawPanel({ canvas, marks, asks }, now, cut) {
  forget(marks, (mark) => mark.at < now - SPAN);
  forget(asks, (ask) => ask.at < now - SPAN);
  const { context, height, x, ink } = prepare(canvas, now);
  shade(context, cut, now, x, height);
  context.fillStyle = ink;
  for (const ask of asks) {
    context.globalAlpha = ask.empty ? 0.35 : 1;
    context.fillRect(x(ask.at) - 0.5, height - (ask.empty ? 5 : 9), 1, 9);
  }
  marks.forEach((mark, i) => {
    const y = 8 + (i % 4) * ((height - 22) / 3);
    const from = Math.max(0, x(mark.emitted)), to = x(mark.at);
    context.globalAlpha = 0.45;
    context.fillRect(from, y - 1.5, to - from, 3);
    context.globalAlpha = 1;
    context.beginPath();
    context.arc(to, y, 3, 0, 2 * Math.PI);
    context.fill();
  });
}

// drawSource는 이벤트를 만든 때를 세로줄로 그린다.
export function drawSource(canvas, emitted, now, cut) {
  forget(emitted, (at) => at < now - SPAN);
  const { context, x, height, ink } = prepare(canvas, now);
  shade(context, cut, now, x, height);
  context.fillStyle = ink;
  for (const at of emitted) context.fillRect(x(at) - 1, 5, 2, height - 10);
}

function forget(list, old) {
  let n = 0;
  while (n < list.length && old(list[n])) n++;
  list.splice(0, n);
}

// prepare는 화면의 점 하나에 그림의 점 하나가 맞도록 캔버스를 준비한다.
function prepare(canvas, now) {
  const width = canvas.clientWidth, height = canvas.clientHeight, scale = devicePixelRatio;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  const context = canvas.getContext("2d");
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  const ink = getComputedStyle(canvas).getPropertyValue("--tone");
  return { context, width, height, ink, x: (at) => (width - EDGE) * (1 - (now - at) / SPAN) };
}

// shade는 끊은 동안을 빗금으로 칠한다.
function shade(context, cut, now, x, height) {
  if (!cut.begin) return;
  const from = Math.max(0, x(cut.begin)), to = x(cut.end || now);
  if (to <= 0) return;
  context.save();
  context.beginPath();
  context.rect(from, 0, to - from, height);
  context.clip();
  context.strokeStyle = "gray";
  context.beginPath();
  for (let at = from - height; at < to; at += 8) {
    context.moveTo(at, height);
    context.lineTo(at + height, 0);
  }
  context.stroke();
  context.restore();
}
