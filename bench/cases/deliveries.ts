import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  insertDestinationSecret,
  listDestinations,
  pauseDestination,
  putDestinations,
  retireDestinations,
} from "../../db/queries/deliveries/destinations.ts";
import { secretOwnerOf } from "../../src/deliveries/destinationSecrets.ts";
import { destination as destinationSchema } from "../../src/domain/delivery/settings.ts";
import { SecretBox } from "../../src/platform/secretBox.ts";
import type { Bench } from "../bench.ts";
import { bar, type Case } from "../case.ts";
import type { Child } from "../processes/children.ts";
import type { Told } from "../processes/destinationProcess.ts";
import { createBenchKey } from "../processes/server.ts";
import { openSql, withSql } from "../processes/sql.ts";
import { assertRight, type CpuFigures, cpuUsOf, rateOf, spend } from "../report/measure.ts";
import { type Spread, spreadOf } from "../report/statistics.ts";
import { number, tableOf } from "../report/table.ts";
import { settle } from "./seed.ts";

/** Messages that wait when a destination goes on, and how many of them are timed. */
const BACKLOGS = [10_000, 1_000_000] as const;
const TIMED = 10_000;
const CONNECTIONS = ["tributary-deliveries"];
/** Purchases a second of each comparison, and in one call. */
const LIVE = { perSecond: 1_000, batch: 20, callers: 8 };
const BESIDE_DEAD = { perSecond: 300, batch: 5, callers: 8 };
const BESIDE_FIVE = { perSecond: 250, batch: 1, callers: 32 };
const DESTINATIONS = 5;
/** Turns of each comparison: with and without by turns, so that both meet the same machine. */
const TURNS = 3;
/** Until servers know of a destination, milliseconds: they look each second. */
const KNOWN_MS = 2_500;
const LOOK_MS = 100;
const PATIENCE_MS = 300_000;

interface DeliveryLine {
  readonly what: string;
  readonly messages: number;
  readonly perSecond: number | null;
  /** From when it was recorded until it came. */
  readonly lagMs: Spread | null;
  /** Of the purchases beside it. */
  readonly purchaseMs: Spread | null;
  readonly cpuUs: CpuFigures | null;
}

interface Setting {
  readonly bench: Bench;
  readonly url: string;
  readonly box: SecretBox;
}

async function settingOf(bench: Bench, name: string): Promise<Setting> {
  const url = await bench.copy(name);
  return { bench, url, box: await SecretBox.open(join(bench.folderOf(url), "secrets-key")) };
}

const server = ({ bench, url }: Setting) =>
  bench.server(url, { DELIVER_ALLOW_NETWORKS: "127.0.0.0/8" });

/** Sets destinations up that are told of points, one for each process; those of before leave. */
async function tell({ url, box }: Setting, processes: readonly Child[]): Promise<void> {
  await withSql(url, async (sql) => {
    const settings = await Promise.all(
      processes.map(async (process, place) =>
        destinationSchema.parse({
          ...{ code: `d${place}`, name: "bench", owner: { team: "bench", contact: "bench" } },
          ...{ events: ["points.changed"], limits: { concurrency: 64 } },
          sends: { kind: "webhook", url: `http://127.0.0.1:${await process.call("port")}/` },
        }),
      ),
    );
    await sql.begin(async (tx) => {
      const gone = (await listDestinations(tx)).map(({ code }) => code);
      await retireDestinations(tx, gone);
      await putDestinations(
        tx,
        settings.map((one) => ({ code: one.code, settings: one })),
      );
      for (const { id, settings: own } of await listDestinations(tx)) {
        const secret = `whsec_${randomBytes(24).toString("base64")}`;
        const sealed = box.seal(secret, secretOwnerOf(id, own));
        await insertDestinationSecret(
          tx,
          { destinationId: id, createdBy: "bench", ...sealed },
          null,
        );
      }
    });
  });
  await delay(KNOWN_MS);
}

/** Until nothing waits for any destination that is set up. */
async function drained(url: string): Promise<void> {
  await until(url, "messages wait", 0);
}

