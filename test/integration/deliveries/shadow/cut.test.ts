import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  listDestinations,
  retireDestinations,
} from "../../../../db/queries/deliveries/destinations.ts";
import { claimLanes, settleLanes } from "../../../../db/queries/deliveries/lanes.ts";
import { readMode } from "../../../../db/queries/deliveries/modes.ts";
import { actOnDestination } from "../../../../src/deliveries/operate.ts";
import { LEAVE_MS, NotLive, SendLeave } from "../../../../src/deliveries/sendLeave.ts";
import { cutIn, cutOverDestination } from "../../../../src/deliveries/shadow/cutDestination.ts";
import { systemViewer } from "../../../../src/domain/access/viewer.ts";
import type { Mode } from "../../../../src/domain/delivery/shadow.ts";
import type { Instant } from "../../../../src/domain/time/instant.ts";
import { parseInstant } from "../../../../src/domain/time/parseInstant.ts";
import { makeTestFolder } from "../../../support/cluster.ts";
import {
  type DeliveryBench,
  startDeliveryBench,
} from "../../../support/deliveries/deliveryBench.ts";
import {
  type ScriptedReceiver,
  startScriptedReceiver,
} from "../../../support/deliveries/scriptedReceiver.ts";
import { askedOf, cutBy, outcomesAt } from "../../../support/deliveries/shadowBench.ts";
import { until } from "../../../support/faults.ts";

const LEASE_MS = 600;

let bench: DeliveryBench;
let receiver: ScriptedReceiver;

beforeAll(async () => {
  bench = await startDeliveryBench();
  receiver = await startScriptedReceiver();
});
afterAll(async () => {
  await bench?.close();
  await receiver?.close();
});

const shadow = (code: string, more: object = {}) =>
  bench.destination(code, receiver.url, { mode: "SHADOW", fields: { tier: "tier.code" }, ...more });

const cut = (code: string, mode: Mode) => cutBy(bench, code, mode);
const asked = (code: string) => askedOf(receiver, code);
const outcomesOf = (id: number) => outcomesAt(bench, id);

async function modeOf(code: string): Promise<string | undefined> {
  return (await listDestinations(bench.database.sql)).find((one) => one.code === code)?.mode;
}

test("what was settled in shadow is not sent after the cut, and what comes after is, in order", async () => {
  const { id } = await shadow("over");
  const process = await bench.open();
  await bench.buyer("over", "10.00", "11.00");
  await bench.fanOut();
  await bench.drained(id);
  const before = await outcomesOf(id);
  expect(before.every((one) => one.endsWith("SHADOWED"))).toBe(true);
  await cut("over", "LIVE");
  await process.refresh();
  await bench.buyer("over", "12.00", "13.00");
  await bench.fanOut();
  await bench.drained(id);
  const told = asked("over").map(({ sequence }) => sequence);
  const after = (await outcomesOf(id)).slice(before.length);
  expect(after).toEqual(told.map((sequence) => `${sequence} DELIVERED`));
  expect(told.length).toBeGreaterThanOrEqual(2);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  await cut("over", "SHADOW");
  await bench.buyer("over", "14.00");
  await bench.fanOut();
  await bench.drained(id);
  expect(asked("over")).toHaveLength(told.length);
  await process.close();
});

test("what happens while it is paused in shadow is not settled, and is sent after the cut", async () => {
  const { id } = await shadow("paused");
  const { sql } = bench.database;
  const process = await bench.open();
  await sql.begin((tx) => actOnDestination(tx, "paused", { act: "PAUSE" }, "test"));
  await bench.buyer("paused", "10.00");
  await bench.fanOut();
  await cut("paused", "LIVE");
  expect([await outcomesOf(id), asked("paused")]).toEqual([[], []]);
  await sql.begin((tx) => actOnDestination(tx, "paused", { act: "RESUME" }, "test"));
  await bench.drained(id);
  const told = asked("paused").map(({ sequence }) => `${sequence} DELIVERED`);
  expect(told.length).toBeGreaterThan(0);
  expect(await outcomesOf(id)).toEqual(told);
  await process.close();
});

test("a dead letter of before the cut back is ended by trying it again, without a request", async () => {
  const { id } = await shadow("dead");
  const { sql } = bench.database;
  const process = await bench.open();
  await cut("dead", "LIVE");
  receiver.script(() => ({ status: 404 }));
  await bench.buyer("dead", "10.00");
  await bench.fanOut();
  await until("it is dead", async () => (await outcomesOf(id)).some((one) => /DEAD/.test(one)));
  receiver.script(() => ({ status: 200 }));
  await cut("dead", "SHADOW");
  const before = asked("dead").length;
  await sql.begin((tx) => actOnDestination(tx, "dead", { act: "RETRY_ALL" }, "test"));
  await bench.drained(id);
  const outcomes = await outcomesOf(id);
  expect(outcomes.map((one) => one.split(" ")[1])).toEqual(outcomes.map(() => "SHADOWED"));
  expect(asked("dead")).toHaveLength(before);
  await process.close();
});

