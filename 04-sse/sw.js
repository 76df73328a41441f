// 서비스 워커. 페이지가 닫혀 있어도 푸시가 오면 브라우저가 깨운다. 할 일을 마치면 다시 잠든다.
"use strict";

addEventListener("push", (event) => {
  const text = event.data?.text() ?? "(내용이 없는 푸시)";
  // waitUntil이 없으면 알림을 띄우기 전에 잠들 수 있다.
  event.waitUntil(Promise.all([
    registration.showNotification("소켓 워크북", { body: text }), // 알림을 띄우지 않는 푸시는 브라우저가 허락하지 않는다.
    tell(text),
  ]));
});

// 열려 있는 페이지가 있으면 알려 준다. 없어도 된다.
async function tell(text) {
  for (const page of await clients.matchAll({ type: "window", includeUncontrolled: true })) page.postMessage(text);
}

// 알림을 누르면 페이지를 연다. 열려 있으면 그리로 간다.
addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil((async () => {
    const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
    const page = pages.find(({ url }) => new URL(url).pathname === "/push");
    await (page ? page.focus() : clients.openWindow("/push"));
  })());
});
