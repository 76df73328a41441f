"use strict";

listen("/teacher/events", (view) => {
  $("#joined").textContent = view.joined;
  $("#answered").textContent = view.answered;
  drawQuestion($("#question"), view);
  drawGrid($("#grid"), view.grid);
});

const order = async (name) => {
  const refused = await ask(`/teacher/${name}`);
  $("#problem").textContent = refused;
};

for (const button of document.querySelectorAll("[data-act]")) {
  button.addEventListener("click", () => order(button.dataset.act));
}

$("#out").addEventListener("submit", (event) => {
  event.preventDefault();
  order(`put-out?name=${encodeURIComponent(event.target.elements.name.value)}`);
  event.target.reset();
});
