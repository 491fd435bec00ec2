import type { Tx } from "../../db/connection/client.ts";
import { insertAudit } from "../../db/queries/core/audit.ts";
import { acknowledge, findIncident } from "../../db/queries/incidents/incidents.ts";
import { insertNotices } from "../../db/queries/incidents/notices.ts";
import { requireScope } from "../access/authorise.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { actorOf } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { reasonFault } from "../domain/tier/overrideRules.ts";
import { once } from "../platform/idempotency.ts";
import { transact } from "../platform/transact.ts";

export type AcknowledgeFault = "INCIDENT_NOT_FOUND" | "ALREADY_ACKNOWLEDGED" | "NOTE_INVALID";

export interface AcknowledgeIncidentRequest {
  readonly viewer: Viewer;
  /** Public id; null: an id that is none of ours. */
  readonly incident: string | null;
  readonly note: string | null;
  readonly idempotencyKey: string;
}

export interface AcknowledgeIncidentAnswer {
  /** Public id of the incident; null: there is none. */
  readonly incident: string | null;
  readonly userErrors: readonly {
    readonly code: AcknowledgeFault;
    readonly message: string;
    readonly field: readonly string[];
  }[];
}

/** What came of it, for whoever asked by a command line or by the graph. */
export type Acknowledged =
  | { readonly ok: true; readonly incident: string }
  | {
      readonly ok: false;
      readonly incident: string | null;
      readonly code: AcknowledgeFault;
      readonly message: string;
    };

/**
 * Says that somebody looks after an incident.
 *
 * Guarantee: once per idempotency key, on record with who; of two at once one is told that the
 * other was first. Throws: AppError FORBIDDEN, BAD_USER_INPUT, IDEMPOTENCY_KEY_PARAMETER_MISMATCH.
 */
export async function acknowledgeIncident(
  deps: Pick<CommandDeps, "sql">,
  { viewer, incident, note, idempotencyKey }: AcknowledgeIncidentRequest,
): Promise<AcknowledgeIncidentAnswer> {
  requireScope(viewer, "incident:operate");
  const command = {
    ...{ operation: "acknowledgeIncident" as const, key: idempotencyKey },
    input: { incident, note },
  };
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, command, async (): Promise<AcknowledgeIncidentAnswer> => {
      const done = await acknowledgeIn(tx, { incident, note, by: actorOf(viewer) });
      if (done.ok) {
        return { incident: done.incident, userErrors: [] };
      }
      const { code, message } = done;
      const field = ["input", code === "NOTE_INVALID" ? "note" : "incident"];
      return { incident: done.incident, userErrors: [{ code, message, field }] };
    }),
  );
}

/** The same in the caller's transaction, by anybody. Guarantee: refused, nothing is changed. */
export async function acknowledgeIn(
  tx: Tx,
  {
    incident,
    note,
    by,
    at = null,
  }: {
    readonly incident: string | null;
    readonly note: string | null;
    readonly by: string;
    /** Null: now, by the database's clock. */
    readonly at?: string | null;
  },
): Promise<Acknowledged> {
  const fault = note === null ? null : reasonFault(note);
  if (fault !== null) {
    return { ok: false, incident: null, code: "NOTE_INVALID", message: fault };
  }
  const said = note?.trim() ?? null;
  const row =
    incident === null ? null : await acknowledge(tx, { publicId: incident, by, note: said, at });
  if (row !== null) {
    await insertNotices(tx, { incidentIds: [row.id], moment: "ACKNOWLEDGED", at });
    const details = { incident: row.publicId, code: row.code, subject: row.subject };
    await insertAudit(tx, { actor: by, action: "incident.acknowledge", leafId: null, details });
    return { ok: true, incident: row.publicId };
  }
  const known = incident === null ? undefined : await findIncident(tx, incident);
  return known === undefined
    ? {
        ...{ ok: false, incident: null, code: "INCIDENT_NOT_FOUND" },
        message: "There is no incident of this id; health { incidents { id } } lists them.",
      }
    : {
        ...{ ok: false, incident: known.publicId, code: "ALREADY_ACKNOWLEDGED" },
        message: `${known.acknowledgedBy} looks after it already.`,
      };
}
