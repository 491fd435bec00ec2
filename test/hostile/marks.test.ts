import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  FORBIDDING_MARKS,
  type ForbiddingMark,
  MARK_TABLE,
} from "../../src/domain/customer/marks.ts";
import { verifyDatabase } from "../../src/verify/verifyDatabase.ts";
import {
  ERRORS,
  type IdentityBench,
  key,
  startIdentityBench,
} from "../support/bench/identityBench.ts";
import { soldEvent } from "../support/purchases.ts";

/** Acting for customers who are marked: over HTTP, on two servers. */

let bench: IdentityBench;
beforeAll(async () => {
  bench = await startIdentityBench();
});
afterAll(async () => {
  await bench.both.stop();
});

async function active(leafId: bigint): Promise<number> {
  const [row] = await bench.both.first.database.sql`
    select coalesce(sum(active + maturing), 0)::text as points from account where leaf_id = ${String(leafId)}::text::bigint`;
  return Number(row?.["points"]);
}

/** The invariants that do not hold, a replay of everything included. */
async function violated() {
  const report = await verifyDatabase(bench.both.first.database.sql);
  return report.invariants.filter(({ status }) => status === "VIOLATED");
}

describe("a marked customer", () => {
  test.each(FORBIDDING_MARKS)("%s: every command keeps the table", async (flag: ForbiddingMark) => {
    const one = await bench.prepared();
    await bench.mark(one.leafId, [flag]);
    for (const [act, run] of Object.entries(bench.acts) as [
      keyof IdentityBench["acts"],
      IdentityBench["acts"][keyof IdentityBench["acts"]],
    ][]) {
      const { code, userErrors = [] } = await run(one);
      const said = [code, ...userErrors.map((error) => error.code)];
      const isRefused = said.includes("CUSTOMER_MARKED");
      expect({ act, isRefused, said: isRefused ? [] : code }).toEqual({
        ...{ act, isRefused: MARK_TABLE[act][flag] === "refuse" },
        said: isRefused ? [] : undefined,
      });
    }
  });

  test("a purchase earns by the marks of its day, and a replay agrees when they have changed since", async () => {
    for (const flag of FORBIDDING_MARKS) {
      const { email, leafId } = await bench.member();
      const before = await active(leafId);
      const event = () => soldEvent({ customer: [{ kind: "email", value: email }] });
      await bench.mark(leafId, [flag]);
      const marked = event();
      await bench.both.second.receive([marked]);
      const earns = MARK_TABLE.purchase[flag] !== "refuse";
      expect(await active(leafId)).toBe(earns ? 2 * before : before);
      await bench.mark(leafId, []);
      const { references } = marked as { references: unknown };
      // A later word about the marked order still earns nothing; a new order does.
      await bench.both.first.receive([
        soldEvent({
          customer: [],
          references,
          kind: "RETURNED",
          returnId: "r",
          tenders: [],
          lines: [{ lineId: "1", quantity: "1", amount: "40.00" }],
        }),
        event(),
      ]);
      expect(await active(leafId)).toBeGreaterThan(before);
    }
    expect(await violated()).toEqual([]);
  });

  test("an order that turns out to be part of another keeps the mark of its own day, or none", async () => {
    const { first, second } = bench.both;
    for (const flag of ["TEST", null] as const) {
      const { email, leafId } = await bench.member();
      const before = await active(leafId);
      const guests = soldEvent({ customer: [] });
      const own = soldEvent({ customer: [{ kind: "email", value: email }] });
      await bench.mark(leafId, flag === null ? [] : [flag]);
      await first.receive([guests]);
      await second.receive([own]);
      const earned = flag === null ? 2 * before : before;
      expect(await active(leafId)).toBe(earned);
      // Since then the mark was taken, or given: the older order becomes the customer's by the
      // younger one.
      await bench.mark(leafId, flag === null ? ["TEST"] : []);
      const references = [guests, own].flatMap((one) => one["references"]);
      const [joined] = await first.receive([
        soldEvent({ customer: [], references, kind: "SETTLED", lines: undefined }),
      ]);
      expect(joined).toMatchObject({ outcome: "APPLIED", leafId });
      const after = await active(leafId);
      if (flag === null) {
        expect(after).toBeGreaterThanOrEqual(earned);
      } else {
        expect(after).toBe(before);
      }
    }
    expect(await violated()).toEqual([]);
  });

  test("a purchase makes no member of somebody whom the table lets nobody enrol", async () => {
    for (const flag of FORBIDDING_MARKS) {
      const email = `${key()}@example.com`;
      const made = await bench.call(
        "createCustomer",
        "CreateCustomerInput",
        { identifiers: [{ kind: "email", value: email }], idempotencyKey: key() },
        "customer { id } userErrors { code }",
      );
      expect(made.userErrors).toEqual([]);
      const [held] = await bench.both.first.database.sql<{ leaf_id: bigint }[]>`
        select leaf_id from identifiers where kind = 'email' and value = ${email}`;
      const leafId = held?.leaf_id as bigint;
      await bench.mark(leafId, [flag]);
      const [sold] = await bench.both.second.receive([
        soldEvent({ customer: [{ kind: "email", value: email }] }),
      ]);
      expect(sold).toMatchObject({ outcome: "APPLIED", leafId });
      const members = await bench.both.first.database.sql`
        select 1 from membership where leaf_id = ${String(leafId)}::text::bigint`;
      expect({ flag, isMember: members.length > 0 }).toEqual({
        flag,
        isMember: MARK_TABLE.enrolCustomer[flag] !== "refuse",
      });
    }
    expect(await violated()).toEqual([]);
  });

  test("FRAUD_HOLD is given and taken by supervisors, and a shop is not told which mark it is", async () => {
    const { email, leafId } = await bench.member();
    const agent = await bench.both.first.token("agent");
    const flags = (list: readonly string[], token: string) =>
      bench.call(
        "updateCustomer",
        "UpdateCustomerInput",
        { customer: { email }, flags: list },
        ERRORS,
        token,
      );
    expect((await flags(["FRAUD_HOLD"], agent)).code).toBe("FORBIDDEN");
    const supervisor = await bench.both.first.token("supervisor");
    expect((await flags(["FRAUD_HOLD"], supervisor)).userErrors).toEqual([]);
    expect((await flags([], agent)).code).toBe("FORBIDDEN");
    const { errors } = await bench.call(
      "issueCustomerToken",
      "IssueCustomerTokenInput",
      { customer: { email } },
      "token",
      await bench.both.first.token("shop"),
    );
    expect(errors[0].extensions.code).toBe("CUSTOMER_MARKED");
    expect(JSON.stringify(errors)).not.toContain("FRAUD");
    expect(leafId).toBeDefined();
  });
});
