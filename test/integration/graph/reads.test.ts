import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Instant, MICROS_PER_DAY } from "../../../src/domain/time/instant.ts";
import { encodeGlobalId } from "../../../src/platform/globalId.ts";
import { registerSource } from "../../../src/programme/ensureProgramme.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, systemClock, type TestServer } from "../../support/server.ts";

let server: TestServer;
/** Days that the server's clock is ahead. */
let daysAhead = 0;
beforeAll(async () => {
  server = await startTestServer({
    clock: () => (systemClock() + daysAhead * MICROS_PER_DAY) as Instant,
  });
  await registerSource(server.database.sql, {
    code: "counter",
    name: "Counter",
    identifierRank: ["email"],
    createKinds: ["email"],
    trustedKinds: ["email"],
    autoEnrol: false,
  });
  await registerSource(server.database.sql, {
    code: "crm",
    name: "CRM",
    identifierRank: ["email"],
    createKinds: ["email"],
  });
});
afterAll(() => server.stop());

const email = (value: string) => [{ kind: "email", value }];

async function leafOf(value: string): Promise<{ id: bigint; publicId: string }> {
  const [row] = await server.database.sql<{ id: bigint; publicId: string }[]>`
    select c.id, c.public_id as "publicId"
      from identifiers i join customer c on c.id = i.leaf_id where i.value = ${value}`;
  if (row === undefined) {
    throw new Error(`nobody holds ${value}`);
  }
  return row;
}

async function read(query: string, variables: Record<string, unknown> = {}) {
  const { data, errors } = await server.graphql({ query, variables });
  expect(errors).toBeUndefined();
  return data;
}

describe("pages of orders", () => {
  const PAGE = `query($email: String!, $first: Int!, $after: String, $status: [OrderStatus!]) {
    customer(by: {email: $email}) { orders(first: $first, after: $after, status: $status) {
      nodes { id placedAt } edges { cursor node { id } } pageInfo { hasNextPage endCursor } } } }`;

  test("pages of any size give every order once, latest first, also when all are of the same instant", async () => {
    const occurredAt = new Date(Date.now() - 3_600_000).toISOString();
    const same = Array.from({ length: 7 }, () =>
      soldEvent({ customer: email("pages@example.com"), occurredAt }),
    );
    const later = Array.from({ length: 4 }, (_, at) =>
      soldEvent({
        customer: email("pages@example.com"),
        occurredAt: new Date(Date.now() - at * 1_000).toISOString(),
      }),
    );
    await server.receive([...same, ...later]);
    for (const first of [1, 2, 3, 5, 11, 100]) {
      const ids: string[] = [];
      const times: string[] = [];
      let after: string | null = null;
      for (let page = 0; page < 20; page += 1) {
        const data = await read(PAGE, { email: "pages@example.com", first, after });
        const { nodes, edges, pageInfo } = data.customer.orders;
        ids.push(...nodes.map((node: { id: string }) => node.id));
        times.push(...nodes.map((node: { placedAt: string }) => node.placedAt));
        expect(edges.at(-1).cursor).toBe(pageInfo.endCursor);
        after = pageInfo.endCursor;
        if (!pageInfo.hasNextPage) {
          break;
        }
      }
      expect(new Set(ids).size).toBe(11);
      expect(ids).toHaveLength(11);
      expect(times).toEqual([...times].sort().reverse());
    }
  });

  test("an order that comes in between neither repeats nor hides any", async () => {
    const first = await read(PAGE, { email: "pages@example.com", first: 5 });
    await server.receive([
      soldEvent({ customer: email("pages@example.com"), occurredAt: new Date().toISOString() }),
    ]);
    const after = first.customer.orders.pageInfo.endCursor;
    const rest = await read(PAGE, { email: "pages@example.com", first: 100, after });
    const ids = [...first.customer.orders.nodes, ...rest.customer.orders.nodes].map(({ id }) => id);
    expect(new Set(ids).size).toBe(11);
  });

  test("a status filter gives those alone; an empty one gives none", async () => {
    const ask = async (status: string[]) =>
      (await read(PAGE, { email: "pages@example.com", first: 100, status })).customer.orders.nodes
        .length;
    expect(await ask(["FULFILLED", "PLACED"])).toBe(12);
    expect(await ask(["VOIDED"])).toBe(0);
    expect(await ask([])).toBe(0);
  });
});