test("what was asked in shadow to be told again is not, once it is cut over; what was told stays on record as told", async () => {
  const { id } = await shadow("again");
  const process = await bench.open();
  await cut("again", "LIVE");
  await bench.buyer("again", "10.00");
  await bench.fanOut();
  await bench.drained(id);
  const told = asked("again").length;
  expect(told).toBeGreaterThan(0);
  await cut("again", "SHADOW");
  await bench.buyer("again", "11.00");
  await bench.fanOut();
  await bench.drained(id);
  await process.close();
  const { sql } = bench.database;
  const from = parseInstant("2000-01-01T00:00:00Z") as Instant;
  const to = parseInstant("2100-01-01T00:00:00Z") as Instant;
  const replay = { act: "REPLAY", from, to } as const;
  await sql.begin((tx) => actOnDestination(tx, "again", replay, "test"));
  await bench.fanOut();
  const before = await outcomesOf(id);
  await cut("again", "LIVE");
  const other = await bench.open();
  await bench.drained(id);
  expect(asked("again")).toHaveLength(told);
  expect(await outcomesOf(id)).toEqual(before);
  await cut("again", "SHADOW");
  await sql.begin((tx) => actOnDestination(tx, "again", replay, "test"));
  await bench.fanOut();
  await bench.drained(id);
  expect(await outcomesOf(id)).toEqual(before);
  expect(before.filter((one) => one.endsWith("DELIVERED"))).toHaveLength(told);
  await other.close();
});

test("who claimed in shadow before the cut settles nothing after it: it is sent, once", async () => {
  const { id } = await shadow("fenced");
  const root = await bench.buyer("fenced", "10.00");
  await bench.fanOut();
  const { sql } = bench.database;
  const [lane] = await claimLanes(sql, { destinationId: id, limit: 10, leaseMs: LEASE_MS });
  expect(lane?.shadowEpoch).toEqual(expect.any(Number));
  await cut("fenced", "LIVE");
  const late = {
    ...{
      destination_id: id,
      root_id: root,
      token: lane?.token ?? 0n,
      next_seq: 99n,
      next_id: null,
    },
    ...{ ended: 1, again_after: null, is_dead: false, wait_ms: 0, tries: 0, first_tried_at: null },
    ...{ last_status: null, last_answer: null, shadow_epoch: lane?.shadowEpoch ?? null },
  };
  expect(await settleLanes(sql, [late], [], [])).toEqual([]);
  const process = await bench.open({ leaseMs: LEASE_MS });
  await bench.drained(id);
  const told = asked("fenced").map(({ sequence }) => sequence);
  expect(await outcomesOf(id)).toEqual(told.map((sequence) => `${sequence} DELIVERED`));
  expect(new Set(told).size).toBe(told.length);
  await process.close();
});

test("a settlement in shadow that is being written is waited for by the cut", async () => {
  const { id } = await shadow("waited");
  const { sql } = bench.database;
  const held = Promise.withResolvers<void>();
  const has = Promise.withResolvers<void>();
  const settling = sql.begin(async (tx) => {
    const [row] = await tx<{ epoch: number }[]>`
      select epoch from destination_mode where destination_id = ${id} for share`;
    has.resolve();
    await held.promise;
    return row?.epoch;
  });
  await has.promise;
  let isCut = false;
  const cutting = cut("waited", "LIVE").then(() => {
    isCut = true;
  });
  await until("the cut waits", async () => {
    const [row] = await sql<{ waits: boolean }[]>`
      select exists (select from pg_stat_activity
                      where wait_event_type = 'Lock' and query like '%destination_mode%') as waits`;
    return row?.waits === true;
  });
  expect([isCut, await modeOf("waited")]).toEqual([false, "SHADOW"]);
  held.resolve();
  await Promise.all([settling, cutting]);
  expect(await modeOf("waited")).toBe("LIVE");
});

