// 서버의 시계를 이 페이지에서 읽는다. 단위는 마이크로초이다.
// 오간 시간이 가장 짧았던 물음에서 두 시계의 차이를 얻는다. 그 답이 가장 덜 낡았다.
// performance.now는 누가 시계를 고쳐도 뒤로 가지 않는다.

let offset = 0, shortest = Infinity;

export const local = () => performance.now() * 1000;
export const now = () => local() + offset;

// setClock은 물은 때(asked)와 서버가 답한 때(server)로 차이를 고친다.
export function setClock(asked, server) {
  const back = local(), trip = back - asked;
  shortest *= 1.05; // 오래된 것은 조금씩 덜 믿는다. 두 시계는 서서히 어긋난다.
  if (trip > shortest) return;
  shortest = trip;
  offset = server - (asked + back) / 2;
}
