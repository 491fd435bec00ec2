import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { makeTestFolder } from "../support/cluster.ts";
import type { ScriptedReceiver } from "../support/deliveries/scriptedReceiver.ts";
import {
  type StoringReceiver,
  startStoringReceiver,
} from "../support/deliveries/storingReceiver.ts";
import { type Demo, START_TIMEOUT_MS, sellTo, startDemo } from "./console/support.ts";

/**
 * The runbook of destinations, walked: a fault is planted, found where the page says that it is
 * seen, and mended by the page's own lines. What it took is printed, and stands in the page.
 */

const WALK_TIMEOUT_MS = 300_000;
const RUNBOOK = join(import.meta.dirname, "../../docs/runbooks/destinations.md");
/** Until a fault is seen, and until it is over, at most. */
const WAIT_MS_MAX = 120_000;

let demo: Demo;
let folder: string;
let receiver: StoringReceiver;
const walked: { readonly walk: string; readonly seenS: number; readonly overS: number }[] = [];

beforeAll(async () => {
  folder = makeTestFolder("runbooks-files");
  demo = await startDemo("runbooks", { DELIVER_ALLOW_NETWORKS: "127.0.0.0/8" });
}, START_TIMEOUT_MS);
afterEach(async () => {
  const { said } = await type("destinations", "list", "--json");
  const { destinations } = JSON.parse(said) as { destinations: Listed[] };
  for (const { code } of destinations) {
    await type("destinations", "remove", code);
  }
  await receiver?.close();
});
afterAll(async () => {
  await demo?.stop();
  for (const { walk, seenS, overS } of walked) {
    console.log(`${walk}: seen after ${seenS} s, over ${overS} s after it was mended`);
  }
}, START_TIMEOUT_MS);

interface Listed {
  readonly code: string;
  readonly breaker: string;
  readonly problem: string | null;
  readonly pending: { readonly LIVE: number; readonly BULK: number };
  readonly oldestSeconds: number;
  readonly retryRate: number;
  readonly deadLetters: number;
  readonly wrong: number;
}

/** A command as somebody on call types it: what it prints, and whether it says that all is well. */
async function type(...words: readonly string[]): Promise<{ said: string; isWell: boolean }> {
  try {
    return { said: await demo.cli(...words), isWell: true };
  } catch (error) {
    return { said: String((error as { stdout?: string }).stdout), isWell: false };
  }
}

async function list(code: string): Promise<Listed & { readonly isWell: boolean }> {
  const { said, isWell } = await type("destinations", "list", "--json");
  const { destinations } = JSON.parse(said) as { destinations: Listed[] };
  return { ...(destinations.find((one) => one.code === code) as Listed), isWell };
}

/** As `expect.poll`, at the pace of somebody who types. */
async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  await expect.poll(isSo, { timeout: WAIT_MS_MAX, interval: 500, message: what }).toBe(true);
}

/** The only destination from now on, told of points and asked what it stores. */
async function add(code: string, more: object = {}): Promise<void> {
  const file = join(folder, `${code}.json`);
  const url = new URL("/base/", receiver.url).href;
  const entry = {
    ...{ code, name: code, owner: { team: "CRM", contact: "crm@example.com" } },
    ...{ events: ["points.changed"], fields: { mail: "customer.email", balance: "points.active" } },
    sends: { kind: "webhook", url, readUrl: `${url}customers/{customer.email}` },
    ...more,
  };
  writeFileSync(file, JSON.stringify(entry));
  expect((await type("destinations", "add", file)).isWell).toBe(true);
}

async function begin(code: string, more: object = {}): Promise<void> {
  receiver = await startStoringReceiver({ kind: "webhook" });
  await add(code, more);
  expect((await type("destinations", "secret", code, "--generate")).isWell).toBe(true);
  await until("it is told", async () => (await type("destinations", "test", code)).isWell);
}

async function incidentOf(code: string, destination: string): Promise<boolean> {
  const { said } = await type("incidents", "list", "--json");
  const { incidents } = JSON.parse(said) as {
    incidents: { code: string; subject: string; resolvedAt: string | null }[];
  };
  return incidents.some(
    (one) => one.code === code && one.subject === destination && one.resolvedAt === null,
  );
}

/** Waits until it is seen, has it mended, waits until it is over; takes both times. */
async function walk(
  name: string,
  steps: {
    readonly seen: () => Promise<boolean>;
    readonly mend: () => Promise<void>;
    readonly over: () => Promise<boolean>;
  },
): Promise<void> {
  expect(readFileSync(RUNBOOK, "utf8")).toContain(`## ${name}\n`);
  const plantedMs = performance.now();
  await until("the fault is seen", steps.seen);
  const seenMs = performance.now();
  await steps.mend();
  const mendedMs = performance.now();
  await until("it is over", steps.over);
  const seconds = (from: number, to: number) => Math.round((to - from) / 1_000);
  walked.push({
    ...{ walk: name, seenS: seconds(plantedMs, seenMs) },
    overS: seconds(mendedMs, performance.now()),
  });
}

const isDone = async (code: string, customers: readonly string[]) => {
  const { pending, isWell } = await list(code);
  return isWell && pending.LIVE === 0 && customers.every((one) => receiver.records.has(one));
};

