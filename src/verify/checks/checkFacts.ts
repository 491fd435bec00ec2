import type {
  RecordedEventRow,
  StoredIdentifierRow,
} from "../../../db/queries/verify/verifyRows.ts";
import type { Catalog } from "../../core/catalog.ts";
import { decodeFact, type FactJson } from "../../domain/purchase/factCodec.ts";
import { BODY_HASH_VERSION, bodyHash } from "../../domain/purchase/hash.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import type { Findings } from "../findings.ts";

/**
 * I1 of one event that has a fact, applied or held: its columns are what the fact says, and fact
 * and identifiers together are what was received, as the hash tells that was taken of it then. A
 * hash of an older kind, and one of an event whose identifiers have been erased, says nothing any
 * more.
 */
export function checkFact(
  row: RecordedEventRow,
  identifiers: ReadonlyMap<string, StoredIdentifierRow>,
  catalog: Catalog,
  findings: Findings,
): void {
  const id = `event ${row.id}`;
  const fact = row.fact as FactJson;
  findings.compare("I1", id, "source", catalog.sourceById(row.source_id).code, fact.s);
  findings.compare("I1", id, "event_id", row.event_id, fact.e);
  findings.compare("I1", id, "kind", row.kind, fact.k);
  const occurredAt = row.occurred_at === null ? null : instantFromPg(row.occurred_at);
  findings.compare("I1", id, "occurred_at", occurredAt, fact.o);
  const values = new Map<string, string>();
  for (const presented of fact.i ?? []) {
    const identifier = identifiers.get(presented.id);
    if (identifier === undefined) {
      findings.violated("I1", id, `presents identifier ${presented.id}, which does not exist`);
      return;
    }
    findings.compare("I1", `identifier ${presented.id}`, "kind", identifier.kind, presented.k);
    if (identifier.value === null) {
      return;
    }
    values.set(presented.id, identifier.value);
  }
  if (row.hash_version > BODY_HASH_VERSION || row.hash_version < 1) {
    findings.violated("I1", id, `has a hash of version ${row.hash_version}, which there is not`);
  }
  if (row.hash_version !== BODY_HASH_VERSION) {
    return;
  }
  const event = decodeFact(fact, values);
  // The day of a till's receipt, and the store that its credential is bound to, may have been
  // filled in afterwards.
  const days = event.businessDate === null ? [null] : [event.businessDate, null];
  const stores = fact.b === undefined ? [event.store] : [event.store, null];
  const isSame = days.some((businessDate) =>
    stores.some((store) => bodyHash({ ...event, businessDate, store }) === row.body_hash),
  );
  if (!isSame) {
    findings.violated(
      "I1",
      id,
      "its fact, or an identifier that it presents, is not what was received",
    );
  }
}
