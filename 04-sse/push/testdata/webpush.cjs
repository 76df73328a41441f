// npm의 두 패키지가 우리의 코드와 같은 말을 하는지 본다. 표준 입력의 JSON 하나를 읽고 JSON 하나를 적는다.
const { createECDH } = require("crypto");
const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
const answer = {};

// web-push가 보내는 쪽이 된다.
const details = require("web-push").generateRequestDetails(asked.subscription, asked.text, {
  vapidDetails: { subject: "mailto:teacher@example.com", publicKey: asked.publicKey, privateKey: asked.privateKey },
  TTL: 60, urgency: "high", topic: "news", contentEncoding: "aes128gcm",
});
answer.headers = details.headers;
answer.body = details.body.toString("base64url");

// http_ece가 받는 브라우저가 된다.
const browser = createECDH("prime256v1");
browser.setPrivateKey(Buffer.from(asked.browserKey, "base64url"));
answer.text = require("http_ece").decrypt(Buffer.from(asked.body, "base64url"), {
  version: "aes128gcm", privateKey: browser, authSecret: asked.auth,
}).toString("utf8");

console.log(JSON.stringify(answer));