test(
  "a destination that answers nobody is seen, tried at once when it works again, and told everything in order",
  async () => {
    await begin("down");
    receiver.breakWrites(() => "RESET");
    const customers = await sellTo(demo, 20);
    await walk("A destination answers nobody", {
      seen: async () => {
        const { breaker, isWell, problem } = await list("down");
        return (
          !isWell &&
          breaker === "OPEN" &&
          problem !== null &&
          (await incidentOf("DESTINATION_BROKEN", "down"))
        );
      },
      mend: async () => {
        receiver.breakWrites(null);
        await type("destinations", "pause", "down");
        await type("destinations", "resume", "down");
      },
      over: () => isDone("down", customers),
    });
    expectOrder(receiver);
  },
  WALK_TIMEOUT_MS,
);

test(
  "a limit of the destination's own is seen by its 429, and kept below from then on",
  async () => {
    await begin("limited");
    let windowMs = 0;
    let count = 0;
    let refused = 0;
    receiver.breakWrites(() => {
      const nowMs = Math.floor(performance.now() / 1_000);
      count = nowMs === windowMs ? count + 1 : 1;
      windowMs = nowMs;
      refused += count > 4 ? 1 : 0;
      return count > 4 ? { status: 429, headers: { "retry-after": "5" }, body: "too many" } : null;
    });
    const customers = await sellTo(demo, 60);
    await walk("A destination sets a limit", {
      seen: async () => {
        const { said } = await type("destinations", "list");
        // It is there: nobody is called because it "answers nobody".
        expect(said).not.toContain("answers nobody");
        return said.includes("429: too many") && /\d+ % of its tries/.test(said);
      },
      mend: () => add("limited", { limits: { perSecond: 2 } }),
      over: () => isDone("limited", customers),
    });
    const before = refused;
    const more = await sellTo(demo, 6);
    await until("they are told", () => isDone("limited", more));
    expect(refused).toBe(before);
    expectOrder(receiver);
  },
  WALK_TIMEOUT_MS,
);

test(
  "a backlog is seen by the age of what waits longest, and drains once its own limit is raised",
  async () => {
    await begin("slow", { sloSeconds: 5, limits: { perSecond: 1 } });
    const customers = await sellTo(demo, 60);
    await walk("A destination falls behind", {
      seen: async () => {
        const { oldestSeconds, pending } = await list("slow");
        return (
          oldestSeconds > 5 && pending.LIVE > 0 && (await incidentOf("DESTINATION_LATE", "slow"))
        );
      },
      mend: () => add("slow", { sloSeconds: 5, limits: { perSecond: 100 } }),
      over: () => isDone("slow", customers),
    });
  },
  WALK_TIMEOUT_MS,
);

test(
  "dead letters are seen with their answer; one is tried again once it is mended there, one is left out",
  async () => {
    await begin("refuses");
    receiver.breakWrites(() => ({ status: 422, body: "no such contact" }));
    const customers = await sellTo(demo, 2);
    await walk("Dead letters", {
      seen: async () => {
        const { said } = await type("destinations", "dead-letters", "refuses");
        return (
          (said.match(/422 no such contact/g) ?? []).length === 2 && !(await list("refuses")).isWell
        );
      },
      mend: async () => {
        receiver.breakWrites(null);
        const { said } = await type("destinations", "dead-letters", "refuses", "--json");
        const { deadLetters } = JSON.parse(said) as { deadLetters: { message: string }[] };
        const [skipped] = deadLetters;
        expect((await type("destinations", "skip", "refuses", skipped?.message ?? "")).isWell).toBe(
          true,
        );
        expect((await type("destinations", "retry", "refuses")).isWell).toBe(true);
      },
      over: async () => {
        const { said } = await type("destinations", "dead-letters", "refuses");
        const told = customers.filter((one) => receiver.records.has(one));
        return said.includes("has refused nothing") && told.length === 1;
      },
    });
  },
  WALK_TIMEOUT_MS,
);

test(
  "a wrong value is seen field by field, and right again once it is told anew",
  async () => {
    await begin("wrong", { readBack: { settleSeconds: 1 } });
    const [customer = ""] = await sellTo(demo, 1);
    await until("it is told", () => isDone("wrong", [customer]));
    receiver.records.set(customer, { mail: customer, balance: 4_711 });
    await walk("Wrong values", {
      seen: async () => {
        const { said, isWell } = await type("destinations", "check", "wrong");
        return !isWell && said.includes("balance") && said.includes("4711");
      },
      mend: () => add("wrong", { readBack: { settleSeconds: 1, repair: true } }),
      over: async () => {
        await type("destinations", "check", "wrong");
        return (
          (await list("wrong")).wrong === 0 && receiver.records.get(customer)?.["balance"] !== 4_711
        );
      },
    });
  },
  WALK_TIMEOUT_MS,
);

function expectOrder({ taken }: ScriptedReceiver): void {
  const told = taken.filter(({ method }) => method === "POST").map(({ message }) => message.data);
  for (const own of Map.groupBy(told, ({ customerId }) => customerId).values()) {
    const numbers = own.map(({ sequence }) => sequence);
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
  }
}