test("files begin with what comes after the cut, and end with what came before the cut back", async () => {
  const root = makeTestFolder("shadow-cut");
  const { id } = await bench.destination("filed", "", {
    ...{ mode: "SHADOW", sends: { kind: "files", folder: "filed", rows: 1, seconds: 1 } },
  });
  const process = await bench.open({ filesFolder: root, leaseMs: LEASE_MS });
  for (const [round, mode] of (["LIVE", "SHADOW", "LIVE"] as const).entries()) {
    await bench.buyer("filed", `${10 + round}.00`, `${20 + round}.00`);
    await bench.fanOut();
    await bench.drained(id);
    await cut("filed", mode);
    await process.refresh();
  }
  await bench.buyer("filed", "30.00");
  await bench.fanOut();
  await bench.drained(id);
  await process.close();
  const folder = join(root, "filed");
  const written = readdirSync(folder)
    .filter((name) => /^\d+\.ndjson$/.test(name))
    .toSorted()
    .flatMap((name) => readFileSync(join(folder, name), "utf8").trim().split("\n"))
    .map((line) => JSON.parse(line) as { position: number; data: { sequence: number } });
  const told = (await bench.deliveriesOf(id)).filter(({ outcome }) => outcome === "DELIVERED");
  expect(written.map(({ data }) => data.sequence)).toEqual(told.map(({ seq }) => Number(seq)));
  expect(written.map(({ position }) => position)).toEqual(written.map((_, index) => index + 1));
  const outcomes = (await bench.deliveriesOf(id)).map(({ outcome }) => outcome);
  expect(outcomes.filter((one, index) => one !== outcomes[index - 1])).toEqual([
    ...["SHADOWED", "DELIVERED", "SHADOWED", "DELIVERED"],
  ]);
  rmSync(root, { recursive: true, force: true });
});

test("one that was removed and is added again begins as it is said, by nobody's cut", async () => {
  const { id } = await shadow("back");
  await cut("back", "LIVE");
  const { sql } = bench.database;
  expect(await readMode(sql, id)).toMatchObject({ mode: "LIVE", reason: expect.any(String) });
  await sql.begin((tx) => retireDestinations(tx, ["back"]));
  await shadow("back");
  expect(await readMode(sql, id)).toMatchObject({ mode: "SHADOW", actor: null, reason: null });
});

test("two who cut at once are one cut, and the same key gives the first answer again", async () => {
  const { id } = await shadow("twice");
  const { sql } = bench.database;
  const catalog = { refresh: async () => undefined };
  const deps = { sql, catalog } as unknown as Parameters<typeof cutOverDestination>[0];
  const viewer = systemViewer("test");
  const request = {
    viewer,
    destination: "twice",
    mode: "LIVE",
    force: true,
    reason: "go",
  } as const;
  const key = randomUUID();
  const answers = await Promise.all([
    cutOverDestination(deps, { ...request, idempotencyKey: key }),
    cutOverDestination(deps, { ...request, idempotencyKey: key }),
    cutOverDestination(deps, { ...request, idempotencyKey: randomUUID() }),
  ]);
  const codes = answers.map(({ userErrors }) => userErrors[0]?.code ?? "DONE");
  // Whichever of the two keys came first.
  expect(codes[0]).toBe(codes[1]);
  expect(codes.toSorted()).toEqual(
    codes[0] === "DONE" ? ["DONE", "DONE", "NOTHING_CHANGED"] : ["DONE", codes[0], codes[0]],
  );
  const rows = await sql`
    select details from audit where action = 'destination.cut_over'
       and details ->> 'destination' = 'twice'`;
  expect(JSON.stringify(rows)).not.toContain('"go"');
  expect(await readMode(sql, id)).toMatchObject({ mode: "LIVE", reason: "go" });
  expect(rows).toEqual([{ details: expect.objectContaining({ verdict: "NO_GO", force: true }) }]);
});

test.each([
  [{ destination: "nobody" }, "DESTINATION_NOT_FOUND"],
  [{ reason: "  " }, "REASON_INVALID"],
  [{ mode: "SHADOW" }, "NOTHING_CHANGED"],
  [{ force: false }, "VERDICT_NO_GO"],
] as const)("a cut with %j is refused (%s), and nothing is changed", async (more, code) => {
  const name = `refused-${code.toLowerCase().replaceAll("_", "-")}`;
  await shadow(name);
  const { sql } = bench.database;
  const asked = { destination: name, mode: "LIVE", force: true, reason: "go", ...more } as const;
  const answer = await sql.begin((tx) => cutIn(tx, asked, "test"));
  expect(answer.userErrors).toMatchObject([{ code }]);
  expect(await modeOf(name)).toBe("SHADOW");
  const rows = await sql`select from audit where details ->> 'destination' = ${name}`;
  expect(rows).toHaveLength(0);
});

test("a leave to send is good for its time and no longer, and none is given in shadow", async () => {
  const { id } = await shadow("leave");
  const { sql } = bench.database;
  await cut("leave", "LIVE");
  const leave = new SendLeave(sql, id);
  await leave.take();
  await cut("leave", "SHADOW");
  // The cut waited for as long as a leave holds.
  await expect(leave.take()).rejects.toThrow(NotLive);
  expect(LEAVE_MS).toBeGreaterThan(0);
});