describe("a merged customer", () => {
  test("is found by every identifier with everything of both; the absorbed id answers as a shell", async () => {
    await server.receive([
      soldEvent({ customer: email("keeps@example.com") }),
      soldEvent({ customer: email("joins@example.com") }),
    ]);
    const survivor = await leafOf("keeps@example.com");
    const absorbed = await leafOf("joins@example.com");
    await server.database.sql`
      update customer set root_id = ${String(survivor.id)} where id = ${String(absorbed.id)}`;
    const data = await read(
      `query($id: ID!) {
        byEmail: customer(by: {email: "joins@example.com"}) { ...all }
        byId: customer(by: {id: $id}) { ...all }
        node(id: $id) { id ... on Customer { mergedInto { id } name identifiers { kind } sources { source } orders(first: 5) { nodes { id } } loyalty { status } } }
      } fragment all on Customer { id mergedInto { id } identifiers { display } orders(first: 5) { nodes { id } } loyalty { accounts { active } } }`,
      { id: encodeGlobalId("Customer", absorbed.publicId) },
    );
    const whole = {
      id: encodeGlobalId("Customer", survivor.publicId),
      mergedInto: null,
      identifiers: [{ display: "k***@example.com" }, { display: "j***@example.com" }],
      orders: { nodes: [{ id: expect.any(String) }, { id: expect.any(String) }] },
      loyalty: { accounts: [{ active: "80" }] },
    };
    expect(data.byEmail).toEqual(whole);
    expect(data.byId).toEqual(whole);
    expect(data.node).toEqual({
      id: encodeGlobalId("Customer", absorbed.publicId),
      mergedInto: { id: whole.id },
      name: null,
      identifiers: [],
      sources: [],
      orders: null,
      loyalty: null,
    });
  });

  test("a storefront token of the absorbed customer sees the survivor, as the person it is", async () => {
    const { publicId } = await leafOf("joins@example.com");
    const token = await server.token("storefront", {
      customer_id: encodeGlobalId("Customer", publicId),
    });
    const { data } = await server.graphql({
      query: '{ customer(by: {email: "keeps@example.com"}) { id } }',
      token,
    });
    expect(data.customer).not.toBeNull();
  });
});

