import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import {
  type Paused,
  pause,
  startPatientReceiver,
  until,
  untilBlocked,
} from "../../support/faults.ts";
import { breaches } from "../../support/lives/canonical.ts";
import { setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";
import { rng, testSeed } from "../../support/seed.ts";
import { bringBack, email, link, looseReturn, order, type RawEvent, sale } from "./events.ts";

/**
 * One process holds an event, another at the same moment takes in what it waits for (contract 5.6).
 * Whichever comes first at whichever lock: in the end nothing is held whose wait is over, and what
 * a sender released has run before that sender is answered.
 */

let database: TestDatabase;
let holder: TestReceiver;
let releaser: TestReceiver;
let runs = 0;
const random = rng(testSeed());

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  holder = await startPatientReceiver(database.url, { writers: 1 });
  releaser = await startPatientReceiver(database.url, { writers: 1 });
});

afterAll(async () => {
  await holder?.close();
  await releaser?.close();
  await database?.drop();
});

afterEach(async () => {
  expect(await breaches(database.sql)).toEqual([]);
});

interface Pair {
  readonly waits: RawEvent;
  readonly releases: RawEvent;
  /** What must be there before. */
  readonly before: readonly RawEvent[];
  /** Makes both stand in front of the key that they share. */
  readonly key: () => Promise<Paused>;
}

const onNumber = (number: string, isNew: boolean) => () =>
  pause(database.url, (tx) =>
    isNew
      ? tx`insert into order_reference (value, kind, source, scope) values (${number}, 'order', 'shop', '')`
      : tx`select 1 from order_reference where value = ${number} for update`,
  );

const onIdentifier = (value: string, isNew: boolean) => () =>
  pause(database.url, (tx) =>
    isNew
      ? tx`insert into identifiers (id, kind, value) values (-1, 'email', ${value})`
      : tx`select 1 from identifiers where value = ${value} for update`,
  );

const onCustomer = (value: string) => () =>
  pause(
    database.url,
    (tx) => tx`
      select 1 from customer where id = (select leaf_id from identifiers where value = ${value}) for update`,
  );

const atErp = (number: string, who: string): RawEvent =>
  sale(number, who, "5.00", { source: "erp", references: [order(number, "erp")] });
const otherArticle = (number: string, who: string): RawEvent =>
  sale(number, who, "1.00", { lines: [{ id: "1", article: "Z", quantity: "1", gross: "1.00" }] });

const PAIRS: Record<string, (id: string) => Pair> = {
  "an order's number nobody ever named": (id) => ({
    before: [],
    waits: bringBack(id),
    releases: sale(id, id, "5.00"),
    key: onNumber(id, true),
  }),
  "an order's number that an event waits for already": (id) => ({
    before: [bringBack(id, { eventId: `before-${id}`, return: { id: "R0", lines: [] } })],
    waits: bringBack(id),
    releases: sale(id, id, "5.00"),
    key: onNumber(id, false),
  }),
  "an identifier nobody ever presented": (id) => ({
    before: [],
    waits: atErp(`e${id}`, id),
    releases: sale(id, id, "5.00"),
    key: onIdentifier(email(id).value, true),
  }),
  "an identifier that an event waits for already": (id) => ({
    before: [atErp(`f${id}`, id)],
    waits: atErp(`e${id}`, id),
    releases: sale(id, id, "5.00"),
    key: onIdentifier(email(id).value, false),
  }),
};

async function outcomeOf(event: RawEvent): Promise<string | undefined> {
  const [row] = await database.sql<{ outcome: string }[]>`
    select outcome from events where event_id = ${String(event["eventId"])}`;
  return row?.outcome;
}

async function prepare(make: (id: string) => Pair): Promise<Pair> {
  runs += 1;
  const pair = make(`p${runs}`);
  if (pair.before.length > 0) {
    await holder.send(pair.before);
  }
  return pair;
}

describe.each(Object.keys(PAIRS))("at %s", (what) => {
  const make = PAIRS[what] as (id: string) => Pair;

  test.each(["holder", "releaser"])(
    "with the %s first, the event is applied when the releaser is answered",
    async (first) => {
      const pair = await prepare(make);
      const gate = await pair.key();
      const send = {
        holder: () => holder.send([pair.waits]),
        releaser: () => releaser.send([pair.releases]),
      };
      const order =
        first === "holder" ? (["holder", "releaser"] as const) : (["releaser", "holder"] as const);
      const one = send[order[0]]();
      await untilBlocked(database.sql, 1);
      const two = send[order[1]]();
      await untilBlocked(database.sql, 2);
      await gate.rollback();
      const [results] = await Promise.all([order[0] === "releaser" ? one : two]);
      expect(results).toMatchObject([{ outcome: "APPLIED" }]);
      await Promise.all([one, two]);
      expect(await outcomeOf(pair.waits)).toBe("APPLIED");
    },
  );

  test("with the holder planning before and taking after the releaser, the event is applied", async () => {
    const pair = await prepare(make);
    // Its own key is taken by a transaction that will give it up: planned, not yet taken.
    const gate = await pause(database.url, (tx) => takeOf(tx, pair.waits));
    const held = holder.send([pair.waits]);
    await untilBlocked(database.sql);
    expect(await releaser.send([pair.releases])).toMatchObject([{ outcome: "APPLIED" }]);
    await gate.rollback();
    await held;
    expect(await outcomeOf(pair.waits)).toBe("APPLIED");
  });

  test("with the releaser planning before and taking after the holder, the event is applied when the releaser is answered", async () => {
    const pair = await prepare(make);
    const gate = await pause(database.url, (tx) => takeOf(tx, pair.releases));
    const released = releaser.send([pair.releases]);
    await untilBlocked(database.sql);
    expect(await holder.send([pair.waits])).toMatchObject([{ outcome: "HELD" }]);
    await gate.rollback();
    expect(await released).toMatchObject([{ outcome: "APPLIED" }]);
    expect(await outcomeOf(pair.waits)).toBe("APPLIED");
  });
});

