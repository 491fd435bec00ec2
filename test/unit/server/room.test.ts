import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { keepRoom, type RoomOptions } from "../../../src/server/room.ts";

async function listening(options: RoomOptions): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== "/slow") {
      response.end("ok");
    }
  });
  keepRoom(server, options);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return server;
}

async function opened(server: Server): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

async function ask(socket: Socket, path = "/"): Promise<string> {
  socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`);
  if (path === "/slow") {
    return "";
  }
  const [answer] = await once(socket, "data");
  return String(answer);
}

test("idle connections make room for new ones, oldest first; one with a request under way stays", async () => {
  const server = await listening({ max: 4, perAddressMax: 100 });
  const busy = await opened(server);
  const asked = once(server, "request");
  await ask(busy, "/slow");
  await asked;
  const first = await opened(server);
  const isFirstClosed = once(first, "close");
  expect(await ask(first)).toMatch(/^HTTP\/1.1 200/);
  for (let at = 0; at < 20; at += 1) {
    expect(await ask(await opened(server))).toMatch(/^HTTP\/1.1 200/);
  }
  await isFirstClosed;
  expect(busy.destroyed).toBe(false);
});

test("one address holds no more than its share", async () => {
  const server = await listening({ max: 100, perAddressMax: 2 });
  const [first, second] = [await opened(server), await opened(server)];
  expect(await ask(first as Socket)).toMatch(/^HTTP\/1.1 200/);
  const third = connect((server.address() as AddressInfo).port, "127.0.0.1").on("error", () => {});
  await once(third, "close");
  second?.destroy();
  await once(second as Socket, "close");
  expect(await ask(first as Socket)).toMatch(/^HTTP\/1.1 200/);
});
