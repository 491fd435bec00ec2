import { fork } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { FilePoint } from "../../../src/deliveries/files/filesWorker.ts";
import type { Deliveries, DeliveriesDeps } from "../../../src/deliveries/openDeliveries.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { makeTestFolder } from "../../support/cluster.ts";
import type { FilesOrders } from "../../support/deliveries/childFiles.ts";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";
import { until } from "../../support/faults.ts";

const LEASE_MS = 400;

let bench: DeliveryBench;
let root: string;

beforeAll(async () => {
  bench = await startDeliveryBench();
});
beforeEach(() => {
  root = makeTestFolder("files-out");
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});
afterAll(async () => {
  await bench?.close();
});

interface Line {
  readonly position: number;
  readonly type: string;
  readonly data: {
    readonly id: string;
    readonly customerId: string;
    readonly sequence: number;
    readonly accounts?: readonly { readonly active: string; readonly pending: string }[];
  };
}

const setUp = (code: string, sends: object = {}) =>
  bench.destination(code, "", {
    ...{ events: ["points.changed", "tier.changed"], fields: { mail: "customer.email" } },
    sends: { kind: "files", folder: code, rows: 5, seconds: 1, ...sends },
  });

const open = (more: Partial<DeliveriesDeps> = {}): Promise<Deliveries> =>
  bench.open({ filesFolder: root, leaseMs: LEASE_MS, ...more });

/** What a reader sees: files that have a manifest, each of which is checked against it. */
function shown(code: string, format = "ndjson"): readonly Buffer[] {
  const folder = join(root, code);
  const names = readdirSync(folder).filter((name) => !name.startsWith("."));
  const manifests = names.filter((name) => name.endsWith(".manifest.json")).toSorted();
  let position = 0;
  return manifests.map((name, index) => {
    const manifest = JSON.parse(readFileSync(join(folder, name), "utf8"));
    const bytes = readFileSync(join(folder, manifest.file));
    expect(manifest).toMatchObject({
      ...{ version: 1, number: index + 1, format, firstPosition: position + 1 },
      ...{ file: `${String(index + 1).padStart(12, "0")}.${format}`, bytes: bytes.byteLength },
      ...{ sha256: createHash("sha256").update(bytes).digest("hex") },
      records: manifest.lastPosition - manifest.firstPosition + 1,
    });
    position = manifest.lastPosition;
    return bytes;
  });
}

