import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { retireDestinations } from "../../../db/queries/deliveries/destinations.ts";
import type { IncidentRow } from "../../../db/queries/incidents/incidents.ts";
import { actOnDestination } from "../../../src/deliveries/operate.ts";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";
import { readBackOf, settled } from "../../support/deliveries/readBackBench.ts";
import { startScriptedReceiver } from "../../support/deliveries/scriptedReceiver.ts";
import { startStoringReceiver } from "../../support/deliveries/storingReceiver.ts";
import { until } from "../../support/faults.ts";
import { startWatch, type WatchBench } from "../../support/incidents/watchBench.ts";

/**
 * Faults of destinations beside boundaries that are looked at as well: each is one incident, under
 * the one code that says what to do.
 */

const SLO_SECONDS = 60;
const OWNER = { team: "CRM", contact: "crm@example.com" };
const MINUTES = 3 * 60_000;

let bench: DeliveryBench;
let watch: WatchBench;
let count = 0;
let code: string;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  bench = await startDeliveryBench();
  watch = startWatch(bench);
});
beforeEach(() => {
  count += 1;
  code = `planted${count}`;
});
afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
  await bench.database.sql.begin((tx) => retireDestinations(tx, [code]));
  // What is counted of it goes with it: budgets are told of elsewhere.
  await bench.database.sql`truncate slo_slice, delivery_hour`;
  await bench.database.sql`delete from incident`;
});
afterAll(() => bench.close());

/** A purchase of each name's, of which the destination is to be told. */
async function bought(...names: readonly string[]): Promise<readonly bigint[]> {
  const leaves: bigint[] = [];
  for (const name of names) {
    // Nothing of its way is late.
    const occurredAt = new Date(Date.now() - 5_000).toISOString();
    leaves.push(await bench.buy(`${name}-${code}`, "10.00", { occurredAt }));
  }
  await bench.fanOut();
  return leaves;
}

/** Orders and money of these customers, by their rows alone. */
async function counted(leaves: readonly bigint[]) {
  const [row] = await bench.database.sql<{ customers: number; orders: number; minor: string }[]>`
    select count(distinct o.leaf_id)::int as customers, count(*)::int as orders,
           coalesce(sum(o.total_minor) filter (where not exists (
             select from entry n where n.order_id = o.id and n.points > 0)), 0)::text as minor
      from orders o where o.leaf_id = any(${leaves.map(String)}::bigint[])`;
  return row;
}

async function expectOnly(
  open: readonly IncidentRow[],
  incident: readonly [code: string, subject: string],
  leaves: readonly bigint[],
): Promise<IncidentRow> {
  expect(open.map((one) => [one.code, one.subject])).toEqual([incident]);
  const { customers, orders, minor } = (await counted(leaves)) ?? {};
  expect(open[0]).toMatchObject({
    ...{ customers, orders, ownerTeam: OWNER.team, ownerContact: OWNER.contact },
    amounts: minor === "0" ? [] : [{ currency: "GBP", minor }],
  });
  return open[0] as IncidentRow;
}

const age = (seconds: number) =>
  bench.database.sql`
    update outbox set recorded_at = recorded_at - make_interval(secs => ${seconds}::float8)`;
const act = (what: Parameters<typeof actOnDestination>[2]) =>
  bench.database.sql.begin((tx) => actOnDestination(tx, code, what, "test"));

async function webhook() {
  const receiver = await startScriptedReceiver();
  ends.push(() => receiver.close());
  const more = { sloSeconds: SLO_SECONDS, owner: OWNER };
  return { receiver, ...(await bench.destination(code, receiver.url, more)) };
}

test(
  "a destination that takes all in time has no incident",
  async () => {
    const { id } = await webhook();
    const process = await bench.open();
    ends.push(() => process.close());
    await bought("ann", "bob");
    await bench.drained(id);
    expect(await watch.look()).toEqual([]);
  },
  MINUTES,
);

test(
  "what a destination refuses for good is one incident, and none of its boundary, until it is taken",
  async () => {
    const { receiver, id } = await webhook();
    receiver.script(() => ({ status: 422, body: "no such contact" }));
    const process = await bench.open();
    ends.push(() => process.close());
    const leaves = await bought("ann", "bob");
    await until("both are refused", async () => {
      const dead = (await bench.deliveriesOf(id)).filter(({ outcome }) => outcome === "DEAD");
      return dead.length === 2;
    });
    const incident = await expectOnly(await watch.look(), ["DEAD_LETTERS", code], leaves);
    expect(incident.evidence[0]).toContain("2 messages were refused for good");
    receiver.script(() => ({ status: 204 }));
    await act({ act: "RETRY_ALL" });
    await bench.drained(id);
    expect(await watch.lookTwice()).toEqual([]);
  },
  MINUTES,
);

test(
  "a destination that is told too late is one incident, and none of its boundary, until it is told",
  async () => {
    const { id } = await webhook();
    await act({ act: "PAUSE" });
    const leaves = await bought("ann");
    expect(await watch.look()).toEqual([]);
    await age(SLO_SECONDS + 30);
    await expectOnly(await watch.look(), ["DESTINATION_LATE", code], leaves);
    await act({ act: "RESUME" });
    const process = await bench.open();
    ends.push(() => process.close());
    await bench.drained(id);
    expect(await watch.lookTwice()).toEqual([]);
  },
  MINUTES,
);

test(
  "a destination that answers nobody is one incident, however late it is, until it answers",
  async () => {
    const { receiver, id } = await webhook();
    receiver.script(() => "RESET");
    const leaves = await bought("ann", "bob", "cid", "dan", "eve", "fay");
    const process = await bench.open();
    ends.push(() => process.close());
    await until("it is left alone", async () => (await watch.look()).length > 0);
    await age(SLO_SECONDS + 30);
    await expectOnly(await watch.look(), ["DESTINATION_BROKEN", code], leaves);
    receiver.script(() => ({ status: 204 }));
    await bench.drained(id);
    expect(await watch.lookTwice()).toEqual([]);
  },
  MINUTES,
);

test(
  "a destination that stores something else than it was sent is one incident of its own boundary, until it is put right",
  async () => {
    const receiver = await startStoringReceiver({ kind: "webhook" });
    ends.push(() => receiver.close());
    const url = new URL("/base/", receiver.url).href;
    const { id } = await bench.destination(code, url, {
      sends: { kind: "webhook", url, readUrl: `${url}customers/{customer.email}` },
      ...{ fields: { balance: "points.active", mail: "customer.email" }, owner: OWNER },
      readBack: { sample: 100, settleSeconds: 60, repair: false },
    });
    const process = await bench.open();
    ends.push(() => process.close());
    const [leaf = 0n] = await bought("ann", "bob");
    await bench.drained(id);
    const record = receiver.records.get(`ann-${code}@example.com`) ?? {};
    const right = { ...record };
    Object.assign(record, { balance: 9_999 });
    await settled(bench, id);
    expect(await readBackOf(bench, code)).toMatchObject({ wrong: 1 });
    const incident = await expectOnly(
      await watch.look(),
      ["BOUNDARY_LATE", `readBack.${code}`],
      [leaf],
    );
    expect(incident.title).toContain("what it stores");
    Object.assign(record, right);
    await settled(bench, id);
    expect(await readBackOf(bench, code)).toMatchObject({ wrong: 0 });
    expect(await watch.lookTwice()).toEqual([]);
  },
  MINUTES,
);
