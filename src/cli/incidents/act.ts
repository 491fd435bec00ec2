import type { Command } from "commander";
import {
  findIncident,
  type IncidentRow,
  listIncidents,
} from "../../../db/queries/incidents/incidents.ts";
import { listNotices } from "../../../db/queries/incidents/notices.ts";
import { countOf } from "../../domain/incident/countOf.ts";
import { acknowledgeIn } from "../../incidents/acknowledgeIncident.ts";
import { impactText } from "../../incidents/alertRequest.ts";
import { decodeGlobalId, encodeGlobalId } from "../../platform/globalId.ts";
import { withDatabase } from "../context.ts";
import { operator } from "../operator.ts";
import { printable } from "../printable.ts";

export interface JsonOption {
  readonly json?: true;
}

/** Lists what is open, or all. */
export async function listAll({
  all,
  limit,
  json,
}: JsonOption & { readonly all?: true; readonly limit: number }): Promise<void> {
  const isOpen = all === true ? null : true;
  const incidents = await withDatabase(({ sql }) =>
    listIncidents(sql, { isOpen, code: null, limit }),
  );
  if (incidents.some(({ resolvedAt }) => resolvedAt === null)) {
    process.exitCode = 1;
  }
  if (json === true) {
    console.log(JSON.stringify({ incidents: incidents.map(jsonOf) }, null, 2));
    return;
  }
  if (incidents.length === 0) {
    console.log(all === true ? "There was no incident." : "No incident is open.");
  }
  for (const incident of incidents) {
    for (const line of linesOf(incident)) {
      console.log(printable(line));
    }
  }
}

/** Shows one. */
export async function showOne(id: string, { json }: JsonOption, command: Command): Promise<void> {
  const publicId = publicIdOf(id, command);
  const { incident, notices } = await withDatabase(async ({ sql }) => {
    const incident = await findIncident(sql, publicId);
    return incident === undefined
      ? command.error(`error: there is no incident ${printable(id)}.`)
      : { incident, notices: await listNotices(sql, [incident.id]) };
  });
  if (json === true) {
    console.log(
      JSON.stringify(
        {
          incident: {
            ...jsonOf(incident),
            notices: notices.map(({ incidentId: _, ...one }) => one),
          },
        },
        null,
        2,
      ),
    );
    return;
  }
  const told = notices.map(({ channel, moment, sentAt, answer, tries }) =>
    sentAt === null
      ? `  ${channel} was not told that it is ${moment}: ${countOf(tries, "try", "tries")}; ${answer ?? "it waits"}`
      : `  ${channel} was told that it is ${moment} at ${sentAt}`,
  );
  const lines = [...linesOf(incident), ...incident.evidence.map((line) => `  ${line}`), ...told];
  for (const line of lines) {
    console.log(printable(line));
  }
}

/** Says that the operator looks after one. */
export async function acknowledgeOne(
  id: string,
  { json, note }: JsonOption & { readonly note?: string },
  command: Command,
): Promise<void> {
  const incident = publicIdOf(id, command);
  const answer = await withDatabase(({ sql }) =>
    sql.begin((tx) => acknowledgeIn(tx, { incident, note: note ?? null, by: operator() })),
  );
  if (!answer.ok) {
    command.error(`error: ${printable(answer.message)}`);
  }
  console.log(
    json === true
      ? JSON.stringify({ incident: id, acknowledgedBy: operator() }, null, 2)
      : "You look after it; it stays open until what is broken is mended.",
  );
}

function publicIdOf(id: string, command: Command): string {
  const decoded = decodeGlobalId(id);
  return decoded?.type === "Incident"
    ? decoded.key
    : command.error(
        `error: ${printable(id)} is no id of an incident: \`incidents list\` shows them.`,
      );
}

function linesOf(incident: IncidentRow): readonly string[] {
  const { acknowledgedBy, resolvedAt } = incident;
  const state =
    resolvedAt === null
      ? acknowledgedBy === null
        ? "open, nobody looks after it"
        : `open, ${acknowledgedBy} looks after it`
      : `over since ${resolvedAt}`;
  return [
    `${encodeGlobalId("Incident", incident.publicId)}`,
    `  ${incident.title} (${incident.code} ${incident.subject}): ${state}`,
    `  since ${incident.startedAt}: ${impactText(incident)}`,
    `  ${incident.ownerTeam} (${incident.ownerContact}): ${incident.runbook}`,
  ];
}

function jsonOf({ id: _, publicId, ...incident }: IncidentRow): object {
  return { id: encodeGlobalId("Incident", publicId), ...incident };
}
