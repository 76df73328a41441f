// 옛 노트가 쓴 websocket 패키지로 만든 에코 서버.
const http = require("http");
const { server: WebSocketServer } = require("websocket");

const httpServer = http.createServer((request, response) => response.writeHead(404).end());
httpServer.listen(0, "127.0.0.1", () => console.error(`127.0.0.1:${httpServer.address().port}`));
new WebSocketServer({ httpServer, maxReceivedFrameSize: 1 << 20, maxReceivedMessageSize: 1 << 20, disableNagleAlgorithm: true })
  .on("request", (request) => {
    const connection = request.accept("example-echo", request.origin);
    connection.on("message", (message) => {
      if (message.type === "utf8") connection.sendUTF(message.utf8Data);
      else connection.sendBytes(message.binaryData);
    });
  });
