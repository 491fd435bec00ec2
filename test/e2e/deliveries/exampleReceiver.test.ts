import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { webhook } from "../../../src/deliveries/kinds/webhook.ts";
import type { Message } from "../../../src/deliveries/message.ts";

const EXAMPLE = join(import.meta.dirname, "../../../examples/receivers/webhook.ts");
const SECRET = `whsec_${randomBytes(24).toString("base64")}`;

let child: ChildProcess;
let url: string;
let file: string;

beforeAll(async () => {
  file = join(await mkdtemp(join(tmpdir(), "tributary-receiver-")), "receiver.db");
  child = spawn(process.execPath, [EXAMPLE], {
    env: { PATH: process.env["PATH"], WEBHOOK_SECRET: SECRET, PORT: "0", DATABASE: file },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout as NonNullable<typeof child.stdout>, "data")) as [Buffer];
  const { port } = JSON.parse(String(line).replace("listening at ", "")) as {
    readonly port: number;
  };
  url = `http://127.0.0.1:${port}/`;
});
afterAll(() => {
  child?.kill();
});

async function send(sequence: number, to: string, secret = SECRET): Promise<number> {
  const message: Message = {
    ...{ id: `crm-${sequence}`, type: "tier.changed", at: "2026-11-30T09:00:00.000000Z" },
    ...{ customerId: "c", sequence, knownBy: null, data: { to }, fields: {} },
    coupon: null,
  };
  const [request] = webhook.requestsOf(message, {
    sends: { kind: "webhook", url },
    secrets: [secret],
    nowSeconds: Math.floor(Date.now() / 1_000),
  });
  const { method, headers, body } = request as NonNullable<typeof request>;
  return (await fetch(url, { method, headers, body: String(body) })).status;
}

test("the example takes what we sign, once, keeps the last tier, and refuses what others sign", async () => {
  expect(await send(1, "SILVER")).toBe(204);
  expect(await send(2, "GOLD")).toBe(204);
  expect(await send(1, "SILVER")).toBe(204);
  expect(await send(3, "FORGED", `whsec_${randomBytes(24).toString("base64")}`)).toBe(401);
  using database = new DatabaseSync(file, { readOnly: true });
  expect(database.prepare("select code, sequence from tier").all()).toEqual([
    { code: "GOLD", sequence: 2 },
  ]);
  expect(database.prepare("select count(*) as count from seen").get()).toEqual({ count: 2 });
});
