import { afterAll, beforeAll, expect, test } from "vitest";
import { linkIdentifier } from "../../../src/customers/linkIdentifier.ts";
import { mergeCustomers } from "../../../src/identity/byHand/mergeCustomers.ts";
import { previewMerge } from "../../../src/identity/byHand/previewMerge.ts";
import { unmergeCustomers } from "../../../src/identity/byHand/unmergeCustomers.ts";
import { decideLinks } from "../../../src/identity/decideLinks.ts";
import { findAlike } from "../../../src/identity/findAlike.ts";
import { expectSound, sale } from "../../support/bench/commandBench.ts";
import { type MergeBench, startMergeBench } from "../../support/bench/mergeBench.ts";
import { viewerOf } from "../../support/receiver.ts";

/** Somebody whom an integration has given everything that it ever saw. */
const IDENTIFIERS = 10_000;
const TIMEOUT_MS = 120_000;

let bench: MergeBench;
beforeAll(async () => {
  bench = await startMergeBench();
});
afterAll(() => bench?.close());

test(
  "customers of ten thousand identifiers each are merged, decided about and parted, and agents are told the limit",
  async () => {
    const { sql } = bench.database;
    const [one, other] = [await bench.buyer("n-a", "600.00"), await bench.buyer("n-b", "600.00")];
    for (const leaf of [one, other]) {
      await linkIdentifier(bench.deps, {
        ...{ viewer: viewerOf("agent"), rootId: leaf, said: `${leaf}`, idempotencyKey: `${leaf}` },
        identifier: { kind: "email", value: `n-${leaf}-0@gmail.com`, verified: false },
      });
      await sql`
        insert into identifiers (id, kind, value, leaf_id, verified)
        select ${String(leaf)}::bigint * 100000000 + n, 'email', 'n-' || ${String(leaf)} || '-' || n || '@gmail.com',
          ${String(leaf)}::bigint, false
        from generate_series(1, ${IDENTIFIERS}::int - 1) n`;
    }
    const before = await bench.stateOf(one, other);
    const common = { said: null, reason: "one" };
    const agent = { ...common, viewer: viewerOf("agent"), overrule: false, idempotencyKey: "a" };
    const refused = await mergeCustomers(bench.deps, { ...agent, rootId: one, otherRootId: other });
    expect(refused.userErrors).toMatchObject([{ code: "LIMIT_OF_CUSTOMER" }]);
    const viewer = viewerOf("supervisor");
    const preview = await previewMerge(bench.deps, { viewer, rootId: one, otherRootId: other });
    expect(preview).toMatchObject({ after: { identifiers: 2 * (IDENTIFIERS + 1) } });
    const merged = await mergeCustomers(bench.deps, {
      ...{ ...common, viewer, rootId: one, otherRootId: other, overrule: true },
      idempotencyKey: "m",
    });
    expect(merged.userErrors).toEqual([]);
    for (let keyed = 1; keyed > 0; ) {
      keyed = await findAlike(bench.deps);
    }
    await bench.gateway.send([
      sale("n-shown", [
        { kind: "email", value: "n-a@example.com" },
        { kind: "email", value: `n-${other}-7@gmail.com` },
      ]),
    ]);
    await decideLinks(bench.deps);
    await expectSound(bench);
    const parted = await unmergeCustomers(bench.deps, {
      ...{ ...common, viewer, rootId: one, separate: other, idempotencyKey: "u" },
    });
    expect(parted.userErrors).toEqual([]);
    expect((await bench.stateOf(one, other)).map((row) => Reflect.get(row, "tier"))).toEqual(
      before.map((row) => Reflect.get(row, "tier")),
    );
    await expectSound(bench);
  },
  TIMEOUT_MS,
);