function takeOf(tx: Parameters<Parameters<typeof pause>[1]>[0], event: RawEvent, id = -1) {
  return tx`
    insert into events (id, source_id, event_id, outcome, mode, intake_on, intake_id, intake_position,
      recorded_at, body_hash, hash_version)
    select ${id}, id, ${String(event["eventId"])}, 'REJECTED', 'LIVE', current_date, 1, 0, now(), '', 1
    from source where code = ${String(event["source"])}`;
}

describe("at a sale that a return without an order waits for", () => {
  async function customer(): Promise<string> {
    runs += 1;
    await holder.send([otherArticle(`z${runs}`, `c${runs}`)]);
    return `c${runs}`;
  }

  test("bought after the return was planned and before it is decided, the return finds it", async () => {
    const who = await customer();
    const waits = looseReturn(`l-${who}`, who);
    const gate = await onCustomer(email(who).value)();
    const held = holder.send([waits]);
    await untilBlocked(database.sql);
    const bought = releaser.send([sale(`s-${who}`, who, "5.00")]);
    await untilBlocked(database.sql, 2);
    await gate.rollback();
    await Promise.all([held, bought]);
    expect(await outcomeOf(waits)).toBe("APPLIED");
  });

  test("bought in full while the return waits to take its key, the return finds it", async () => {
    const who = await customer();
    const waits = looseReturn(`l-${who}`, who);
    const gate = await pause(database.url, (tx) => takeOf(tx, waits));
    const held = holder.send([waits]);
    await untilBlocked(database.sql);
    await releaser.send([sale(`s-${who}`, who, "5.00")]);
    await gate.rollback();
    expect(await held).toMatchObject([{ outcome: "APPLIED" }]);
  });

  test("bought after the return's candidates were looked up and before they are locked, the return finds it", async () => {
    const who = await customer();
    // A sale of the article of which nothing is left: a candidate, but no match.
    await releaser.send([sale(`o-${who}`, who, "5.00"), bringBack(`o-${who}`)]);
    const gate = await pause(
      database.url,
      (tx) => tx`
        select 1 from orders where id = (select order_id from order_reference where value = ${`o-${who}`}) for update`,
    );
    const waits = looseReturn(`l-${who}`, who);
    const held = holder.send([waits]);
    await untilBlocked(database.sql);
    expect(await releaser.send([sale(`s-${who}`, who, "5.00")])).toMatchObject([
      { outcome: "APPLIED" },
    ]);
    await gate.rollback();
    expect(await held).toMatchObject([{ outcome: "APPLIED" }]);
  });

  test("is not released by a batch that leaves the sale to a later one", async () => {
    const who = await customer();
    const waits = looseReturn(`l-${who}`, who);
    await holder.send([waits]);
    const gate = await onCustomer(email(who).value)();
    const bought = releaser.send([sale(`s-${who}`, who, "5.00")]);
    await untilBlocked(database.sql);
    const [row] = await database.sql`
      select outcome, released_at from events where event_id = ${String(waits["eventId"])}`;
    expect(row).toEqual({ outcome: "HELD", released_at: null });
    await gate.rollback();
    await bought;
    expect(await outcomeOf(waits)).toBe("APPLIED");
  });

  test("brought back elsewhere while a return waits, no piece comes back twice", async () => {
    const who = await customer();
    await releaser.send([sale(`s-${who}`, who, "5.00")]);
    const [one, two] = [looseReturn(`l-${who}`, who), looseReturn(`m-${who}`, who)];
    const gate = await pause(database.url, (tx) => takeOf(tx, one));
    const first = holder.send([one]);
    await untilBlocked(database.sql);
    await releaser.send([two]);
    await gate.rollback();
    await first;
    const [row] = await database.sql`
      select a.active from account a join identifiers i on i.leaf_id = a.leaf_id
      where i.value = ${email(who).value}`;
    expect(row).toEqual({ active: 1n });
    const [matched] = await database.sql`
      select sum(quantity)::int as quantity, sum(matched)::int as matched from unlinked_return u
      join identifiers i on i.leaf_id = u.leaf_id where i.value = ${email(who).value}`;
    expect(matched).toEqual({ quantity: 2_000_000, matched: 1_000_000 });
  });
});

