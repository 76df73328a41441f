// 노트의 차례가 읽는 곳을 따라온다. 넓은 화면에서는 펼쳐 두고, 좁은 화면에서는 지금 읽는 곳의 제목만 보인다.
"use strict";
const contents = $(".contents");
const entries = [...document.querySelectorAll(".contents a")].map((link) => ({ link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))) }));
const roomy = matchMedia("(min-width: 62rem)");

// follow는 화면의 위쪽을 마지막으로 지나간 제목을 찾아 표시한다. 끝까지 내려왔으면 마지막 제목이다.
function follow() {
  const edge = innerHeight / 4;
  const atEnd = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  const passed = atEnd ? entries : entries.filter(({ heading }) => heading.getBoundingClientRect().top < edge);
  const here = passed.at(-1);
  for (const entry of entries) {
    if (entry === here) entry.link.setAttribute("aria-current", "true");
    else entry.link.removeAttribute("aria-current");
  }
  $("#here").textContent = here?.link.textContent ?? "";
  // 차례가 길면 표시한 줄이 보이는 데까지 차례만 굴린다. scrollIntoView는 읽던 글까지 굴릴 수 있다.
  if (here && contents.open && roomy.matches) contents.scrollTop = here.link.offsetTop - contents.clientHeight / 2;
}

if (contents) {
  const fit = () => { contents.open = roomy.matches; };
  roomy.addEventListener("change", fit);
  fit();
  addEventListener("scroll", () => requestAnimationFrame(follow), { passive: true });
  addEventListener("resize", follow);
  $(".contents ol").addEventListener("click", () => { contents.open = roomy.matches; });
  follow();
}
