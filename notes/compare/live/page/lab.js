// 실험 하나: 방법을 함께 열고, 닿은 것을 세고, 예상과 비교한다.
import { now } from "./clock.js";
import { cutTable } from "./cut.js";
import { clearScore, showScore } from "./score.js";
import { enable, every, isSilent, settings, showFar } from "./settings.js";

const ENOUGH = 20; // 이만큼 받으면 예상과 비교한다
const AFTERMATH = 3_000_000; // 끊은 뒤 이만큼(마이크로초)은 다시 오느라 늦은 것이다
const PATIENCE = 15_000_000; // 다시 이어진 뒤 이만큼 기다려도 받지 못한 방법은 그대로 센다
const NEVER = { begin: 0, end: 0, from: 0, to: 0 };

function tell(sentence, isOpen) {
  $("#status").textContent = sentence;
  $("#status").dataset.state = isOpen ? "open" : "waiting";
}

export class Lab {
  // send는 서버에 시키는 함수, guesses는 예상한 순서이다.
  constructor(panels, guesses, send) {
    Object.assign(this, { panels, guesses, send, emitted: [], closers: [] });
    this.forget();
  }

  forget() {
    this.run = "";
    this.last = 0; // 마지막 이벤트의 번호
    this.counts = {}; // 서버가 마지막으로 알린 셈
    this.cut = NEVER;
    this.toReport = false; // 끊은 일의 결과를 아직 알리지 않았다
    this.settling = 0; // 처음부터 다시 하기 전에, 남은 것이 다 지나가기를 기다리며 더 받을 알림의 수
  }

  // start는 서버가 실험의 번호를 알려 준 일이다.
  start({ run, quic, gate }) {
    this.forget();
    Object.assign(this, { run, quic, gate });
    showFar(gate !== "");
    $("#cut-report").hidden = true;
    if (!document.hidden) this.begin();
  }

  // lost는 조종하던 연결이 끊긴 일이다. 실험은 서버에서도 끝났다.
  lost() {
    this.closeAll();
    this.forget();
    for (const panel of this.panels) panel.open(null);
    this.enable();
    tell("서버와 이어져 있지 않습니다. 서버가 켜져 있는지, 이 페이지를 연 탭이 너무 많지 않은지 보고 다시 시작하세요.", false);
  }

  // restart는 처음부터 다시 한다. 설정이 다른 이벤트가 섞이지 않도록, 멈추고 모두 닫고 잠깐 기다린다.
  restart() {
    if (!this.run) return;
    this.send({ settings: { ...settings(), silent: true } });
    this.closeAll();
    this.settling = 3; // 적어도 500ms. 그 사이에 떠나 있던 바이트가 다 지나간다.
    tell(document.hidden ? "탭을 가려서 멈추었습니다." : "처음부터 다시 셉니다.", false);
  }

  // begin은 셈을 지우고, 방법을 모두 열고, 이벤트를 만들게 한다.
  begin() {
    this.closeAll();
    this.toReport = false; // 셈을 지우면 끊은 일의 결과도 셀 수 없다.
    clearScore(ENOUGH);
    for (const panel of this.panels) {
      panel.reset(this.last, this.counts[panel.way.key]);
      panel.show();
      panel.lose(null);
      if (panel.way.open) this.closers.push(this.open(panel));
    }
    this.send({ settings: settings() });
    this.enable();
    this.tellFlow();
  }

  open(panel) {
    const base = panel.way.udp ? "" : this.gate; // 먼 네트워크의 입구. 없으면 이 서버에 바로 붙는다
    return panel.way.open(`${base}/run/${this.run}/${panel.way.key}`, this.last, {
      open: (isOpen) => panel.open(isOpen),
      fail: (reason) => panel.fail(reason),
      answer: (empty) => panel.asks.push({ at: now(), empty }),
      event: (text) => {
        const [id, at] = text.split(" ", 2).map(Number);
        this.arrive(panel, id, at, now());
      },
    }, every, this.quic);
  }

  // able은 쓸 수 있는 방법의 칸이다.
  get able() { return this.panels.filter((panel) => !panel.failed); }

  closeAll() {
    for (const close of this.closers) close();
    this.closers = [];
  }

  arrive(panel, id, at, seen) {
    // 끊은 때를 건너온 이벤트이다. 그 지연은 방법의 것이 아니라 끊은 탓이다.
    const late = this.cut.begin && seen >= this.cut.begin && (!this.cut.end || at <= this.cut.end + AFTERMATH);
    panel.arrive(id, at, seen, !late);
  }

  // report는 서버가 지금의 모습을 알린 일이다.
  report({ last, counts, cut, emitted, seen }) {
    if (cut.begin !== this.cut.begin) this.toReport = true;
    Object.assign(this, { last, counts, cut });
    this.emitted.push(...(emitted ?? []));
    for (const panel of this.panels) {
      const { key, open } = panel.way;
      panel.count = { ...panel.base, ...counts[key] };
      if (!open) panel.open(!cut.begin || cut.end > 0);
      for (const one of seen[key] ?? []) this.arrive(panel, one.id, one.emitted, one.at);
    }
    if (document.hidden) return;
    if (this.settling > 0) return this.settle();
    for (const panel of this.panels) panel.show();
    this.reportCut();
    const able = this.able;
    if (!isSilent() && able.every((panel) => panel.delayed >= ENOUGH)) showScore(able, this.guesses);
  }

  settle() {
    if (this.cut.begin && !this.cut.end) return; // 끊긴 채로 새로 시작하지 않는다.
    if (--this.settling === 0) this.begin();
  }

  // reportCut은 끊은 때부터 만든 이벤트가 어떻게 되었는지 방법마다 센다. 모두 다시 이어진 뒤에 센다.
  reportCut() {
    if (!this.toReport) return;
    this.enable();
    if (!this.cut.end) {
      const left = Math.max(1, Math.ceil(5 - (now() - this.cut.begin) / 1e6));
      return tell(`연결을 모두 끊었습니다. ${left}초 뒤에 다시 이어집니다. 이 페이지를 조종하는 연결만 남겨 두었습니다.`, false);
    }
    if (this.able.some((panel) => panel.highest <= this.cut.to) && now() < this.cut.end + PATIENCE) {
      return tell("다시 잇고 있습니다. 모든 방법이 새 이벤트를 받으면 결과를 보여 줍니다.", true);
    }
    this.toReport = false;
    this.enable();
    this.tellFlow();
    $("#cut-report").replaceChildren(...cutTable(this.able, this.cut));
    $("#cut-report").hidden = false;
  }

  enable() { enable(this.run !== "", this.toReport); }

  tellFlow() {
    if (isSilent()) tell("이벤트를 멈추었습니다. 새 이벤트가 없는데도 계속 커지는 숫자가 있습니다. 찾아보세요.", true);
    else tell("이벤트를 나르고 있습니다.", true);
  }
}
