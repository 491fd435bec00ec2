import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import postgres from "postgres";
import { inputOfChild, serveParent } from "../processes/children.ts";
import type { PeerInput } from "./peers.ts";

/**
 * The yardstick of reads: what somebody writes who needs this one answer and nothing else. One SQL
 * statement per request, node:http, no GraphQL, no types, no limits; the same JSON, to the byte
 * once parsed.
 */

const POOL_MAX = 10;

const { url, token } = inputOfChild<PeerInput>();
const sql = postgres(url, {
  max: POOL_MAX,
  connection: { application_name: "bench-handwritten" },
});
const hashOf = (text: string) => createHash("sha256").update(text).digest();
const expected = hashOf(`Bearer ${token}`);

/** Read once, as it would be: the programme hardly changes. */
const [programme] = await sql`select document from ruleset_version where active_from is not null
  order by version desc limit 1`;
const stores = new Map((await sql`select code, name from store`).map((row) => [row["code"], row]));
const sources =
  await sql`select id, code, expected_every_seconds as every from source order by code`;
const sourceCodes = new Map(sources.map(({ id, code }) => [id, code]));
const ruleset = programme?.["document"];

const statement = (publicId: string) => sql`
  select c.public_id, p.name, c.tier, ${utc(sql`c.tier_since`)} as tier_since,
    ${utc(sql`c.tier_until`)} as tier_until, c.seen_by, m.status, ${utc(sql`m.enrolled_at`)} as enrolled_at,
    a.wallet, a.active, a.pending,
    (select coalesce(sum(q.minor), 0)::int8 from unnest(a.bucket_days, a.bucket_minor) as q(day, minor)
      where q.day > (now() at time zone 'Europe/London')::date - interval '12 months') as qualifying,
    (select json_agg(json_build_object('id', o.id::text, 'public_id', o.public_id, 'channel', o.channel,
        'placed_at', ${utc(sql`o.placed_at`)}, 'status', o.status, 'total', o.total_minor, 'currency', o.currency,
        'store', o.store, 'pending', o.points_pending::text, 'active', o.points_active::text)
        order by o.placed_at desc, o.id desc)
       from (select * from orders where leaf_id = c.id and absorbed_into is null
              order by placed_at desc, id desc limit 6) o) as orders,
    (select json_agg(json_build_object('id', i.id::text, 'public_id', i.public_id, 'at', ${utc(sql`i.occurred_at`)},
        'kind', i.kind, 'channel', i.channel, 'subject', i.subject, 'source', i.source_id, 'status',
        case when i.case_number is null then null when i.kind = 'CASE_RESOLVED' then 'RESOLVED'
          when i.kind in ('COMPLAINT', 'CASE_OPENED') then case when exists (select from interaction r
            where r.kind = 'CASE_RESOLVED' and r.source_id = i.source_id and r.case_number = i.case_number
              and r.occurred_at >= i.occurred_at) then 'RESOLVED' else 'OPEN' end end)
        order by i.occurred_at desc, i.id desc)
       from (select * from interaction where leaf_id = c.id order by occurred_at desc, id desc limit 6) i
    ) as interactions,
    (select json_agg(json_build_object('id', k.id::text, 'public_id', k.public_id, 'code', k.code, 'basis', k.basis,
        'from', ${utc(sql`k.valid_from`)}, 'until', ${utc(sql`k.valid_until`)}, 'terms', k.terms,
        'held', k.held_at_issue) order by k.id desc)
       from (select * from coupon where leaf_id = c.id and state = 'ISSUED' and valid_until > now()
              order by id desc limit 6) k) as coupons,
    (select json_object_agg(w.source_id, ${utc(sql`w.watermark`)}) from source_watermark w) as watermarks
  from customer c
  left join customer_profile p on p.leaf_id = c.id
  left join membership m on m.leaf_id = c.id
  left join account a on a.leaf_id = c.id
  where c.public_id = ${publicId} and c.root_id = c.id`;