/**
 * Whoever's commit ends a wait is answered after the event has run, whoever runs it. Each process
 * has two writers; one of them stands before a lock with an event that has an identifier in common
 * with the one that is to come late.
 */
describe("a sender is answered after what it released has run", () => {
  let one: TestReceiver;
  let other: TestReceiver;

  beforeAll(async () => {
    one = await startPatientReceiver(database.url, { writers: 2 });
    other = await startPatientReceiver(database.url, { writers: 2 });
  });

  afterAll(async () => {
    await one?.close();
    await other?.close();
  });

  const device = (value: string): RawEvent => ({ kind: "device", value });

  /** Keeps everything back in a process that presents the device. */
  async function keepBack(gateway: TestReceiver, value: string, writersBlocked = 1) {
    const event = sale(`back-${value}`, value, "1.00", { customer: [email(value), device(value)] });
    const gate = await pause(database.url, (tx) => takeOf(tx, event, -writersBlocked));
    const results = gateway.send([event]);
    await untilBlocked(database.sql, writersBlocked);
    return {
      end: async () => {
        await gate.rollback();
        await results;
      },
    };
  }

  function untilReleased(event: RawEvent): Promise<void> {
    return until("the event is released", async () => {
      const rows = await database.sql`
        select 1 from events where event_id = ${String(event["eventId"])} and released_at is not null`;
      return rows.length === 1;
    });
  }

  test("also when another process has released it too and does not get to it", async () => {
    runs += 1;
    const [first, second, who] = [`a${runs}`, `b${runs}`, `w${runs}`];
    const waits = link([order(first), order(second)], { customer: [device(who)] });
    await one.send([waits]);
    const back = await keepBack(one, who);
    const opened = one.send([sale(first, `o${runs}`, "5.00")]);
    await untilReleased(waits);
    await other.send([sale(second, `o${runs}`, "5.00")]);
    expect(await outcomeOf(waits)).toBe("APPLIED");
    await back.end();
    await opened;
  });

  test("also when what it released was run by another process and has released more", async () => {
    runs += 1;
    const [first, second, third] = [`a${runs}`, `b${runs}`, `c${runs}`];
    const [who, whoElse] = [`w${runs}`, `v${runs}`];
    const between = link([order(first), order(second), order(third)], { customer: [device(who)] });
    const last = bringBack(third, { customer: [device(whoElse)] });
    await one.send([between]);
    await one.send([last]);
    const back = await keepBack(one, who);
    const opened = one.send([sale(first, `o${runs}`, "5.00")]);
    await untilReleased(between);
    const elsewhere = await keepBack(other, whoElse, 2);
    const alsoOpened = other.send([sale(second, `o${runs}`, "5.00")]);
    await untilReleased(last);
    expect([await outcomeOf(between), await outcomeOf(last)]).toEqual(["APPLIED", "HELD"]);
    await back.end();
    await opened;
    expect(await outcomeOf(last)).toBe("APPLIED");
    await elsewhere.end();
    await alsoOpened;
  });

  test("also when its event was left to a later batch because another process held the customer", async () => {
    runs += 1;
    const [known, unknown, who] = [`k${runs}`, `u${runs}`, `w${runs}`];
    await one.send([sale(known, known, "5.00")]);
    const waits = bringBack(unknown, { customer: [device(who)] });
    await one.send([waits]);
    const customer = await onCustomer(email(known).value)();
    const named = releaser.send([link([order(known), order(unknown)])]);
    await untilBlocked(database.sql);
    const [row] = await database.sql`
      select outcome, released_at from events where event_id = ${String(waits["eventId"])}`;
    expect(row).toEqual({ outcome: "HELD", released_at: null });
    await customer.rollback();
    await named;
    expect(await outcomeOf(waits)).toBe("APPLIED");
  });
});

test("200 random meetings of two processes leave nothing held whose wait is over", async () => {
  const gateways = [await startReceiver(database.url), await startReceiver(database.url)] as const;
  const makers = Object.values(PAIRS);
  const pairs = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const make = makers[Math.floor(random() * makers.length)] as (id: string) => Pair;
      runs += 1;
      return make(`r${runs}`);
    }),
  );
  await holder.send(pairs.flatMap(({ before }) => before).slice(0, 500));
  for (let at = 0; at < pairs.length; at += 8) {
    const meeting = pairs.slice(at, at + 8).flatMap((pair) => [
      { gateway: gateways[0], event: pair.waits },
      { gateway: gateways[1], event: pair.releases },
    ]);
    meeting.sort(() => random() - 0.5);
    await Promise.all(
      meeting.map(async ({ gateway, event }) => {
        const [result] = await gateway.send([event]);
        expect(["APPLIED", "HELD"]).toContain(result?.outcome);
      }),
    );
    for (const pair of pairs.slice(at, at + 8)) {
      expect([pair.waits["eventId"], await outcomeOf(pair.waits)]).toEqual([
        pair.waits["eventId"],
        "APPLIED",
      ]);
    }
  }
  await Promise.all(gateways.map((gateway) => gateway.close()));
});
