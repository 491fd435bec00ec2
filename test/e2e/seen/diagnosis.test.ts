import { afterAll, beforeAll, expect, test } from "vitest";
import { soldEvent, todayInLondon } from "../../support/purchases.ts";
import { SOURCE, startTestServer, type TestServer } from "../../support/server.ts";

let server: TestServer;
let customerId: string;
const NUMBER = "SEEN-1";
beforeAll(async () => {
  server = await startTestServer();
  const [sold] = await server.receive([
    soldEvent({
      references: [{ kind: "order", value: NUMBER }],
      customer: [{ kind: "email", value: "seen@example.com" }],
    }),
  ]);
  expect(sold?.outcome).toBe("APPLIED");
  const { data } = await server.graphql({
    query: '{ customer(by: {email: "seen@example.com"}) { id } }',
    token: await server.token("admin"),
  });
  customerId = (data as { customer: { id: string } }).customer.id;
});
afterAll(() => server.stop());

const DIAGNOSE = `query($customer: CustomerIdentifierInput!, $orders: [ErpOrderInput!]) {
  diagnoseCustomer(customer: $customer, orders: $orders) {
    customer { id } healthy
    orders { number amount { amount currencyCode } order { id status }
      findings { kind field cause boundary owner { team } expected seen evidence command }
      deliveries { destination state } } } }`;

interface Asked {
  readonly data?: { readonly diagnoseCustomer: Record<string, unknown> | null } | null;
  readonly errors?: readonly { readonly extensions: Record<string, unknown> }[];
}

const ask = async (role: "operator" | "admin", customer: object, orders?: readonly object[]) =>
  (await server.graphql({
    query: DIAGNOSE,
    variables: { customer, orders },
    token: await server.token(role),
  })) as Asked;

test("operators are told of orders by id or number, and not who the customer is", async () => {
  for (const by of [{ id: customerId }, { order: { number: { number: NUMBER } } }]) {
    const { data } = await ask("operator", by);
    expect(data?.diagnoseCustomer).toMatchObject({
      ...{ customer: null, healthy: true },
      orders: [
        {
          ...{ number: NUMBER, amount: { amount: "45.00", currencyCode: "GBP" } },
          ...{ order: { status: "FULFILLED" }, findings: [], deliveries: [] },
        },
      ],
    });
  }
  const byAddress = await ask("operator", { email: "seen@example.com" });
  expect(byAddress.errors?.[0]?.extensions).toMatchObject({ code: "FORBIDDEN" });
  const byOther = await ask("operator", { email: "nobody@example.com" });
  expect(byOther.errors).toEqual(byAddress.errors);
});

test("who may read customers finds them by address, and whoever is not there is null", async () => {
  const { data } = await ask("admin", { email: "seen@example.com" });
  expect(data?.diagnoseCustomer).toMatchObject({ customer: { id: customerId }, healthy: true });
  expect((await ask("admin", { email: "nobody@example.com" })).data?.diagnoseCustomer).toBeNull();
  expect((await ask("operator", { id: "x" })).data?.diagnoseCustomer).toBeNull();
  expect((await ask("operator", { couponCode: "x" })).errors?.[0]?.extensions).toMatchObject({
    code: "FORBIDDEN",
  });
});

test("what the ERP knows otherwise is a finding with its owner, and bad orders are named", async () => {
  const order = (number: string, amount: string) => ({
    ...{ number, source: SOURCE, fulfilledAt: new Date(Date.now() - 60_000).toISOString() },
    amount: { amount, currencyCode: "GBP" },
  });
  const { data } = await ask("operator", { id: customerId }, [
    order(NUMBER, "54.00"),
    order("SEEN-2", "1.00"),
  ]);
  const amount = { kind: "WRONG_AMOUNT", expected: "54.00 GBP", seen: "45.00 GBP" };
  const missing = { kind: "MISSING", field: "order", cause: "NO_EVENT" };
  expect(data?.diagnoseCustomer).toMatchObject({
    healthy: false,
    orders: [
      { findings: [{ ...amount, cause: "TOLD_OTHERWISE" }] },
      { findings: [{ ...missing, owner: { team: expect.any(String) } }] },
    ],
  });
  const argument = async (...bad: readonly object[]) =>
    (await ask("operator", { id: customerId }, bad)).errors?.[0]?.extensions["argument"];
  expect(await argument(order("A", "1.005"))).toBe("orders.0.amount.amount");
  expect(await argument(...Array.from({ length: 6 }, () => order("A", "1.00")))).toBe("orders");
  expect(await argument({ ...order("A", "1"), amount: { amount: "1", currencyCode: "X" } })).toBe(
    "orders.0.amount.currencyCode",
  );
});

test("a day adds up through the graph as it does at the command line", async () => {
  const day = todayInLondon();
  const { data, errors } = (await server.graphql({
    query: `{ bridge(source: "${SOURCE}", from: "${day}", to: "${day}") {
      businessDate source declared count sourceTotal { amount } ledgerTotal { amount }
      steps { reason amount { amount } count causes { code amount { amount } count } }
      unexplained { amount currencyCode } unexplainedPoints
      findings(first: 5) { kind } repairs { sentence command safe } } }`,
    token: await server.token("operator"),
  })) as { data?: { bridge: readonly object[] } | null; errors?: unknown };
  expect(errors).toBeUndefined();
  expect(data?.bridge).toEqual([
    {
      ...{ businessDate: day, source: SOURCE, declared: false, count: 1 },
      ...{ sourceTotal: { amount: "45.00" }, ledgerTotal: { amount: "40.00" } },
      steps: ["GUEST", "EXCLUDED", "HELD", "TIMING", "ROUNDING"].map((reason) =>
        reason === "EXCLUDED"
          ? {
              ...{ reason, amount: { amount: "5.00" }, count: 1 },
              causes: [{ code: "LINES", amount: { amount: "5.00" }, count: 1 }],
            }
          : { reason, amount: { amount: "0.00" }, count: 0, causes: [] },
      ),
      unexplained: { amount: "0.00", currencyCode: "GBP" },
      ...{ unexplainedPoints: "0", findings: [], repairs: [] },
    },
  ]);
});
