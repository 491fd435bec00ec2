import type { CustomerFieldsRow } from "../../../db/queries/deliveries/customerFields.ts";
import type { LaneRowRead, SentRow } from "../../../db/queries/deliveries/lanes.ts";
import { keptComparing } from "../../domain/delivery/comparing.ts";
import { sentValueOf } from "../../domain/delivery/sentFields.ts";
import type { SecretBox } from "../../platform/secretBox.ts";
import { fieldOf } from "../message.ts";
import type { ActiveDestination } from "../workerDeps.ts";
import { concealmentOf } from "./concealment.ts";

/**
 * What was said of a customer, as it is kept to be compared with what is stored, or with a file;
 * null: it is compared with neither, or nothing is known that the destination knows them by.
 */
export function sentRowOf(
  row: Pick<LaneRowRead, "id" | "rootId" | "seq">,
  {
    destination: { id, settings },
    customer,
    said,
    isShadow,
  }: {
    readonly destination: Pick<ActiveDestination, "id" | "settings">;
    readonly customer: CustomerFieldsRow | null;
    /** By the destination's names. */
    readonly said: Readonly<Record<string, unknown>>;
    /** It was not sent. */
    readonly isShadow: boolean;
  },
  box: Pick<SecretBox, "hashOf">,
): SentRow | null {
  const comparing = keptComparing(settings, isShadow);
  const knownBy = comparing === null ? null : fieldOf(comparing.key, customer);
  if (comparing === null || knownBy === null) {
    return null;
  }
  const concealment = concealmentOf(id, box);
  const values = Object.entries(settings.fields).map(([name, field]) => [
    name,
    sentValueOf(field, said[name], comparing.rule, concealment),
  ]);
  return {
    ...{ destination_id: id, root_id: row.rootId, outbox_id: row.id, seq: row.seq },
    known_by: concealment.hash(String(knownBy)),
    fields: Object.fromEntries(values),
    is_shadow: isShadow,
  };
}
