// Socket.IO로 만든 방. 방법은 WebSocket만 쓴다.
const http = require("http");
const { Server } = require("socket.io");

const httpServer = http.createServer();
const io = new Server(httpServer, { transports: ["websocket"] });
io.on("connection", (socket) => {
  socket.on("join", (answer) => { socket.join("room"); answer(); });
  socket.on("message", (message, answer) => { io.to("room").emit("message", message); answer(); });
});
httpServer.listen(0, "127.0.0.1", () => console.error(`127.0.0.1:${httpServer.address().port}`));
