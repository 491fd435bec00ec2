import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { expectSound } from "../../support/bench/commandBench.ts";
import { type MergeBench, startTrustingBench } from "../../support/bench/mergeBench.ts";
import { splitActs } from "../../support/bench/splitBench.ts";

let bench: MergeBench;
beforeAll(async () => {
  bench = await startTrustingBench();
});
afterAll(() => bench?.close());

const { split, shared } = splitActs(() => bench);

describe("verify finds", () => {
  const splitOf = async (name: string) => {
    const root = await shared(`${name}-a`, `${name}-b`);
    await bench.buy(`${name}-b`, "100.00");
    const other = BigInt((await split(root, [`${name}-b`])).otherId as string);
    return { root, other };
  };
  const found = async (name: string, damage: readonly string[], repair: readonly string[]) => {
    const { root, other } = await splitOf(name);
    await expectSound(bench);
    const { sql } = bench.database;
    const run = async (statements: readonly string[]) => {
      for (const statement of statements) {
        await sql.unsafe(statement.replaceAll("$1", `${root}`).replaceAll("$2", `${other}`));
      }
    };
    await run(damage);
    const report = formatReport(await verifyDatabase(sql));
    await run(repair);
    await expectSound(bench);
    return report;
  };

  test("an order that was left behind", async () => {
    const report = await found(
      "v1",
      ["update orders set leaf_id = $1 where leaf_id = $2"],
      [
        "update orders set leaf_id = $2 where matched_identifier_id in (select id from identifiers where leaf_id = $2)",
      ],
    );
    expect(report).toContain("customer");
    expect(report).toMatch(/I7b/);
  });

  test("an identifier that was given away without a decision", async () => {
    const report = await found(
      "v2",
      [
        "update identity_decision set survivor_id = -survivor_id where kind = 'SPLIT' and absorbed_id = $2",
      ],
      [
        "update identity_decision set survivor_id = -survivor_id where kind = 'SPLIT' and absorbed_id = $2",
      ],
    );
    expect(report).toMatch(/which no event and no command tells/);
  });

  test("an identifier that the decision does not name", async () => {
    const report = await found(
      "v3",
      ["update identifiers set leaf_id = $2 where leaf_id = $1"],
      ["update identifiers set leaf_id = $1 where leaf_id = $2 and value = 'v3-a@example.com'"],
    );
    expect(report).toMatch(/which no event and no command tells/);
  });

  test("points that were counted twice, as a balance or as a lot", async () => {
    const twice = await found(
      "v4",
      ["update account set active = active + 100 where leaf_id = $1"],
      ["update account set active = active - 100 where leaf_id = $1"],
    );
    expect(twice).toContain("active and maturing");
    const lots = "from account a where a.id = account_id and a.leaf_id = $1 and lot.points = 100";
    const again = await found(
      "v5",
      [`update lot set remaining = lot.points ${lots}`],
      [`update lot set remaining = 0 ${lots}`],
    );
    expect(again).toMatch(/remaining/);
  });

  test("a decision that says other than what was", async () => {
    const report = await found(
      "v6",
      [
        `update identity_decision set evidence = jsonb_set(evidence, '{orders}', '[]')
        where kind = 'SPLIT' and absorbed_id = $2`,
      ],
      [
        `update identity_decision set evidence = jsonb_set(evidence, '{orders}',
          (select jsonb_agg(id::text) from orders where leaf_id = $2))
        where kind = 'SPLIT' and absorbed_id = $2`,
      ],
    );
    expect(report).toMatch(/customer/);
  });
});
