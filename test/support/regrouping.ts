import { uuidv7 } from "uuidv7";
import { notifyOfNews } from "../../db/queries/stream/readStream.ts";
import { Catalog } from "../../src/core/catalog.ts";
import { systemViewer } from "../../src/domain/access/viewer.ts";
import { type RegroupRequest, regroupCustomers } from "../../src/identity/regroupCustomers.ts";
import { transact } from "../../src/platform/transact.ts";
import type { TestServer } from "./server.ts";
import { createShopper, type Shopper } from "./streams.ts";
import { subscriber } from "./subscriber.ts";

const FOLLOW = `subscription Follow($id: ID!, $after: String) {
  customerChanged(customerId: $id, after: $after) {
    __typename
    ... on StreamChange { cursor sequence customer { id } }
    ... on MergeChange { into absorbed }
    ... on UnmergeChange { from separated }
    ... on PointsChange { orders { id } }
  }
}`;

/** A change as whoever follows through merges is told it. */
export interface Told {
  readonly __typename: string;
  readonly cursor: string;
  readonly sequence: number;
  readonly customer: { readonly id: string } | null;
  readonly into?: string;
  readonly absorbed?: readonly string[];
  readonly from?: string;
  readonly separated?: readonly string[];
}

/** What stays the same whenever a change is told: its customer is as it is now. */
export const nameOf = ({ __typename, cursor }: Told) => `${__typename} ${cursor}`;

/** Makes leaves one customer each, beside a server, and wakes whoever follows them. */
export async function regroup(
  { database: { sql } }: Pick<TestServer, "database">,
  groups: RegroupRequest["groups"],
  more: Partial<RegroupRequest> = {},
): Promise<void> {
  const deps = { sql, catalog: await Catalog.load(sql), newPublicId: uuidv7 };
  const request = { viewer: systemViewer("test"), act: null, groups, ...more };
  await transact(sql, (tx) => regroupCustomers(tx, deps, request));
  await notifyOfNews(sql);
}

/** Follows everything about whomever an id names. */
export function follow({ url }: TestServer, token: string, id: string, after: string | null) {
  const client = subscriber(url, token);
  const heard = client.subscribe<{ customerChanged: Told }>(FOLLOW, { id, after });
  const events = () => heard.events.map(({ customerChanged }) => customerChanged);
  return {
    client,
    events,
    /** Resolves when so many changes were told. */
    told: async (count: number) => {
      await heard.until(() => events().length >= count);
      return events();
    },
    /** Resolves when so many of this kind were. */
    until: async (kind: string, count = 1) => {
      await heard.until(
        () => events().filter(({ __typename }) => __typename === kind).length >= count,
      );
      return events();
    },
    /** Resolves with what the subscription ended with. */
    refusal: async () => {
      await heard.ended;
      client.close();
      return heard.errors[0]?.extensions;
    },
  };
}

/** Customers of a server who become one and come apart again. */
export function regroupingStage(server: TestServer) {
  const { sql } = server.database;
  const join = (into: Shopper, ...absorbed: readonly Shopper[]) =>
    regroup(server, [
      { leaves: [into, ...absorbed].map(({ rootId }) => rootId), root: into.rootId },
    ]);
  const part = (...shoppers: readonly Shopper[]) =>
    regroup(
      server,
      shoppers.map(({ rootId }) => ({ leaves: [rootId] })),
    );
  /** Announced rows of a customer's stream, in order. */
  const rowsOf = async (
    { rootId }: Shopper,
    of: (row: { readonly kind: string; readonly at: string }) => boolean = () => true,
  ) => {
    const rows = await sql<{ seq: bigint; kind: string; at: string }[]>`
      select seq, kind, recorded_at::text as at from outbox
       where root_id = ${rootId} and announce order by seq`;
    return rows.filter(of).map(({ seq, kind }) => ({ seq: Number(seq), kind }));
  };
  /** When somebody became one with others, or came apart again; the latest first. */
  const momentsOf = async ({ rootId }: Shopper): Promise<string[]> => {
    const rows = await sql<{ at: string }[]>`
      select at::text from identity_decision
       where survivor_id = ${rootId} or absorbed_id = ${rootId} order by identity_decision.at desc`;
    return rows.map(({ at }) => at);
  };
  return {
    ...{ join, part, rowsOf, momentsOf },
    two: async (): Promise<[Shopper, Shopper]> => [
      await createShopper(server),
      await createShopper(server),
    ],
    storefront: ({ publicId }: Shopper) => server.token("storefront", { customer_id: publicId }),
    /** One goes under the other and comes back, with purchases of both all the while. */
    goAndComeBack: async (one: Shopper, other: Shopper): Promise<void> => {
      await one.buy(server);
      await other.buy(server);
      await join(other, one);
      await one.buy(server);
      await other.buy(server);
      await part(one, other);
      await other.buy(server);
      await one.buy(server);
    },
    /** Numbers of what whoever follows the one by their id is to be told of that. */
    wayOf: async (one: Shopper, other: Shopper, from: number): Promise<number[]> => {
      const [parted = "", joined = ""] = await momentsOf(one);
      const own = await rowsOf(one);
      const its = await rowsOf(
        other,
        ({ at, kind }) => at >= joined && at < parted && !(kind === "MERGED" && at === joined),
      );
      const came = own.findIndex(({ kind }) => kind === "UNMERGED");
      const before = own.slice(0, came).filter(({ seq }) => seq > from);
      return [...before, ...its, ...own.slice(came)].map(({ seq }) => seq);
    },
  };
}
