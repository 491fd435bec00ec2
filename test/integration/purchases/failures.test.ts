import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Stage } from "../../../src/purchases/batch.ts";
import { type BodyEncoding, decodeBody } from "../../../src/purchases/receive/intakeBody.ts";
import { QUEUE_EVENTS_MAX } from "../../../src/purchases/receive/queue.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import {
  breakOrdersNumbered,
  type CountingProxy,
  countingProxy,
  pause,
  pauseOnCustomers,
  startPatientReceiver,
  terminateBackends,
  until,
  untilBlocked,
} from "../../support/faults.ts";
import { breaches } from "../../support/lives/canonical.ts";
import { setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";
import { bringBack, email, outcomesOf, sale } from "./events.ts";

/**
 * The failure policy (contract 6.2): what a batch does when the database refuses, waits or goes
 * away.
 */

let database: TestDatabase;
let gateway: TestReceiver;
const kinds: string[] = [];

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  gateway = await startReceiver(database.url, {
    observer: { failure: ({ kind }) => kinds.push(kind) },
  });
});

afterAll(async () => {
  await gateway?.close();
  await database?.drop();
});

afterEach(async () => {
  kinds.length = 0;
  expect(await breaches(database.sql)).toEqual([]);
});

async function eventOf(eventId: string) {
  const [row] = await database.sql`select * from events where event_id = ${eventId}`;
  return row;
}

async function customerIdOf(holder: string): Promise<bigint> {
  const [row] = await database.sql<{ leaf_id: bigint }[]>`
    select leaf_id from identifiers where value = ${email(holder).value}`;
  return row?.leaf_id as bigint;
}

/** One row, one order, one entry: the effect of a sale, once. */
async function effectsOf(number: string) {
  const [row] = await database.sql`
    select count(distinct e.id)::int as events, count(distinct o.id)::int as orders,
      count(distinct n.id)::int as entries
    from events e left join orders o on o.opened_by_event_id = e.id left join entry n on n.order_id = o.id
    where e.event_id = ${`sale-${number}`}`;
  return row;
}
const ONCE = { events: 1, orders: 1, entries: 1 };

/** The raw bodies of intakes, as they came. */
async function bodiesOf(where = database.sql``): Promise<string[]> {
  const rows = await database.sql<{ bytes: Buffer; encoding: BodyEncoding }[]>`
    select body as bytes, body_encoding as encoding from intakes ${where}`;
  return rows.map((row) => Buffer.from(decodeBody(row)).toString("utf8"));
}