describe("an order", () => {
  const number = (value: string, source?: string) => ({
    number: { number: value, ...(source === undefined ? {} : { source }) },
  });
  const ORDER =
    "query($by: OrderReferenceInput!) { order(by: $by) { id references { source value } } }";

  test("with a number that two sources know is ambiguous without its source, and found with it", async () => {
    const reference = (source: string) => [{ source, kind: "order", value: "100" }];
    await server.receive([
      soldEvent({ references: reference("shop"), customer: email("amb1@example.com") }),
      soldEvent({ references: reference("erp"), customer: email("amb2@example.com") }),
    ]);
    const ambiguous = await server.graphql({ query: ORDER, variables: { by: number("100") } });
    expect(ambiguous.errors?.[0]?.extensions).toMatchObject({
      code: "AMBIGUOUS_REFERENCE",
      sources: expect.arrayContaining(["erp", "shop"]),
    });
    const found = await read(ORDER, { by: number("100", "erp") });
    expect(found.order.references).toEqual([{ source: "erp", value: "100" }]);
    // To the one whose order it is, the other's does not exist: neither to find nor to be told of.
    const { publicId } = await leafOf("amb1@example.com");
    const token = await server.token("storefront", { customer_id: publicId });
    const own = await server.graphql({ query: ORDER, variables: { by: number("100") }, token });
    expect(own.data.order.references[0].source).toBe("shop");
  });

  test("under two numbers is one order, not an ambiguous one", async () => {
    await server.receive([
      soldEvent({
        references: [
          { kind: "order", value: "200" },
          { source: "erp", kind: "erp", value: "200" },
        ],
      }),
    ]);
    expect((await read(ORDER, { by: number("200") })).order).not.toBeNull();
  });

  test("is found by its till receipt, of that store, till and day alone", async () => {
    await server.receive([
      soldEvent({
        references: [{ kind: "receipt", value: "7" }],
        till: "t/1",
        businessDate: "2026-11-20",
        occurredAt: "2026-11-20T10:00:00Z",
      }),
    ]);
    const receipt = { store: "s1", till: "t/1", businessDate: "2026-11-20", receiptNumber: "7" };
    expect((await read(ORDER, { by: { receipt } })).order).not.toBeNull();
    for (const other of [
      { till: "t" },
      { businessDate: "2026-11-21" },
      { store: "s2" },
      { receiptNumber: "8" },
    ]) {
      expect((await read(ORDER, { by: { receipt: { ...receipt, ...other } } })).order).toBeNull();
    }
    expect((await read(ORDER, { by: number("7") })).order).toBeNull();
  });

  test("shows what it earned per line, and says why a line earned nothing", async () => {
    const references = [{ kind: "order", value: "300" }];
    await server.receive([soldEvent({ references })]);
    const { order } = await read(
      'query { order(by: {number: {number: "300"}}) { total { amount } points { expected active explanation(locale: "de-AT") } lines { points notEarningBecause } } }',
    );
    expect(order.lines).toEqual([
      { points: "40", notEarningBecause: null },
      { points: "0", notEarningBecause: "LINE_KIND" },
    ]);
    expect(order.points).toMatchObject({ expected: "40", active: "40" });
    expect(order.points.explanation.join(" ")).toContain("Postage: Für diese Art von Position");
  });

  test("says that a purchase did not earn as long as its customer had not joined, and no longer", async () => {
    const customer = email("bought-before@example.com");
    const before = { source: "counter", customer, references: [{ kind: "order", value: "j1" }] };
    await server.receive([soldEvent(before)]);
    const EARNED =
      '{ order(by: {number: {number: "j1"}}) { points { active } lines { points notEarningBecause } } }';
    expect((await read(EARNED)).order.lines[0]).toEqual({
      points: "0",
      notEarningBecause: "NOT_A_MEMBER",
    });
    await server.receive([soldEvent({ customer })]);
    const { order } = await read(EARNED);
    expect(order.points.active).toBe("40");
    expect(order.lines[0]).toEqual({ points: "40", notEarningBecause: null });
  });
});

describe("time that has passed", () => {
  test("a reader sees the tier as of now, though nothing was written since the term ended", async () => {
    const line = { id: "1", article: "A", quantity: "1", gross: "300.00" };
    await server.receive([soldEvent({ customer: email("tier@example.com"), lines: [line] })]);
    const TIER = `{ customer(by: {email: "tier@example.com"}) { loyalty { tier { code } tierUntil tierReason next { tier { code } have } keep { have need by } nextChange { at kind sentence } } } }`;
    const now = (await read(TIER)).customer.loyalty;
    expect(now).toMatchObject({
      tier: { code: "SILVER" },
      nextChange: { kind: "DOWNGRADED", at: now.tierUntil },
    });
    daysAhead = 366;
    const then = (await read(TIER)).customer.loyalty;
    daysAhead = 0;
    expect(then).toMatchObject({
      tier: { code: "BASE" },
      tierUntil: null,
      keep: null,
      next: { have: "0.00" },
    });
  });
});

