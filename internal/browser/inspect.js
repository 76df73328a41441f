// 페이지를 눈 대신 살핀다. 찾은 것을 한국어 한 줄씩으로 돌려준다.
(() => {
  const found = [];
  const shown = [...document.body.querySelectorAll("*")].filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getClientRects().length > 0 && getComputedStyle(e).clipPath === "none" && !e.closest("[aria-hidden=true]"));
  const name = (e) => `<${e.tagName.toLowerCase()}${e.id ? ` id=${e.id}` : ""}${e.className && typeof e.className === "string" ? ` class=${e.className}` : ""}> ${(e.textContent ?? "").trim().slice(0, 30)}`;
  const ownText = (e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.nodeValue.trim() !== "");
  const texts = shown.filter(ownText);

  // 옆으로 넘친 페이지
  if (document.documentElement.scrollWidth > innerWidth) found.push(`페이지의 너비가 ${document.documentElement.scrollWidth}이다`);

  // 잘린 글, 키보드로 굴릴 수 없는 상자
  for (const e of shown) {
    const { overflowX, overflowY } = getComputedStyle(e);
    const over = (kind, inner, outer) => inner > outer + 2 && kind !== "visible";
    if (over(overflowX, e.scrollWidth, e.clientWidth) && overflowX !== "auto" && overflowX !== "scroll" && e.tagName !== "INPUT") found.push(`옆이 잘렸다: ${name(e)}`);
    const scrolls = (kind) => kind === "auto" || kind === "scroll";
    const tall = e.scrollHeight > e.clientHeight + 2 && scrolls(overflowY) || e.scrollWidth > e.clientWidth + 2 && scrolls(overflowX);
    if (tall && e.tabIndex < 0 && !e.querySelector("a[href], button, input, [tabindex]")) found.push(`키보드로 굴릴 수 없다: ${name(e)}`);
  }

  // 좁아서 세로로 늘어진 글
  for (const e of texts) {
    if (e.matches("td, li, p, dd, span, button") && e.offsetHeight > 5 * e.offsetWidth) found.push(`글이 세로로 늘어졌다: ${name(e)}`);
  }

  // 겹친 글과 버튼. 굴리는 상자 밖으로 나간 것은 보이지 않는다.
  const solid = shown.filter((e) => e.matches("button, input, a, h1, h2, h3, .status, .tag, td, th, dt, dd, li"));
  const visibleBox = (e) => {
    let { left, top, right, bottom } = e.getBoundingClientRect();
    for (let up = e.parentElement; up; up = up.parentElement) {
      if (getComputedStyle(up).overflowY === "visible") continue;
      const box = up.getBoundingClientRect();
      [left, top, right, bottom] = [Math.max(left, box.left), Math.max(top, box.top), Math.min(right, box.right), Math.min(bottom, box.bottom)];
    }
    return { left, top, right, bottom };
  };
  // 줄이 바뀌는 링크를 두른 상자는 옆의 글까지 덮는다. 그래서 줄마다 본다.
  const meet = (a, b) => [...a.getClientRects()].some((p) => [...b.getClientRects()].some((q) =>
    Math.min(p.right, q.right) - Math.max(p.left, q.left) > 3 && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 3));
  const boxes = solid.map((e) => [e, visibleBox(e)]);
  for (let i = 0; i < boxes.length; i++) {
    for (let j = i + 1; j < boxes.length; j++) {
      const [[a, p], [b, q]] = [boxes[i], boxes[j]];
      const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left), high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
      if (wide > 3 && high > 3 && !a.contains(b) && !b.contains(a) && meet(a, b)) found.push(`겹쳤다: ${name(a)} / ${name(b)}`);
    }
  }

  // 대비(WCAG 2.2의 1.4.3). 뒤에 깔린 색을 모두 섞어서 센다.
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (css) => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = css;
    paint.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const mix = ([r, g, b, a], under) => [r, g, b].map((c, i) => c * a + under[i] * (1 - a));
  const behind = (e) => {
    const layers = [];
    for (let up = e; up; up = up.parentElement) layers.unshift(rgba(getComputedStyle(up).backgroundColor));
    return layers.reduce((under, layer) => mix(layer, under), [255, 255, 255]);
  };
  const light = (color) => {
    const [r, g, b] = color.map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const looks = [...texts.map((e) => [e, getComputedStyle(e)]), ...shown.filter((e) => e.placeholder && !e.value).map((e) => [e, getComputedStyle(e, "::placeholder")])];
  for (const [e, style] of looks) {
    if (e.closest("[disabled]")) continue;
    const under = behind(e), size = parseFloat(style.fontSize);
    const front = mix([...rgba(style.color).slice(0, 3), rgba(style.color)[3] * parseFloat(style.opacity)], under);
    const need = size >= 24 || size >= 18.66 && style.fontWeight >= 700 ? 3 : 4.5;
    if (ratio(front, under) < need) found.push(`대비가 ${ratio(front, under).toFixed(2)}이다: ${name(e)}`);
  }

  // 글자와 누를 것의 크기
  for (const e of texts) {
    const size = parseFloat(getComputedStyle(e).fontSize);
    if (size < 13) found.push(`글자가 ${size}px이다: ${name(e)}`);
    if (e.matches("p, li:not(.log li)") && !e.matches(".faint") && !e.closest("footer, nav, .log, small") && size < 16) found.push(`본문이 ${size}px이다: ${name(e)}`);
  }
  for (const e of shown.filter((e) => e.matches("button, input:not([type=radio], [type=checkbox], [type=range])"))) {
    if (e.offsetHeight < 40) found.push(`누를 것의 높이가 ${e.offsetHeight}px이다: ${name(e)}`);
  }

  // 키보드: 차례를 뒤바꾸지 않고, 어디에 있는지 보인다.
  const before = document.activeElement;
  for (const e of shown.filter((e) => e.tabIndex >= 0 && e.matches("a[href], button, input, summary, [tabindex]"))) {
    if (e.tabIndex > 0) found.push(`Tab의 차례를 바꾸었다: ${name(e)}`);
    if (e.disabled) continue;
    e.focus({ preventScroll: true, focusVisible: true });
    if (document.activeElement === e && getComputedStyle(e).outlineStyle === "none") found.push(`어디에 있는지 보이지 않는다: ${name(e)}`);
  }
  before === document.body ? document.activeElement?.blur() : before?.focus({ preventScroll: true });

  // 이름과 구조
  for (const e of shown.filter((e) => e.matches("button, input, canvas, svg[role=img], img, .log"))) {
    const label = e.getAttribute("aria-label") ?? e.getAttribute("aria-labelledby") ?? e.labels?.[0]?.textContent ?? e.alt ?? e.textContent;
    if (!label?.trim()) found.push(`이름이 없다: ${name(e)}`);
  }
  const levels = shown.filter((e) => /^H[1-6]$/.test(e.tagName)).map((e) => Number(e.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) found.push("h1이 하나가 아니다");
  levels.forEach((level, i) => { if (level > (levels[i - 1] ?? 0) + 1) found.push(`제목의 단계를 건너뛰었다: h${level}`); });
  if (!document.documentElement.lang || !document.title) found.push("lang이나 title이 없다");
  if (document.querySelectorAll("main").length !== 1) found.push("main이 하나가 아니다");
  return [...new Set(found)].slice(0, 20);
})()