function utc(column: postgres.PendingQuery<postgres.Row[]>) {
  return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** Whether a coupon can be used, without a basket. */
function eligibilityOf(coupon: Loose, tier: string) {
  const refusals: Loose[] = [];
  const refuse = (code: string, needed: string, seen: string | null) =>
    refusals.push({ code, needed, seen, final: false });
  if (Date.parse(coupon.from) > Date.now()) {
    refuse("NOT_YET_VALID", coupon.from, null);
  }
  const held = coupon.basis === "LIVE" ? tier : coupon.held.tier;
  const { tiers } = coupon.terms;
  if (tiers.length > 0 && !tiers.includes(held)) {
    refuse("TIER_NEEDED", tiers.join(","), held);
  }
  return { redeemable: refusals.length === 0, basis: coupon.basis, refusals };
}

const microsOf = (text: string) =>
  Date.parse(`${text.slice(0, 19)}Z`) * 1_000 + Number(text.slice(20, 26));

const base64 = (text: string) => Buffer.from(text).toString("base64url");
const money = (minor: number) => (minor / 100).toFixed(2);

// biome-ignore lint/suspicious/noExplicitAny: a hand-written server trusts its one statement.
type Loose = any;

const PAGE = 5;

/**
 * A page of rows, one more than the page having been read; `cursorOf` tells what the last one's
 * cursor holds.
 */
function connection(
  rows: Loose[],
  nodeOf: (row: Loose) => object,
  cursorOf: (row: Loose) => unknown[],
) {
  const page = rows.slice(0, PAGE);
  const endCursor = base64(JSON.stringify(cursorOf(page.at(-1))));
  return { nodes: page.map(nodeOf), pageInfo: { hasNextPage: rows.length > PAGE, endCursor } };
}

function answerOf(row: Loose): object {
  const tiers = ruleset.tiers as Loose[];
  const at = tiers.findIndex(({ code }) => code === row.tier);
  const next = tiers[at + 1];
  const { currency: unit } = ruleset.programme;
  const have = money(Number(row.qualifying));
  const of = (noun: string) => `${noun}/${row.public_id}`;
  return {
    id: base64(`Customer:${row.public_id}`),
    name: row.name,
    loyalty: {
      ...{ status: row.status, enrolledAt: row.enrolled_at },
      ...{ tierSince: row.tier_since, tierUntil: row.tier_until },
      tier: { code: row.tier, name: tiers[at].name.en, rank: tiers[at].rank },
      next: next && { tier: { code: next.code }, have, need: next.threshold, unit },
      accounts: [{ wallet: row.wallet, active: row.active, pending: row.pending }],
    },
    orders: connection(row.orders, orderOf, (o) => [of("orders"), microsOf(o.placed_at), o.id]),
    interactions: connection(row.interactions, interactionOf, (one) => [
      of("interactions"),
      microsOf(one.at),
      one.id,
    ]),
    coupons: connection(
      row.coupons,
      (one) => ({
        ...{ id: base64(`Coupon:${one.public_id}`), code: one.code, name: one.terms.name.en },
        ...{ validUntil: one.until, eligibility: eligibilityOf(one, row.tier) },
      }),
      (last) => [`Coupons:${row.public_id}`, last.id],
    ),
    sources: sources.map(({ id, code, every }) => {
      const watermark = row.watermarks[id] ?? null;
      const silent = (Date.now() - Date.parse(watermark)) / 1_000;
      const heard = silent <= every ? "LIVE" : silent <= every * 10 ? "LATE" : "SILENT";
      const status = watermark === null ? "NOT_CONNECTED" : heard;
      return { source: code, status, customerAsOf: row.seen_by[id] ?? null, watermark };
    }),
  };
}

const orderOf = (order: Loose) => ({
  id: base64(`Order:${order.public_id}`),
  ...{ placedAt: order.placed_at, channel: order.channel, status: order.status },
  total: { amount: money(order.total), currencyCode: order.currency },
  store: { name: stores.get(order.store)?.["name"] },
  points: { pending: order.pending, active: order.active },
});

const interactionOf = ({ at, kind, channel, subject, status, ...one }: Loose) => ({
  id: base64(`Interaction:${one.public_id}`),
  ...{ at, kind, channel, subject, status, source: sourceCodes.get(one.source) },
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const given = hashOf(request.headers.authorization ?? "");
  if (!timingSafeEqual(given, expected)) {
    response.writeHead(401).end();
    return;
  }
  const { variables } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  const [, publicId = ""] = Buffer.from(variables.id, "base64url").toString("utf8").split(":");
  const [row] = await statement(publicId);
  const text = JSON.stringify({ data: { customer: row === undefined ? null : answerOf(row) } });
  const length = Buffer.byteLength(text);
  response.writeHead(200, { "content-type": "application/json", "content-length": length });
  response.end(text);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    console.error(error);
    response.destroy();
  });
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

serveParent({ port: () => (server.address() as AddressInfo).port }, async () => {
  server.close();
  await sql.end({ timeout: 1 });
});