async function until(url: string, what: string, wanted: number): Promise<void> {
  const sql = openSql(url, 1);
  try {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const [row] = await sql<{ waiting: number }[]>`
        select coalesce(sum(l.pending), 0)::int
               + (select w.safe_id > c.outbox_id from outbox_watermark w, delivery_cursor c)::int
                 as waiting
          from delivery_lane l join destination d on d.id = l.destination_id
         where d.retired_at is null and l.pending > 0`;
      if (row?.waiting === wanted) {
        return;
      }
      const isLate = performance.now() > deadline;
      assertRight("deliveries", isLate ? [`${row?.waiting} ${what}, not ${wanted}`] : []);
      await delay(LOOK_MS);
    }
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function toldOf(process: Child): Promise<Told> {
  const told = await process.call<Told>("told");
  assertRight(
    "deliveries",
    told.disordered === 0 ? [] : [`${told.disordered} came out of their order, or again`],
  );
  return told;
}

/** So many changes of as many customers as there are, in the stream as purchases leave them. */
async function fillStream(url: string, changes: number, customers: number): Promise<void> {
  await withSql(url, async (sql) => {
    await sql`
      insert into outbox (id, root_id, seq, kind, payload, announce, recorded_at)
      select nextval('outbox_id_seq'), c.id, c.seq + 1 + n / ${customers}::int, 'POINTS_CHANGED',
             jsonb_build_object('customerId', c.public_id, 'orders', '[]'::jsonb, 'accounts',
               '[{"wallet":"points","active":"10","pending":"0"}]'::jsonb),
             true, now()
        from generate_series(0, ${changes}::int - 1) as n
        join (select *, row_number() over (order by id) - 1 as place from customer) c
          on c.place = n % ${customers}::int
       order by n`;
    await sql`
      update customer c set seq = o.last
        from (select root_id, max(seq) as last from outbox group by root_id) o
       where o.root_id = c.id`;
    await settle(sql);
  });
}

/** How fast what waits is sent, and what each costs. */
async function measureBacklog(bench: Bench, waiting: number): Promise<DeliveryLine> {
  const setting = await settingOf(bench, `bench_backlog_${waiting}`);
  const { url } = setting;
  const receiver = bench.child("processes/destinationProcess.ts");
  await tell(setting, [receiver]);
  const pause = (by: string | null) =>
    withSql(url, (sql) =>
      sql.begin(async (tx) => {
        for (const { id } of await listDestinations(tx)) {
          await pauseDestination(tx, id, by);
        }
      }),
    );
  await pause("bench");
  await fillStream(url, waiting, bench.options.customers);
  const running = await server(setting);
  await until(url, "messages wait", waiting);
  const spent = await spend(bench.cluster.admin, running, CONNECTIONS, async () => {
    await pause(null);
    await receiver.call("until", TIMED);
    return await toldOf(receiver);
  });
  const { messages, elapsedMs } = spent.result;
  await running.stop();
  bench.tell(`deliveries, ${waiting} wait: ${rateOf(messages, elapsedMs) | 0}/s`);
  return {
    ...{ what: `${waiting} wait`, messages, perSecond: rateOf(messages, elapsedMs) },
    ...{ lagMs: null, purchaseMs: null, cpuUs: cpuUsOf([spent], messages) },
  };
}

type Rate = typeof LIVE;

/** Purchases at a rate, and what the first destination came to meanwhile. */
async function measureLive(bench: Bench): Promise<readonly DeliveryLine[]> {
  const setting = await settingOf(bench, "bench_deliveries");
  const { url } = setting;
  const { port } = await server(setting);
  const token = await createBenchKey(url, "ingest");
  const load = bench.load(url);
  const { seconds } = bench.options;
  const alive = Array.from({ length: DESTINATIONS }, () =>
    bench.child("processes/destinationProcess.ts"),
  );
  const [first] = alive as [Child];
  const dead = bench.child("processes/destinationProcess.ts");
  await dead.call("fallSilent");
  let turn = 0;
  const buy = async ({ perSecond, batch, callers }: Rate) => {
    turn += 1;
    const door = { kind: "graphql", port, token } as const;
    const plan = { door, batch, callers, perSecond, prefix: `t${turn}` };
    return await load.send(plan, "run", perSecond * seconds);
  };
  const turnOf = async (processes: readonly Child[], rate: Rate) => {
    await tell(setting, processes);
    const { latencyMs } = await buy(rate);
    const told = processes.length === 0 ? [] : [await waitFor(first)];
    return { latencyMs, told };
  };
  /** Dead destinations never drain: this waits for what the first one is told. */
  const waitFor = async (process: Child) => {
    await delay(KNOWN_MS);
    return await toldOf(process);
  };
  const line = (what: string, turns: readonly Awaited<ReturnType<typeof turnOf>>[]) => {
    const lags = turns.flatMap(({ told }) => told.flatMap((one) => one.lagMs));
    const made: DeliveryLine = {
      ...{ what, messages: lags.length, perSecond: null, lagMs: spreadOf(lags), cpuUs: null },
      purchaseMs: spreadOf(turns.flatMap(({ latencyMs }) => latencyMs)),
    };
    bench.tell(`deliveries, ${what}: first after ${made.lagMs?.p99 ?? "-"} ms p99`);
    return made;
  };
  const compare = async (
    rate: Rate,
    [one, other]: readonly [
      readonly [string, readonly Child[]],
      readonly [string, readonly Child[]],
    ],
  ) => {
    const turns: Awaited<ReturnType<typeof turnOf>>[][] = [[], []];
    for (let at = 0; at < TURNS; at += 1) {
      turns[0]?.push(await turnOf(one[1], rate));
      turns[1]?.push(await turnOf(other[1], rate));
    }
    return [line(one[0], turns[0] ?? []), line(other[0], turns[1] ?? [])];
  };
  await turnOf([first], LIVE);
  await drained(url);
  const live = line("1,000 purchases/s", [await turnOf([first], LIVE)]);
  await drained(url);
  const beside = await compare(BESIDE_FIVE, [
    ["250 purchases/s, no destination", []],
    ["250 purchases/s, five destinations", alive],
  ]);
  const dying = await compare(BESIDE_DEAD, [
    ["300 purchases/s, one destination", [first]],
    ["300 purchases/s, one beside a dead one", [first, dead]],
  ]);
  await load.check("deliveries, checked after timing");
  return [live, ...beside, ...dying];
}

async function measure(bench: Bench): Promise<readonly DeliveryLine[]> {
  const lines: DeliveryLine[] = [];
  for (const waiting of BACKLOGS) {
    await using part = bench.part();
    lines.push(await measureBacklog(part, waiting));
  }
  return [...lines, ...(await measureLive(bench))];
}

export const deliveriesCase: Case<DeliveryLine> = {
  name: "deliveries",
  title: "What other systems are told",
  note: `Webhooks, signed, to receivers on this machine in processes of their own, which check the order of each customer.
What waits: a destination goes on, and the first ${TIMED} are timed. Beside purchases: these arrive at a rate that does not
wait, one a call but for 1,000/s (20) and 300/s (5), and the lag is from when a change was recorded until it came.`,
  measure,
  tables: (lines) => [
    tableOf(lines, {
      what: (line) => line.what,
      messages: (line) => number(line.messages),
      "sent/s": (line) => line.perSecond,
      "came after ms p50 / p99": (line) => line.lagMs,
      "purchase ms p50 / p99": (line) => line.purchaseMs,
      "CPU us per message: server + PostgreSQL": (line) => line.cpuUs,
    }),
  ],
  bars: (lines) => {
    const of = (start: string) => lines.find(({ what }) => what.startsWith(start));
    const [few, many] = BACKLOGS.map((waiting) => of(`${waiting} wait`)?.perSecond);
    const ratio = (a?: number | null, b?: number | null) => (a && b ? a / b : null);
    const [alone, five] = [of("250 purchases/s, no"), of("250 purchases/s, five")];
    const [well, beside] = [of("300 purchases/s, one dest"), of("300 purchases/s, one beside")];
    return [
      bar("Deliveries to one receiver, at least", 1_500, "/s", few),
      bar("A delivery of a million that wait, of ten thousand", 1.3, "x slower", ratio(few, many)),
      bar("Commit to first attempt, p99 at 1,000/s", 1_000, "ms", of("1,000")?.lagMs?.p99),
      bar(
        "Purchases' p99 beside five destinations",
        1.1,
        "x slower",
        ratio(five?.purchaseMs?.p99, alone?.purchaseMs?.p99),
      ),
      bar(
        "First attempt's p99 beside a dead destination",
        1.1,
        "x slower",
        ratio(beside?.lagMs?.p99, well?.lagMs?.p99),
      ),
    ];
  },
};
