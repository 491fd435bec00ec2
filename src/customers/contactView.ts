import type { IdentifierRow } from "../../db/queries/customers/readCustomers.ts";
import type { MaskedValue } from "../access/mask.ts";
import type { Instant, LocalDate } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { encodeGlobalId } from "../platform/globalId.ts";

export type ContactView = MaskedValue & {
  readonly id: string;
  readonly kind: string;
  readonly verified: boolean;
  readonly status: "ACTIVE" | "REPLACED" | "BLOCKED";
  /** Null unless the whole value is shown. */
  readonly givenAs: string | null;
  readonly firstSeenAt: Instant;
  readonly lastSeenOn: LocalDate | null;
};

/** An identifier as it may be shown; as it was given only with the whole value. */
export function contactView(row: IdentifierRow, shown: MaskedValue): ContactView {
  const { id, kind, value, raw, verified, status, createdAt, lastSeenOn } = row;
  return {
    ...{ id: encodeGlobalId("Contact", id.toString()), kind, verified, status, ...shown },
    givenAs: shown.visibility === "FULL" ? (raw ?? value) : null,
    firstSeenAt: instantFromPg(createdAt),
    lastSeenOn,
  };
}
