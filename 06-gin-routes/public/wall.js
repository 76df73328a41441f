"use strict";

listen("/join/events", (view) => {
  document.body.classList.toggle("asking", Boolean(view.question));
  $("#joined").textContent = view.joined;
  drawQuestion($("#question"), view);
  $("#question").append(element("p", view.question ? `${view.joined}명 가운데 ${view.answered}명이 예상했습니다` : "", "answered"));
  drawGrid($("#grid"), view.grid);
});

// 주소가 여럿이면 다음 주소를 보인다.
$("#next")?.addEventListener("click", () => {
  const doors = [...document.querySelectorAll(".doors figure")];
  const now = doors.findIndex((door) => !door.hidden);
  doors.forEach((door, i) => { door.hidden = i !== (now + 1) % doors.length; });
});