const linesOf = (code: string): readonly Line[] =>
  shown(code).flatMap((bytes) =>
    bytes
      .toString("utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Line),
  );

/** Each record once, without a gap, each customer's in order; and as many as the database says. */
async function audit(code: string, id: number): Promise<readonly Line[]> {
  const lines = linesOf(code);
  expect(lines.map(({ position }) => position)).toEqual(lines.map((_, index) => index + 1));
  const own = Map.groupBy(lines, ({ data }) => data.customerId);
  for (const of of own.values()) {
    const numbers = of.map(({ data }) => data.sequence);
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
  }
  const ids = lines.map(({ data }) => data.id).toSorted();
  const ended = await bench.deliveriesOf(id);
  expect(ended.every(({ outcome, repeats }) => outcome === "DELIVERED" && repeats === 0)).toBe(
    true,
  );
  expect(ids).toEqual(ended.map(({ outboxId }) => `${code}-${outboxId}`).toSorted());
  const told = await bench.database.sql<{ id: string }[]>`
    select ${code} || '-' || o.id as id from outbox o
      cross join lateral (select from_id from destination_told t
                           where t.destination_id = ${id} order by from_id limit 1) t
     where o.id >= t.from_id and o.kind in ('POINTS_CHANGED', 'TIER_CHANGED') and o.announce`;
  expect(ids).toEqual(told.map((row) => row.id).toSorted());
  return lines;
}

const buyAll = async (code: string, buyers = 6) => {
  for (let buyer = 0; buyer < buyers; buyer += 1) {
    await bench.buyer(`${code}-${buyer}`, "300.00", "300.00", "10.00");
  }
  await bench.fanOut();
};

test("what happened is in numbered files, each record once, and their points are those of the ledger", async () => {
  const { id } = await setUp("whole");
  await buyAll("whole");
  const process = await open();
  await bench.drained(id);
  await until("all is shown", () => linesOf("whole").length === 24);
  const lines = await audit("whole", id);
  expect(Math.max(...shown("whole").map((bytes) => bytes.toString().split("\n").length - 1))).toBe(
    5,
  );
  // The last that each customer's records say, beside what its entries come to.
  const balances = new Map<string, number>();
  for (const { data } of lines) {
    const [account] = data.accounts ?? [];
    if (account !== undefined) {
      balances.set(data.customerId, Number(account.active) + Number(account.pending));
    }
  }
  const inFiles = [...balances.values()].reduce((sum, points) => sum + points, 0);
  const [ledger] = await bench.database.sql<{ points: number }[]>`
    select sum(case when k.leaf_id is not null then e.points else 0 end
               - case when d.leaf_id is not null then e.points else 0 end)::int as points
      from entry e
      join account k on k.id = e.credit_account_id
      join account d on d.id = e.debit_account_id
     where e.leaf_id in (select leaf_id from identifiers where value like 'whole-%')`;
  expect(balances.size).toBe(6);
  expect(inFiles).toBe(ledger?.points);
  await process.close();
});

test("a file waits until it is full, or its first record has waited for long enough", async () => {
  const { id } = await setUp("waits", { rows: 100, seconds: 86_400 });
  await bench.buyer("waits", "10.00");
  await bench.fanOut();
  const process = await open();
  mkdirSync(join(root, "waits"), { recursive: true });
  const beganMs = performance.now();
  await until("it was looked at", () => performance.now() - beganMs > 1_500);
  expect(shown("waits")).toEqual([]);
  await bench.destination("waits", "", {
    sends: { kind: "files", folder: "waits", rows: 100, seconds: 1 },
  });
  await process.refresh();
  await bench.drained(id);
  await until("it is shown", () => linesOf("waits").length === 1);
  await process.close();
});

test("Parquet says the same as NDJSON, as another library reads it", async () => {
  const { id } = await setUp("lines", { rows: 50_000 });
  const parquet = await setUp("columns", { rows: 50_000, format: "parquet" });
  await buyAll("columns");
  const process = await open();
  await bench.drained(id);
  await bench.drained(parquet.id);
  await until("both are shown", () => shown("columns", "parquet").length > 0);
  await until("both are shown", () => linesOf("lines").length === 24);
  const rows = [];
  for (const bytes of shown("columns", "parquet")) {
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    rows.push(...(await parquetReadObjects({ file: file as ArrayBuffer })));
  }
  const byId = (one: { readonly id: string }, other: { readonly id: string }) =>
    Number(one.id.split("-").at(-1)) - Number(other.id.split("-").at(-1));
  const said = rows
    .map((row) => ({ ...row, data: row["data"] as Line["data"], id: String(row["id"]) }))
    .toSorted(byId);
  const told = linesOf("lines")
    .map((line) => ({ ...line, id: line.data.id }))
    .toSorted(byId);
  expect(said.map(({ data: { id: _, ...data } }) => data)).toEqual(
    told.map(({ data: { id: _, ...data } }) => data),
  );
  expect(said[0]).toMatchObject({
    type: told[0]?.type,
    sequence: BigInt(told[0]?.data.sequence ?? 0),
  });
  expect(said[0]?.["timestamp" as never]).toBeInstanceOf(Date);
  const positions = rows.map((row) => Number(row["position"]));
  expect(positions).toEqual(positions.map((_, index) => index + 1));
  await process.close();
});

test.each<FilePoint>(["WRITTEN", "DECIDED", "SHOWN"])(
  "a process that stops when a file is %s leaves no gap and no record twice, and changes nothing when it wakes",
  async (point) => {
    const code = `stops-${point.toLowerCase()}`;
    const { id } = await setUp(code);
    await buyAll(code);
    const asleep = Promise.withResolvers<void>();
    let isReached = false;
    // It neither renews what it claimed, as one that is frozen does not.
    const frozen = await open({
      leaseMs: 200,
      reached: async (at) => {
        if (at === point) {
          isReached = true;
          await asleep.promise;
        }
      },
    });
    await until("it stops there", () => isReached);
    await bench.database.sql`
      update delivery_lane set due_at = now() - interval '1 second', token = token + 1
       where destination_id = ${id} and due_at > now()`;
    const other = await open();
    await bench.drained(id);
    await until("all is shown", () => linesOf(code).length === 24);
    await audit(code, id);
    asleep.resolve();
    await frozen.close();
    await other.close();
    const lines = await audit(code, id);
    expect(lines).toHaveLength(24);
    await until("nothing of ours is left", async () => {
      const last = await open();
      await last.close();
      return readdirSync(join(root, code)).every((name) => !name.startsWith("."));
    });
  },
);

test("two processes at once write each record once", async () => {
  const { id } = await setUp("both", { rows: 3 });
  const both = [await open(), await open()];
  await buyAll("both", 8);
  await bench.drained(id);
  await until("all is shown", () => linesOf("both").length === 32);
  await audit("both", id);
  await Promise.all(both.map((one) => one.close()));
});

const problemOf = async (id: number) => {
  const [row] = await bench.database.sql<{ problem: string | null }[]>`
    select problem from destination_state where destination_id = ${id}`;
  return row?.problem ?? "";
};

test("a folder that another destination fills, or that leads elsewhere, is not written to, and says so", async () => {
  const first = await setUp("taken", { folder: "shared", rows: 1 });
  await bench.buyer("taken-a", "10.00");
  await bench.fanOut();
  const process = await open();
  await bench.drained(first.id);
  const second = await setUp("second", { folder: "shared", rows: 1 });
  symlinkSync("/tmp", join(root, "elsewhere"));
  const third = await setUp("third", { folder: "elsewhere", rows: 1 });
  await bench.buyer("taken-b", "10.00");
  await bench.fanOut();
  await process.refresh();
  await until("both say so", async () => (await problemOf(second.id)) !== "");
  expect(await problemOf(second.id)).toContain("is there already");
  await until("both say so", async () => (await problemOf(third.id)) !== "");
  expect(await problemOf(third.id)).toContain("leads out of DELIVER_FILES_FOLDER");
  expect(await bench.deliveriesOf(third.id)).toEqual([]);
  await process.close();
});

test("a file that was decided and is gone is missed by name, and what follows waits for it", async () => {
  const { id } = await setUp("gone", { rows: 1 });
  await bench.buyer("gone", "10.00");
  await bench.fanOut();
  const asleep = Promise.withResolvers<void>();
  let isReached = false;
  const frozen = await open({
    reached: async (at) => {
      if (at === "DECIDED") {
        isReached = true;
        await asleep.promise;
      }
    },
  });
  await until("it is decided", () => isReached);
  rmSync(join(root, "gone"), { recursive: true });
  const other = await open();
  await until("it says so", async () => (await problemOf(id)) !== "");
  expect(await problemOf(id)).toContain(
    "000000000001.ndjson was written and is not in this folder",
  );
  asleep.resolve();
  await Promise.all([frozen.close(), other.close()]);
});

test("a folder that cannot be written is told of, and nothing is taken from who waits", async () => {
  const { id } = await setUp("locked", { rows: 1 });
  await bench.buyer("locked", "10.00");
  await bench.fanOut();
  const file = join(root, "a-file");
  writeFileSync(file, "");
  const process = await open({ filesFolder: file });
  await until("it says so", async () => (await problemOf(id)) !== "");
  expect(await problemOf(id)).toContain("ENOTDIR");
  expect(await bench.deliveriesOf(id)).toEqual([]);
  await process.close();
});

const KILLS: readonly Omit<FilesOrders, "url" | "root" | "leaseMs">[] = [
  ...(["WRITTEN", "DECIDED", "SHOWN"] as const).map((at) => ({ at, afterMs: 0 })),
  ...[1, 3, 7, 15].map((afterMs) => ({ at: "WRITTEN" as const, afterMs })),
];

test("killed at any point, and some time after it, no record is missing and none is there twice", async () => {
  const { id } = await setUp("killed", { rows: 2 });
  await buyAll("killed", 10);
  const child = new URL("../../support/deliveries/childFiles.ts", import.meta.url);
  for (const kill of KILLS) {
    const killed = fork(child, [], { stdio: "ignore" });
    const gone = once(killed, "exit");
    killed.send({ url: bench.database.url, root, leaseMs: LEASE_MS, ...kill });
    expect((await gone)[1]).toBe("SIGKILL");
  }
  const process = await open();
  await bench.drained(id);
  await until("all is shown", () => linesOf("killed").length === 40);
  await audit("killed", id);
  expect(shown("killed").length).toBeGreaterThan(KILLS.length);
  await process.close();
}, 120_000);

const MINE = "destination_id = (select id from destination where code = 'CODE')";
test.each([
  [
    "a file that is gone",
    `delete from delivery_file where number = 2 and ${MINE}`,
    'file 3 of destination ID","detail":"follows file 1',
  ],
  [
    "positions that come twice",
    `update delivery_file set first_position = 5 where number = 2 and ${MINE}`,
    "begins at position 5, and the one before it ended at 5",
  ],
  [
    "fewer records in files than were delivered",
    `delete from delivery_file where number = 5 and ${MINE}`,
    "hold 20 records, and 24 were delivered",
  ],
  [
    "more records in files than were delivered",
    `delete from delivery where seq = 2 and ${MINE}`,
    "hold 24 records, and 18 were delivered",
  ],
])("verify finds %s", async (_what, damage, says) => {
  const { sql } = bench.database;
  const code = `counted-${randomUUID().slice(0, 8)}`;
  const { id } = await setUp(code);
  await buyAll(code);
  const process = await open();
  await bench.drained(id);
  await until("all is shown", () => linesOf(code).length === 24);
  await process.close();
  const found = async () => {
    const { invariants } = await verifyDatabase(sql);
    return JSON.stringify(invariants.filter(({ status }) => status === "VIOLATED"));
  };
  expect(await found()).not.toContain(says.replace("ID", String(id)));
  expect((await sql.unsafe(damage.replace("CODE", code))).count).toBeGreaterThan(0);
  expect(await found()).toContain(says.replace("ID", String(id)));
  await sql`update delivery_file set decided_at = now() - interval '40 days' where destination_id = ${id}`;
});
