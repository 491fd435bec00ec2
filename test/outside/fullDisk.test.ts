import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { connect } from "../../db/connection/client.ts";
import { registerDemoRetailer } from "../../src/demo/loadDemo.ts";
import { makeTestFolder } from "../support/cluster.ts";
import { saleOf, sendLines } from "../support/outside/asking.ts";
import { createRetailDatabase, startPostgres15 } from "../support/outside/postgres15.ts";
import { isReady, startServerProcess } from "../support/outside/serverProcess.ts";
import { untilIt } from "../support/outside/wait.ts";
import { runCli } from "../support/runCli.ts";

const TEST_TIMEOUT_MS = 300_000;
/** Megabytes of the disk, and of them what something else has taken when the load begins. */
const DISK_MB = 220;
const FILLER_MB = 95;
const CALLERS = 3;
const CALL_EVENTS = 50;
/** Calls that must have been refused before there is room again. */
const REFUSED_MIN = 6;
const CALLS_MAX = 3_000;
const PAUSE_MS = 50;

const folder = makeTestFolder("full");
const disk = join(folder, "disk");
mkdirSync(disk);
const isMounted =
  spawnSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_MB}m,mode=755`, "tmpfs", disk]).status ===
  0;

afterAll(() => {
  if (isMounted) {
    spawnSync("umount", ["-l", disk]);
  }
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(!isMounted)(
  "on a full disk nothing that was acknowledged is lost, what is refused may come again, and with room it goes on (skipped where nothing can be mounted)",
  { timeout: TEST_TIMEOUT_MS },
  async () => {
    const conf = ["max_wal_size = 48MB", "min_wal_size = 32MB", "checkpoint_timeout = 30s"];
    const postgres = await startPostgres15({ dataDir: join(disk, "data"), conf });
    createRetailDatabase(postgres, "loyalty");
    const url = postgres.url("postgres", "loyalty");
    await runCli(url, ["migrate"]);
    const sql = connect(url, { max: 2 });
    await registerDemoRetailer(sql);
    const server = await startServerProcess({ dataDir: folder, env: { DATABASE_URL: url } });
    try {
      const filler = join(disk, "filler");
      writeFileSync(filler, Buffer.alloc(FILLER_MB * 1_048_576));
      const sales = new Map<string, ReturnType<typeof saleOf>>();
      const applied = new Set<string>();
      const said = new Map<string, number>();
      let refused = 0;
      const call = async (batch: readonly ReturnType<typeof saleOf>[]) => {
        const outcomes = await sendLines(server, batch).catch((error: Error) => [error.message]);
        for (const [at, { eventId }] of batch.entries()) {
          const outcome = outcomes[outcomes.length === batch.length ? at : 0] ?? "nothing";
          const word = /^\d{3} |[a-z]/.test(outcome) ? outcome.slice(0, 3) : outcome;
          said.set(word, (said.get(word) ?? 0) + 1);
          if (outcome === "APPLIED") {
            applied.add(eventId);
          }
        }
        return outcomes.every((outcome) => outcome === "APPLIED");
      };
      const work = async (caller: number) => {
        for (let at = 0; at < CALLS_MAX && refused < REFUSED_MIN; at += 1) {
          const batch = Array.from({ length: CALL_EVENTS }, (_, line) =>
            saleOf(
              `full-${caller}-${at}-${line}`,
              `full-${caller}-${(at * 7 + line) % 400}@example.com`,
            ),
          );
          for (const sale of batch) {
            sales.set(sale.eventId, sale);
          }
          if (!(await call(batch))) {
            refused += 1;
            await delay(PAUSE_MS);
          }
        }
      };
      await Promise.all(Array.from({ length: CALLERS }, (_, caller) => work(caller)));
      process.stdout.write(
        `full disk: ${applied.size} of ${sales.size} applied, answers ${JSON.stringify([...said])}, ` +
          `database ${postgres.hasEnded() ? "ended" : "runs"}\n`,
      );
      expect(refused).toBeGreaterThanOrEqual(REFUSED_MIN);

      rmSync(filler);
      if (postgres.hasEnded()) {
        // No room for its log: it ends by itself, and whoever watches it starts it.
        await postgres.restart();
      }
      await untilIt("the server is ready again", () => isReady(server.url));
      const left = [...sales.values()].filter(({ eventId }) => !applied.has(eventId));
      for (let from = 0; from < left.length; from += CALL_EVENTS) {
        const batch = left.slice(from, from + CALL_EVENTS);
        await untilIt("what was refused is answered", async () => {
          const isTaken = await call(batch);
          expect([...said.keys()], "an event was taken for the cause").not.toContain("HELD");
          return isTaken;
        });
      }
      const [row] = await sql<{ orders: number; held: number; points: number }[]>`
        select (select count(*)::int from orders) as orders,
          (select count(*)::int from events where outcome <> 'APPLIED') as held,
          (select sum(active + pending)::int from account where leaf_id is not null) as points`;
      expect(row).toEqual({ orders: sales.size, held: 0, points: 10 * sales.size });
      expect(await runCli(url, ["verify"])).toMatchObject({ exitCode: 0 });
    } finally {
      await server.stop();
      await sql.end({ timeout: 1 });
      await postgres.stop();
    }
  },
);
