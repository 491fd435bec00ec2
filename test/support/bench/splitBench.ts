import { expect } from "vitest";
import { linkIdentifier } from "../../../src/customers/linkIdentifier.ts";
import { DEFAULT_MODEL } from "../../../src/domain/identity/matching/model.ts";
import { mergeCustomers } from "../../../src/identity/byHand/mergeCustomers.ts";
import { splitCustomer } from "../../../src/identity/byHand/splitCustomer.ts";
import { unsplitCustomer } from "../../../src/identity/byHand/unsplitCustomer.ts";
import { resolveLeaves } from "../../../src/identity/resolveLeaves.ts";
import { authorisePoints } from "../../../src/loyalty/points/authorisePoints.ts";
import { capturePoints } from "../../../src/loyalty/points/endAuthorisation.ts";
import { transact } from "../../../src/platform/transact.ts";
import { viewerOf } from "../receiver.ts";
import { sale } from "./commandBench.ts";
import type { MergeBench } from "./mergeBench.ts";

/** What people do to a customer who is two people, each act once, by a supervisor or who may. */
export function splitActs(benchOf: () => MergeBench) {
  let keys = 0;
  const key = () => {
    keys += 1;
    return `split-${keys}`;
  };
  const email = (name: string) => ({ kind: "email", value: `${name}@example.com` });
  const split = (rootId: bigint | null, names: readonly string[], more: object = {}) =>
    splitCustomer(benchOf().deps, {
      ...{ viewer: viewerOf("supervisor"), rootId, identifiers: names.map(email), orders: [] },
      ...{ said: [`${rootId}`, names], reason: "Father and son.", idempotencyKey: key(), ...more },
    });
  const unsplit = (rootId: bigint | null, more: object = {}) =>
    unsplitCustomer(benchOf().deps, {
      ...{ viewer: viewerOf("supervisor"), rootId, said: `${rootId}` },
      ...{ reason: "It was one after all.", idempotencyKey: key(), ...more },
    });
  const merge = (rootId: bigint, otherRootId: bigint, more: object = {}) =>
    mergeCustomers(benchOf().deps, {
      ...{ viewer: viewerOf("supervisor"), rootId, otherRootId, said: [`${rootId}`] },
      ...{ reason: "One person.", overrule: false, idempotencyKey: key(), ...more },
    });
  const link = (rootId: bigint, name: string) =>
    linkIdentifier(benchOf().deps, {
      ...{ viewer: viewerOf("agent"), rootId, said: key(), idempotencyKey: key() },
      identifier: { ...email(name), verified: false },
    });
  const spend = async (rootId: bigint, points: bigint) => {
    const viewer = viewerOf("till");
    const held = await authorisePoints(benchOf().deps, {
      ...{ viewer, rootId, said: key(), idempotencyKey: key(), points },
      ...{ wallet: "points", reference: null, expiresInSeconds: null },
    });
    const authorisation = held.hold?.publicId ?? null;
    const paid = await capturePoints(benchOf().deps, {
      ...{ viewer, authorisation, points: null, idempotencyKey: key() },
    });
    expect(codes(paid)).toEqual([]);
  };
  const pointsOf = async (...leaves: readonly bigint[]) => {
    const rows = await benchOf().database.sql<{ leaf_id: bigint; points: bigint }[]>`
    select leaf_id, active + maturing as points from account
    where leaf_id = any(${leaves.map(String)}::bigint[])`;
    const byLeaf = new Map(rows.map((row) => [row.leaf_id, row.points]));
    return leaves.map((leaf) => byLeaf.get(leaf) ?? 0n);
  };
  const rootsOf = async (...leaves: readonly bigint[]) => {
    const rows = await benchOf().database.sql<{ id: bigint; root_id: bigint }[]>`
    select id, root_id from customer where id = any(${leaves.map(String)}::bigint[])`;
    const roots = new Map(rows.map((row) => [row.id, row.root_id]));
    return leaves.map((leaf) => roots.get(leaf));
  };
  const redecide = (...leaves: readonly bigint[]) =>
    transact(benchOf().database.sql, (tx) =>
      resolveLeaves(tx, benchOf().deps, leaves, DEFAULT_MODEL),
    );
  const codes = (answer: { userErrors: readonly { code: string }[] }) =>
    answer.userErrors.map(({ code }) => code);
  /** Somebody who buys by several addresses, which their first purchase shows together. */
  const shared = async (...names: readonly string[]): Promise<bigint> => {
    const [first, ...others] = names;
    const [result] = await benchOf().gateway.send([
      sale(`shared-${key()}`, [email(first as string), ...others.map(email)]),
    ]);
    return result?.leafId as bigint;
  };

  return {
    key,
    email,
    split,
    unsplit,
    link,
    merge,
    spend,
    pointsOf,
    rootsOf,
    redecide,
    codes,
    shared,
  };
}
