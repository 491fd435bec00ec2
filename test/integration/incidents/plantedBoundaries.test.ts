import { afterEach, beforeEach, expect, test } from "vitest";
import type { IncidentRow } from "../../../db/queries/incidents/incidents.ts";
import { instantFromPg } from "../../../src/domain/time/parseInstant.ts";
import { type CommandBench, sale, startCommandBench } from "../../support/bench/commandBench.ts";
import { startWatch, type WatchBench } from "../../support/incidents/watchBench.ts";

/** Each border of a purchase's way is crossed too late, and that alone is found. */

/** Of 42 purchases two are within the twentieth that may be late. */
const ON_TIME = 40;
const MINUTES = 3 * 60_000;

let bench: CommandBench;
let watch: WatchBench;
let count = 0;
beforeEach(async () => {
  bench = await startCommandBench();
  watch = startWatch(bench);
});
afterEach(() => bench.close());

const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString();

/** Seconds before now at which a purchase was where; the border before Tributary is `signalled`. */
interface Way {
  readonly captured: number;
  readonly erp?: number;
  readonly signalled?: number;
}
const ON_ITS_WAY: Way = { captured: 30, erp: 20, signalled: 10 };

const EMAIL = [{ kind: "email", value: "ann@example.com" }];
const NOBODY = [{ kind: "erp", value: "E-404" }];

function purchase(customer: typeof EMAIL, way: Way, amount = "120.00") {
  count += 1;
  const number = `planted-${count}`;
  return sale(number, customer, {
    ...{ occurredAt: ago(way.captured), capturedAt: ago(way.captured), channel: "web" },
    ...(way.erp === undefined ? {} : { erpReceivedAt: ago(way.erp) }),
    ...(way.signalled === undefined ? {} : { signalledAt: ago(way.signalled) }),
    // What the ERP says of somebody whom nobody knows waits for them.
    source: customer === NOBODY ? "erp" : "shop",
    lines: [{ id: "1", article: "A", quantity: "1", gross: amount }],
    tenders: [{ kind: "card", amount }],
  });
}

async function receive(...events: readonly Record<string, unknown>[]) {
  const results = await bench.gateway.send(events);
  expect(results.map(({ outcome }) => outcome)).not.toContain("REJECTED");
  return events.map(({ eventId }) => String(eventId));
}

const mend = () => receive(...Array.from({ length: ON_TIME }, () => purchase(EMAIL, ON_ITS_WAY)));

/** Of these purchases, counted without the product's own statements. */
async function counted(eventIds: readonly string[]) {
  const [row] = await bench.database.sql<{ customers: number; orders: number; minor: string }[]>`
    with planted as (
      select e.*, o.leaf_id as owner,
             exists (select from entry n where n.order_id = o.id and n.points > 0) as is_credited
        from events e left join orders o on o.opened_by_event_id = e.id
       where e.event_id = any(${[...eventIds]}::text[]))
    select count(distinct coalesce(owner::text, wait_key))::int as customers,
           count(*)::int as orders,
           coalesce(sum((fact -> 'l' -> 0 ->> 'g')::bigint) filter (where not is_credited), 0)::text
             as minor
      from planted`;
  return row;
}

/** That this alone is open, with all that it has to do with. */
async function expectOnly(
  open: readonly IncidentRow[],
  subject: string,
  { team, events }: { readonly team: string; readonly events: readonly string[] },
): Promise<IncidentRow> {
  expect(open.map((one) => [one.code, one.subject])).toEqual([["BOUNDARY_LATE", subject]]);
  const [incident] = open as [IncidentRow];
  const { customers, orders, minor } = (await counted(events)) ?? {};
  expect(incident).toMatchObject({
    ...{ ownerTeam: team, customers, orders, runbook: `docs/runbooks/${subject}.md` },
    amounts: minor === "0" ? [] : [{ currency: "GBP", minor }],
  });
  return incident;
}

test(
  "a retailer whose purchases come on time has no incident",
  async () => {
    await mend();
    await receive(purchase(NOBODY, ON_ITS_WAY));
    expect(await watch.look()).toEqual([]);
    expect(await watch.lookTwice()).toEqual([]);
  },
  MINUTES,
);

test.each([
  ["erp_received", "ERP", { captured: 700, erp: 20, signalled: 10 }, 700 - 300],
  ["signalled", "ERP", { captured: 220, erp: 210, signalled: 10 }, 210 - 60],
  ["received", "Integration", { captured: 220, erp: 210, signalled: 200 }, 200 - 60],
] as const)(
  "purchases that cross %s too late are one incident of its owner's, until they cross it on time again",
  async (subject, team, way, secondsAgo) => {
    // What is on time is none of it.
    await receive(purchase(EMAIL, ON_ITS_WAY));
    const late = await receive(purchase(EMAIL, way), purchase(NOBODY, way, "33.33"));
    const sent = Date.now();
    const incident = await expectOnly(await watch.look(), subject, { team, events: late });
    expect(incident).toMatchObject({ customers: 2, orders: 2 });
    expect(incident.amounts).toEqual([{ currency: "GBP", minor: "3333" }]);
    expect(incident.title).toContain("late");
    const began = instantFromPg(incident.startedAt) / 1_000;
    expect(Math.abs(sent - secondsAgo * 1_000 - began)).toBeLessThan(60_000);
    await mend();
    expect(await watch.lookTwice()).toEqual([]);
  },
  MINUTES,
);

test(
  "purchases that wait here before they count are one incident of the programme's owner, until none does",
  async () => {
    const late = await receive(purchase(EMAIL, ON_ITS_WAY));
    const { sql } = bench.database;
    await sql`update intakes set received_at = received_at - interval '3 seconds'`;
    await expectOnly(await watch.look(), "evaluated", {
      ...{ team: "Loyalty operations", events: late },
    });
    await mend();
    expect(await watch.lookTwice()).toEqual([]);
  },
  MINUTES,
);

test(
  "purchases that leave out a border which their source tells of are stuck there, until they are long past",
  async () => {
    const { sql } = bench.database;
    await sql`update boundary set told_by = '{erp}' where code in ('erp_received', 'signalled')`;
    const events = await receive(purchase(NOBODY, { captured: 30, signalled: 10 }, "12.34"));
    const incident = await expectOnly(await watch.look(), "erp_received", { team: "ERP", events });
    expect(incident.title).toContain("do not get");
    expect(incident.amounts).toEqual([{ currency: "GBP", minor: "1234" }]);
    await sql`update events set recorded_at = recorded_at - interval '2 hours'`;
    expect(await watch.lookTwice()).toEqual([]);
  },
  MINUTES,
);
