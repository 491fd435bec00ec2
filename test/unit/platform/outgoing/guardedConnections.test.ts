import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAddressGuard } from "../../../../src/platform/outgoing/addressGuard.ts";
import { GuardedConnections } from "../../../../src/platform/outgoing/guardedConnections.ts";

let server: Server;
let port: number;
let asked = 0;

beforeAll(async () => {
  server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(204, { connection: "close" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server?.close();
});

/** Connections to a name that leads to these addresses, one after the other. */
function connectionsTo(own: readonly string[], ...answers: readonly (readonly string[])[]) {
  let at = 0;
  return new GuardedConnections({
    reachOf: createAddressGuard(own),
    setting: "DELIVER_ALLOW_NETWORKS",
    resolve: async () => {
      const addresses = answers[Math.min(at, answers.length - 1)] ?? [];
      at += 1;
      return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    },
  });
}

const ask = (connections: GuardedConnections) =>
  connections.send(
    { method: "POST", url: new URL(`http://crm.example:${port}/`), headers: {}, body: "{}" },
    2_000,
  );

test("a name that leads where the operator says is connected to", async () => {
  const connections = connectionsTo(["127.0.0.0/8"], ["127.0.0.1"]);
  expect(await ask(connections)).toMatchObject({ ok: true, status: 204 });
  connections.close();
});

test.each([
  ["to this machine", [["127.0.0.1"]]],
  ["to a private network", [["10.0.0.1"]]],
  ["to a public and a private address at once", [["93.184.216.34", "127.0.0.1"]]],
  ["nowhere", [[]]],
])("a name that leads %s is not connected to, and the setting is named", async (_what, answers) => {
  const before = asked;
  const connections = connectionsTo([], ...answers);
  expect(await ask(connections)).toEqual({
    ...{ ok: false, problem: expect.stringContaining("DELIVER_ALLOW_NETWORKS") },
  });
  expect(asked).toBe(before);
  connections.close();
});

test("a name that leads elsewhere at the next connection is checked again", async () => {
  const connections = connectionsTo(["127.0.0.1"], ["127.0.0.1"], ["127.0.0.2"]);
  expect(await ask(connections)).toMatchObject({ ok: true });
  expect(await ask(connections)).toEqual({
    ...{ ok: false, problem: expect.stringContaining("DELIVER_ALLOW_NETWORKS") },
  });
  connections.close();
});

test("a public address without TLS is not connected to", async () => {
  const connections = connectionsTo([], ["93.184.216.34"]);
  expect(await ask(connections)).toEqual({ ok: false, problem: "Its address must be https." });
  connections.close();
});
