"use strict";

const problem = (sentence) => { $("#problem").textContent = sentence; };

function follow() {
  $("#enter").hidden = true;
  listen("/class/events", (view) => drawQuestion($("#question"), view, async (choice) => {
    problem(await ask(`/class/answer?id=${encodeURIComponent(view.question.id)}`, { choice }));
  }), () => { $("#enter").hidden = false; });
}

async function enter(word) {
  const refused = await ask("/class/enter", { word });
  problem(refused);
  if (refused) $("#enter").hidden = false;
  else follow();
}

$("#enter").addEventListener("submit", (event) => {
  event.preventDefault();
  enter(event.target.word.value);
});

// QR 코드의 주소에는 # 뒤에 방 낱말이 있다. 이미 들어온 사람은 다시 적지 않는다.
const word = location.hash.slice(1);
if ($("#enter").hidden) follow();
else if (word) enter(word);
else new Status($("#status")).say("waiting", "방 낱말을 적으면 들어갑니다");
