import { randomUUID } from "node:crypto";
import { Analytics } from "@segment/analytics-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { BROWSING_DAYS } from "../../../src/domain/interaction/browsing.ts";
import { forgetBrowsingJob } from "../../../src/interactions/forgetBrowsing.ts";
import { openSender, type Sender } from "../../support/inbound/sender.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

/** What people looked at, as the unmodified library of a web shop tells it. */

let server: TestServer;
let sender: Sender;
beforeAll(async () => {
  server = await startTestServer({});
  sender = await openSender(
    server,
    "web",
    receivesSchema.parse({ connector: "segment" }),
    "wk_web",
  );
});
afterAll(() => server?.stop());

type Call = (analytics: Analytics) => void;

async function tell(...calls: readonly Call[]) {
  const analytics = new Analytics({ writeKey: "wk_web", host: server.url, maxRetries: 0 });
  const failed: unknown[] = [];
  analytics.on("error", (error) => failed.push(error));
  for (const call of calls) {
    call(analytics);
  }
  await analytics.closeAndFlush();
  expect(failed).toEqual([]);
  const message = (await sender.messages()).at(-1);
  expect(message).toMatchObject({ state: "READ", faults: [] });
  return message?.counts;
}

const viewed =
  (who: { anonymousId: string } | { userId: string }, sku: string, timestamp: Date): Call =>
  (analytics) =>
    analytics.track({
      ...{ ...who, event: "Product Viewed", timestamp },
      properties: { sku, name: `Article ${sku}` },
    });

/** Buys something, so that the person is known by its number of the shop. */
const bought =
  (userId: string): Call =>
  (analytics) =>
    analytics.track({
      ...{ userId, event: "Order Completed" },
      properties: { order_id: userId, currency: "EUR", total: 5 },
      context: { traits: { email: `${userId}@example.com` } },
    });

const BROWSING = `query($email: String!, $after: String) { customer(by: {email: $email}) { id version
  browsing(first: 2, after: $after) { nodes { kind at name article source } pageInfo { endCursor hasNextPage } } } }`;

async function browsingOf(userId: string) {
  const articles: string[] = [];
  let after: string | null = null;
  for (;;) {
    const variables = { email: `${userId}@example.com`, after };
    const { data, errors } = await server.graphql({ query: BROWSING, variables });
    expect(errors).toBeUndefined();
    const { nodes, pageInfo } = data.customer.browsing;
    articles.push(...nodes.map((one: { article: string }) => one.article));
    if (!pageInfo.hasNextPage) {
      return articles;
    }
    after = pageInfo.endCursor;
  }
}

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

test("views from before and after somebody says who it is are that customer's, the latest first, each once", async () => {
  const [userId, anonymousId, stranger] = [randomUUID(), randomUUID(), randomUUID()];
  await tell(bought(userId));
  const before = await tell(
    viewed({ anonymousId }, "A-1", ago(30)),
    viewed({ anonymousId: stranger }, "X-1", ago(29)),
    (analytics) => analytics.page({ anonymousId, name: "Start", timestamp: ago(28) }),
  );
  expect(before).toEqual({ browsing: { KEPT: 3 } });
  expect(await browsingOf(userId)).toEqual([]);
  await tell(
    (analytics) => analytics.identify({ userId, anonymousId }),
    viewed({ userId }, "A-2", ago(1)),
  );
  expect(await browsingOf(userId)).toEqual(["A-2", null, "A-1"]);
  // A browser that somebody else uses from now on: what was seen stays whose it is.
  const other = randomUUID();
  await tell(bought(other), viewed({ anonymousId }, "A-3", ago(1)), (analytics) =>
    analytics.alias({ userId: other, previousId: anonymousId }),
  );
  expect(await browsingOf(other)).toEqual(["A-3"]);
  expect(await browsingOf(userId)).toEqual(["A-2", null, "A-1"]);
});

test("views go with their customer when two are merged, and part with them again", async () => {
  const [one, two] = [randomUUID(), randomUUID()];
  await tell(bought(one), bought(two));
  await tell(viewed({ userId: one }, "B-1", ago(20)), viewed({ userId: two }, "B-2", ago(10)));
  const ids = await Promise.all([one, two].map(idOf));
  await mutate("mergeCustomers", { customer: { id: ids[0] }, other: { id: ids[1] } });
  expect(await browsingOf(one)).toEqual(["B-2", "B-1"]);
  expect(await browsingOf(two)).toEqual(["B-2", "B-1"]);
  await mutate("unmergeCustomers", { customer: { id: ids[0] }, separate: ids[1] });
  expect(await browsingOf(one)).toEqual(["B-1"]);
  expect(await browsingOf(two)).toEqual(["B-2"]);
});

test("views are forgotten after their days, and what is older is not kept at all", async () => {
  const userId = randomUUID();
  const day = 24 * 60;
  const counts = await tell(
    viewed({ userId }, "C-1", ago(BROWSING_DAYS * day + 60)),
    viewed({ userId }, "C-2", ago(60)),
  );
  expect(counts).toEqual({ browsing: { KEPT: 1, PASSED_OVER: 1 } });
  const { sql } = server.database;
  const job = forgetBrowsingJob(sql);
  await job.work();
  expect(await articlesOf(userId)).toEqual(["C-2"]);
  await sql`update browsing_view set recorded_at = recorded_at - make_interval(days => ${BROWSING_DAYS})
             where identifier_value <> ${userId} or identifier_value is null`;
  await job.work();
  expect(await articlesOf(userId)).toEqual(["C-2"]);
  await sql`update browsing_view set recorded_at = recorded_at - make_interval(days => ${BROWSING_DAYS})`;
  await job.work();
  expect(await sql`select from browsing_view`).toHaveLength(0);
});

async function articlesOf(userId: string) {
  const rows = await server.database.sql<{ article: string }[]>`
    select article from browsing_view where identifier_value = ${userId} order by id`;
  return rows.map(({ article }) => article);
}

async function idOf(userId: string): Promise<string> {
  const variables = { email: `${userId}@example.com`, after: null };
  return (await server.graphql({ query: BROWSING, variables })).data.customer.id;
}

async function mutate(name: string, input: Record<string, unknown>): Promise<void> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation($input: ${type}!) { ${name}(input: $input) { userErrors { code message } } }`;
  const all = { ...input, reason: "They are one", idempotencyKey: randomUUID() };
  const { data, errors } = await server.graphql({ query, variables: { input: all } });
  expect(errors).toBeUndefined();
  expect(data[name].userErrors).toEqual([]);
}