describe("an event that the database cannot take", () => {
  test("is held for an operator with all that is known of it, its neighbours are applied, and it runs when that is mended", async () => {
    const heal = await breakOrdersNumbered(database.sql, "BAD");
    const events = Array.from({ length: 60 }, (_, index) =>
      sale(index === 41 ? "BAD" : `F${index}`, `f-${index % 20}`, "3.00"),
    );
    const outcomes = await outcomesOf(gateway, events);
    expect(outcomes.filter((outcome) => outcome === "APPLIED")).toHaveLength(59);
    expect(outcomes[41]).toBe("HELD INTERNAL");
    const held = await eventOf("sale-BAD");
    expect(held).toMatchObject({ reason: "INTERNAL", wait_key: "operator", order_id: null });
    expect(held?.["fact"]).toMatchObject({ k: "SOLD", r: [{ k: "order", v: "BAD" }] });
    const [body] = await bodiesOf(database.sql`where id = ${held?.["intake_id"]}`);
    expect(body).toContain("sale-BAD");
    expect(await outcomesOf(gateway, [events[41]])).toEqual(["HELD INTERNAL again"]);

    await heal();
    await gateway.receiver.runHeld([held?.["id"]], { atOnce: false });
    expect(await eventOf("sale-BAD")).toMatchObject({ outcome: "APPLIED", reason: null });
    expect(await effectsOf("BAD")).toEqual(ONCE);
  });

  test("and had been rejected before it came corrected, is held too: the answer is what is on record", async () => {
    const spoilt = sale("BAD2", "cora", "x");
    expect(await outcomesOf(gateway, [spoilt])).toEqual(["REJECTED NUMBER_MALFORMED"]);
    const heal = await breakOrdersNumbered(database.sql, "BAD2");
    expect(await outcomesOf(gateway, [sale("BAD2", "cora", "3.00")])).toEqual(["HELD INTERNAL"]);
    expect(await eventOf("sale-BAD2")).toMatchObject({ outcome: "HELD", reason: "INTERNAL" });
    await heal();
  });

  test("and cannot be kept either is given back; its neighbours in the batch are not", async () => {
    await database.sql.unsafe(`
      create function refuse_event() returns trigger language plpgsql as $$
      begin
        if new.event_id = 'sale-LOST' then raise exception 'not this one'; end if;
        return new;
      end $$;
      create trigger refuse_event before insert on events for each row execute function refuse_event()`);
    const [lost, ...kept] = await Promise.allSettled([
      gateway.send([sale("LOST", "lou", "1.00")]),
      gateway.send([sale("KEPT1", "lou", "1.00"), sale("KEPT2", "liz", "1.00")]),
      gateway.send([sale("KEPT3", "kim", "1.00")]),
    ]);
    await database.sql.unsafe("drop trigger refuse_event on events");
    expect(lost).toMatchObject({ status: "rejected", reason: { code: "UNAVAILABLE" } });
    expect(kept.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    expect(await eventOf("sale-LOST")).toBeUndefined();
    expect(await outcomesOf(gateway, [sale("LOST", "lou", "1.00")])).toEqual(["APPLIED"]);
  });
});

describe("a customer whom somebody else holds", () => {
  test("is passed over, the others go through, and is served when free", async () => {
    await outcomesOf(gateway, [sale("L0", "lena", "1.00")]);
    const holder = await pauseOnCustomers(database.url, [await customerIdOf("lena")]);
    const waiting = gateway.send([sale("L1", "lena", "1.00")]);
    expect(await outcomesOf(gateway, [sale("L2", "leo", "1.00")])).toEqual(["APPLIED"]);
    await untilBlocked(database.sql);
    await holder.rollback();
    expect(await waiting).toMatchObject([{ outcome: "APPLIED", duplicate: false }]);
    expect(await effectsOf("L1")).toEqual(ONCE);
  });

  test("for ever: the sender is told to come back and nothing of the event is written", async () => {
    const holder = await pauseOnCustomers(database.url, [await customerIdOf("lena")]);
    await expect(
      gateway.send([sale("L3", "lena", "1.00", { customer: [email("lena"), email("new-lena")] })]),
    ).rejects.toMatchObject({ code: "UNAVAILABLE", details: { retryAfterSeconds: 1 } });
    expect(kinds).toContain("RETRY");
    await holder.rollback();
    expect(await eventOf("sale-L3")).toBeUndefined();
    const [row] = await database.sql`
      select (select count(*)::int from order_reference where value = 'L3') as numbers,
        (select count(*)::int from identifiers where value = 'new-lena@example.com') as identifiers`;
    expect(row).toEqual({ numbers: 0, identifiers: 0 });
    expect(await outcomesOf(gateway, [sale("L3", "lena", "1.00")])).toEqual(["APPLIED"]);
  });
});

test("a deadlock with somebody else is tried again and has one effect", async () => {
  await outcomesOf(gateway, [sale("D0", "dora", "1.00")]);
  const dora = await customerIdOf("dora");
  // The batch takes its number and then waits for the customer; we hold the customer and want the
  // number.
  const patient = await startPatientReceiver(database.url, {
    observer: {
      failure: ({ kind, error }) => kinds.push(`${kind} ${(error as { code: string }).code}`),
    },
  });
  let proceed = (): void => {};
  const isTime = new Promise<void>((resolve) => {
    proceed = resolve;
  });
  await database.sql`alter system set deadlock_timeout = '50ms'`;
  await database.sql`select pg_reload_conf()`;
  const ours = database.sql.begin(async (tx) => {
    await tx`select 1 from customer where id = ${dora} for update`;
    await isTime;
    await tx`insert into order_reference (value, kind, source, scope) values ('D1', 'order', 'shop', '')`;
    throw new Error("ours went through");
  });
  const ourEnd = ours.catch((error: Error) => error.message);
  const sent = patient.send([sale("D1", "dora", "1.00")]);
  await untilBlocked(database.sql);
  proceed();
  expect(await sent).toMatchObject([{ outcome: "APPLIED", duplicate: false }]);
  expect([kinds.includes("RETRY 40P01"), String(await ourEnd).includes("deadlock")]).toContain(
    true,
  );
  expect(await effectsOf("D1")).toEqual(ONCE);
  await database.sql`alter system reset deadlock_timeout`;
  await database.sql`select pg_reload_conf()`;
  await patient.close();
});

describe("a connection that is lost", () => {
  let proxy: CountingProxy;
  let remote: TestReceiver;
  let onStage: (stage: Stage) => void = () => {};

  beforeAll(async () => {
    proxy = await countingProxy(database.url);
    remote = await startReceiver(proxy.url, {
      writers: 1,
      observer: { stage: (stage) => onStage(stage), failure: ({ kind }) => kinds.push(kind) },
    });
  });

  afterAll(async () => {
    await remote?.close();
    await proxy?.close();
  });

  const STAGES: Stage[] = ["planned", "taken", "locked", "decided", "written"];
  test.each(STAGES)(
    "once the batch is %s leaves nothing behind, and the batch runs again with one effect",
    async (at) => {
      await remote.send([sale(`K-${at}-0`, `k-${at}`, "1.00")]);
      let cuts = 0;
      onStage = (stage) => {
        if (stage === at && cuts === 0) {
          cuts += 1;
          proxy.cut();
        }
      };
      const events = Array.from({ length: 20 }, (_, index) =>
        sale(`K-${at}-${index + 1}`, `k-${at}`, "1.00"),
      );
      const results = await remote.send(events);
      expect(results.map(({ outcome }) => outcome)).toEqual(events.map(() => "APPLIED"));
      expect([cuts, kinds]).toEqual([1, expect.arrayContaining(["CONNECTION"])]);
      for (const index of [1, 20]) {
        expect(await effectsOf(`K-${at}-${index}`)).toEqual(ONCE);
      }
    },
  );

  test("before COMMIT is answered is not believed either way: the stored outcome is the answer", async () => {
    for (let round = 0; round < 5; round += 1) {
      let isLost = false;
      onStage = (stage) => {
        if (stage === "written" && !isLost) {
          isLost = true;
          proxy.loseNextAnswer();
        }
      };
      expect(await remote.send([sale(`U${round}`, "ute", "1.00")])).toMatchObject([
        { outcome: "APPLIED" },
      ]);
      expect(await effectsOf(`U${round}`)).toEqual(ONCE);
      onStage = () => {};
      // Whatever became of the first attempt: one intake, not two.
      const bodies = await bodiesOf();
      expect(bodies.filter((body) => body.includes(`"sale-U${round}"`))).toHaveLength(1);
    }
  });

  test("before COMMIT is answered, what it released has run when the sender is answered", async () => {
    for (let round = 0; round < 5; round += 1) {
      const number = `V${round}`;
      await gateway.send([bringBack(number)]);
      let isLost = false;
      onStage = (stage) => {
        if (stage === "written" && !isLost) {
          isLost = true;
          proxy.loseNextAnswer();
        }
      };
      expect(await remote.send([sale(number, "vic", "1.00")])).toMatchObject([
        { outcome: "APPLIED" },
      ]);
      expect(await eventOf(`return-${number}`)).toMatchObject({ outcome: "APPLIED" });
      onStage = () => {};
    }
  });

  test("between two batches is replaced, and the process lives", async () => {
    onStage = () => {};
    await remote.send([sale("I1", "ida", "1.00")]);
    for (let round = 0; round < 3; round += 1) {
      const ended = await terminateBackends(database.sql, "tributary-write-test");
      expect(ended).toBeGreaterThan(0);
      await until("the server has ended them", async () => {
        const rows = await database.sql`
          select 1 from pg_stat_activity
          where datname = current_database() and application_name = 'tributary-write-test'`;
        return rows.length === 0;
      });
      expect(await remote.send([sale(`I-${round}`, "ida", "1.00")])).toMatchObject([
        { outcome: "APPLIED" },
      ]);
    }
  });

  test("by the server while a statement waits is tried again", async () => {
    const [source] = await database.sql`select id from source where code = 'shop'`;
    const holder = await pause(
      database.url,
      (tx) => tx`
        insert into events (id, source_id, event_id, outcome, mode, intake_on, intake_id, intake_position,
          recorded_at, body_hash, hash_version)
        values (1, ${source?.["id"]}, 'sale-Q1', 'REJECTED', 'LIVE', current_date, 1, 0, now(), '', 1)`,
    );
    const sent = remote.send([sale("Q1", "quin", "1.00")]);
    await untilBlocked(database.sql);
    await terminateBackends(database.sql, "tributary-write-test");
    await holder.rollback();
    expect(await sent).toMatchObject([{ outcome: "APPLIED", duplicate: false }]);
    expect(await effectsOf("Q1")).toEqual(ONCE);
  });
});

describe("more than can be taken", () => {
  test("in one call is refused before anything of it is looked at", async () => {
    const events = Array.from({ length: 501 }, (_, index) => sale(`M${index}`, "moe", "1.00"));
    await expect(gateway.send(events)).rejects.toMatchObject({ code: "TOO_MANY_EVENTS" });
    expect(await eventOf("sale-M0")).toBeUndefined();
  });

  test("in all is refused whole with the time to come back, what waits is applied, and closing waits for it", async () => {
    await outcomesOf(gateway, [sale("O", "olga", "1.00")]);
    const busy = await startPatientReceiver(database.url);
    const [source] = await database.sql`select id from source where code = 'shop'`;
    const holder = await pause(
      database.url,
      (tx) => tx`
        insert into events (id, source_id, event_id, outcome, mode, intake_on, intake_id, intake_position,
          recorded_at, body_hash, hash_version)
        values (1, ${source?.["id"]}, 'sale-O0', 'REJECTED', 'LIVE', current_date, 1, 0, now(), '', 1)`,
    );
    const first = busy.send([sale("O0", "olga", "1.00")]);
    await untilBlocked(database.sql);
    const calls = Array.from({ length: QUEUE_EVENTS_MAX / 500 }, (_, call) =>
      busy.send(
        Array.from({ length: 500 }, (_, index) => sale(`P${call}-${index}`, "olga", "1.00")),
      ),
    );
    await until("the queue is full", () => busy.receiver.queueLength === QUEUE_EVENTS_MAX);
    await expect(busy.send([sale("O99", "olga", "1.00")])).rejects.toMatchObject({
      code: "OVERLOADED",
      details: { retryAfterSeconds: 1 },
    });
    let isClosed = false;
    const closing = busy.close().then(() => {
      isClosed = true;
    });
    await expect(busy.send([sale("O98", "olga", "1.00")])).rejects.toMatchObject({
      code: "UNAVAILABLE",
    });
    expect(isClosed).toBe(false);
    await holder.rollback();
    const results = await Promise.all([first, ...calls]);
    await closing;
    expect(new Set(results.flat().map(({ outcome }) => outcome))).toEqual(new Set(["APPLIED"]));
    expect(await eventOf("sale-O99")).toBeUndefined();
    expect(await eventOf("sale-O98")).toBeUndefined();
  });
});
