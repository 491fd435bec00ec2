import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../../../db/connection/client.ts";
import { takeLane } from "../../../db/queries/identity/records.ts";
import { resolveMatchCandidate } from "../../../src/identity/byHand/resolveMatchCandidate.ts";
import { decideLinks } from "../../../src/identity/decideLinks.ts";
import { regroupCustomers } from "../../../src/identity/regroupCustomers.ts";
import { sale } from "../../support/bench/commandBench.ts";
import { type MergeBench, startMergeBench } from "../../support/bench/mergeBench.ts";
import { pause, untilBlocked } from "../../support/faults.ts";
import { viewerOf } from "../../support/receiver.ts";

/** Answers about customers who became others while the answer waited. */

let bench: MergeBench;
beforeAll(async () => {
  bench = await startMergeBench();
});
afterAll(() => bench?.close());

const email = (name: string) => ({ kind: "email", value: `${name}@example.com` });
const rootsOf = async (...leaves: readonly bigint[]) => {
  const rows = await bench.database.sql<{ id: bigint; root_id: bigint }[]>`
    select id, root_id from customer where id = any(${leaves.map(String)}::bigint[])`;
  const roots = new Map(rows.map((row) => [row.id, row.root_id]));
  return leaves.map((leaf) => roots.get(leaf));
};

test("whoever has left a customer meanwhile is merged alone, and the customer is not", async () => {
  const [one, leaver, other] = [
    await bench.buyer("o1-a", "5.00"),
    await bench.buyer("o1-b", "5.00"),
    await bench.buyer("o1-c", "5.00"),
  ];
  await bench.gateway.send([sale("o1-both", [email("o1-b"), email("o1-c")])]);
  await decideLinks(bench.deps);
  await bench.regroup([{ leaves: [one, leaver] }]);
  const [candidate] = await bench.database.sql<{ public_id: string }[]>`
    select public_id from match_candidate where a = ${String(leaver)} and b = ${String(other)}`;
  const options = { viewer: viewerOf("supervisor"), act: null };
  // Waits as long as the test holds the lane: one that gives up begins anew.
  const timeouts = { lockTimeoutMs: 15_000, statementTimeoutMs: 15_000 };
  const sql = connect(bench.database.url, {
    ...{ max: 1, applicationName: "tributary-test-patient" },
    ...timeouts,
  });
  let answer: Promise<unknown> = Promise.resolve();
  const paused = await pause(bench.database.url, async (tx) => {
    await takeLane(tx);
    answer = resolveMatchCandidate(
      { ...bench.deps, sql },
      {
        ...{ viewer: viewerOf("agent"), candidate: candidate?.public_id ?? null, decision: "SAME" },
        ...{ survivor: null, reason: "one", overrule: false, said: "o1", idempotencyKey: "o1" },
      },
    );
    await untilBlocked(bench.database.sql);
    const groups = [{ leaves: [one] }, { leaves: [leaver] }];
    await regroupCustomers(tx, bench.deps, { ...options, groups });
  });
  await paused.commit();
  const answered = await answer;
  await sql.end();
  expect(answered).toMatchObject({ userErrors: [] });
  expect(await rootsOf(one, leaver, other)).toEqual([one, leaver, leaver]);
});
