import type { Sql } from "../../db/connection/client.ts";
import {
  findExpiringPoints,
  findMissingArticle,
  findRefusedCoupon,
} from "../../db/queries/demo/stories.ts";
import { findSampleCustomer } from "../../db/statements/readSample.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { encodeGlobalId } from "../platform/globalId.ts";

/**
 * Whom the page of demo mode tells of, by the ids that the graph shows; null for what the data at
 * hand has nobody for.
 */
export interface DemoStories {
  /** An article was not in the parcel. */
  readonly missing: {
    readonly customerId: string;
    readonly order: { readonly source: string; readonly number: string };
  } | null;
  /** Points that go next; `at` is when, RFC 3339. */
  readonly expiring: { readonly customerId: string; readonly at: string } | null;
  /** A till refused it. */
  readonly refused: { readonly code: string } | null;
  /** A member with points. */
  readonly member: { readonly customerId: string } | null;
}

/** Found anew in whatever is in the database now: nobody is written down. */
export async function findStories(sql: Sql, now: Instant): Promise<DemoStories> {
  const [missing, expiring, refused, member] = await Promise.all([
    findMissingArticle(sql),
    findExpiringPoints(sql, formatInstant(now)),
    findRefusedCoupon(sql),
    findSampleCustomer(sql),
  ]);
  return {
    missing: missing && {
      customerId: encodeGlobalId("Customer", missing.publicId),
      order: { source: missing.orderSource, number: missing.orderNumber },
    },
    expiring: expiring && {
      customerId: encodeGlobalId("Customer", expiring.publicId),
      at: expiring.at,
    },
    refused,
    member: member === null ? null : { customerId: encodeGlobalId("Customer", member) },
  };
}
