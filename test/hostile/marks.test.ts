import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  FORBIDDING_MARKS,
  type ForbiddingMark,
  MARK_TABLE,
} from "../../src/domain/customer/marks.ts";
import { verifyDatabase } from "../../src/verify/verifyDatabase.ts";
import { ERRORS, type IdentityBench, startIdentityBench } from "../support/identityBench.ts";
import { soldEvent } from "../support/purchases.ts";

/** Acting for customers who are marked: over HTTP, on two servers. */

let bench: IdentityBench;
beforeAll(async () => {
  bench = await startIdentityBench();
});
afterAll(async () => {
  await bench.both.stop();
});

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
    const active = async (leafId: bigint) => {
      const [row] = await bench.both.first.database.sql`
        select coalesce(sum(active + maturing), 0)::text as points from account where leaf_id = ${String(leafId)}::text::bigint`;
      return Number(row?.["points"]);
    };
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
    const report = await verifyDatabase(bench.both.first.database.sql);
    expect(report.invariants.filter(({ status }) => status === "VIOLATED")).toEqual([]);
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