describe("operations", () => {
  test("a held event shows what it waits for, in its group and on its way", async () => {
    const references = [{ kind: "order", value: "HELD-1" }];
    const customer = [{ kind: "erp", value: "nobody-yet" }];
    await server.receive([soldEvent({ source: "erp", references, customer })]);
    const data = await read(
      `{ held { reason count amounts { amount currencyCode } outcome owner { team } sample(first: 1) { references { value } order { id } } }
         handoffs(first: 5, filter: {references: ["HELD-1"]}) { totalCount { value exact } nodes { id references { source kind value } hops { boundary { code } state detail } } } }`,
    );
    expect(data.held[0]).toMatchObject({
      reason: "UNKNOWN_CUSTOMER",
      count: 1,
      amounts: [{ amount: "45.00", currencyCode: "GBP" }],
      sample: [{ references: [{ value: "HELD-1" }], order: null }],
    });
    const { nodes, totalCount } = data.handoffs;
    expect(totalCount).toEqual({ value: 1, exact: true });
    expect(nodes[0].hops.at(-1)).toMatchObject({
      boundary: { code: "evaluated" },
      detail: expect.stringContaining("waits for a customer"),
    });
    expect(
      (await read("query($id: ID!) { node(id: $id) { id } }", { id: nodes[0].id })).node.id,
    ).toBe(nodes[0].id);
  });

  test("filters leave out what does not match, and pages go through all that does", async () => {
    const total = await read("{ all: handoffs(first: 1) { totalCount { value } } }");
    const ids = new Set<string>();
    let after: string | null = null;
    for (let page = 0; page < 100; page += 1) {
      const data = await read(
        "query($after: String) { handoffs(first: 7, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }",
        { after },
      );
      for (const { id } of data.handoffs.nodes) {
        ids.add(id);
      }
      after = data.handoffs.pageInfo.endCursor;
      if (!data.handoffs.pageInfo.hasNextPage) {
        break;
      }
    }
    expect(ids.size).toBe(total.all.totalCount.value);
    const filtered = await read(
      `{ erp: handoffs(first: 100, filter: {source: "erp"}) { nodes { references { source } } totalCount { value } }
         none: handoffs(first: 100, filter: {source: "nobody"}) { nodes { id } }
         old: handoffs(first: 100, filter: {olderThanMinutes: 60}) { nodes { id } }
         stopped: handoffs(first: 100, filter: {stoppedAt: "evaluated"}) { nodes { firstProblem { boundary { code } } } } }`,
    );
    expect(filtered.erp.totalCount.value).toBe(filtered.erp.nodes.length);
    expect([filtered.none.nodes, filtered.old.nodes]).toEqual([[], []]);
    for (const { firstProblem } of filtered.stopped.nodes) {
      expect(firstProblem.boundary.code).toBe("evaluated");
    }
    const { errors } = await server.graphql({
      query: '{ handoffs(first: 1, filter: {state: ["BROKEN"]}) { nodes { id } } }',
    });
    expect(errors?.[0]?.extensions["argument"]).toBe("filter.state");
  });
});

describe("enrolling", () => {
  const ENROL = `mutation($i: EnrolCustomerInput!) { enrolCustomer(input: $i) {
    customer { loyalty { status accounts { active } } } userErrors { code field } } }`;

  test("makes a member, credits the last purchases, and answers a repeat alike", async () => {
    await server.receive([soldEvent({ source: "crm", customer: email("joins-late@example.com") })]);
    const customer = { email: "joins-late@example.com" };
    expect(
      (await read('{ customer(by: {email: "joins-late@example.com"}) { loyalty { status } } }'))
        .customer,
    ).toEqual({
      loyalty: null,
    });
    const enrolled = await read(ENROL, { i: { customer, idempotencyKey: "e0" } });
    expect(enrolled.enrolCustomer).toEqual({
      customer: { loyalty: { status: "ENROLLED", accounts: [{ active: "40" }] } },
      userErrors: [],
    });
    expect(await read(ENROL, { i: { customer, idempotencyKey: "e0" } })).toEqual(enrolled);
    const other = { customer, idempotencyKey: "e0", termsVersion: "2" };
    const mismatch = await server.graphql({ query: ENROL, variables: { i: other } });
    expect(mismatch.errors?.[0]?.extensions["code"]).toBe("IDEMPOTENCY_KEY_PARAMETER_MISMATCH");
    const input = { customer: { email: "nobody@example.com" }, idempotencyKey: "e1" };
    const unknown = await read(ENROL, { i: input });
    expect(unknown.enrolCustomer).toEqual({
      customer: null,
      userErrors: [{ code: "CUSTOMER_NOT_FOUND", field: ["customer"] }],
    });
    const member = await read(ENROL, {
      i: { customer: { email: "pages@example.com" }, idempotencyKey: "e2" },
    });
    expect(member.enrolCustomer.userErrors[0].code).toBe("ALREADY_MEMBER");
  });
});
