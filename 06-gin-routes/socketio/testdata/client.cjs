// 진짜 socket.io-client로 들어와서 시키는 대로 하고, 일어난 일을 한 줄씩 JSON으로 적는다.
//   node client.cjs 주소 '["polling","websocket"]' 이름
"use strict";

const [address, transports, name] = process.argv.slice(2);
const { io } = require("socket.io-client");
const readline = require("node:readline");

const tell = (what, value) => console.log(JSON.stringify({ what, value }));
const socket = io(address, { transports: JSON.parse(transports), auth: { name }, reconnectionDelay: 50 });

socket.io.on("open", () => {
  const { engine } = socket.io;
  tell("open", engine.transport.name);
  engine.once("upgrade", (transport) => tell("upgrade", transport.name));
});
socket.on("connect", () => tell("connect", ""));
socket.on("connect_error", (error) => tell("connect_error", error.message));
socket.on("disconnect", (reason) => tell("disconnect", reason));
socket.on("news", ({ name, text }) => tell("news", `${name}: ${text}`));
socket.on("joined", ({ room, name }) => tell("joined", `${room}: ${name}`));

// 한 줄에 이벤트 하나: ["message", "글"]
readline.createInterface({ input: process.stdin })
  .on("line", (line) => socket.timeout(5000).emit(...JSON.parse(line), (error, answer) => tell("ack", error ? error.message : JSON.stringify(answer))))
  .on("close", () => process.exit());
