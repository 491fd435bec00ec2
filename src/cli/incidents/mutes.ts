import type { Command } from "commander";
import { uuidv7 } from "uuidv7";
import { listMutes, type MuteRow } from "../../../db/queries/incidents/notices.ts";
import { readClockMicros } from "../../../db/statements/readClock.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { addMicros, type Instant, MICROS_PER_SECOND } from "../../domain/time/instant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import { type MuteAnswer, muteIn, unmuteIn } from "../../incidents/muteIncidents.ts";
import { decodePartId, encodePartId, isPublicId } from "../../platform/globalId.ts";
import { withDatabase } from "../context.ts";
import { operator } from "../operator.ts";
import { printable } from "../printable.ts";
import type { JsonOption } from "./act.ts";

interface MuteOptions extends JsonOption {
  readonly code?: string;
  readonly subject?: string;
  readonly from?: Instant;
  readonly until?: Instant;
  /** Seconds. */
  readonly for?: number;
  readonly reason: string;
}

/** Has nobody told for a time, by the operator's word. */
export async function muteSome(options: MuteOptions, command: Command): Promise<void> {
  const { from = null, reason, json } = options;
  if (options.until === undefined && options.for === undefined) {
    command.error("error: say until when: --for 2h, or --until 2026-12-01T22:00:00Z.");
  }
  const answer = await withDatabase(({ sql }) =>
    sql.begin(async (tx) => {
      const begins = from ?? (Math.round(await readClockMicros(tx)) as Instant);
      const until = options.until ?? addMicros(begins, (options.for ?? 0) * MICROS_PER_SECOND);
      const which = { code: options.code ?? null, subject: options.subject ?? null };
      const done = await muteIn(tx, { ...which, from, until, reason }, uuidv7(), operator());
      return { ...done, until: formatInstant(until) };
    }),
  );
  const id = idOf(answer, command);
  console.log(
    json === true
      ? JSON.stringify({ mute: id, until: answer.until }, null, 2)
      : `Nobody is told until ${answer.until}; \`incidents unmute ${id}\` ends that.`,
  );
}

/** Ends a mute, by the operator's word. */
export async function endOneMute(
  id: string,
  { json }: JsonOption,
  command: Command,
): Promise<void> {
  const key = decodePartId("IncidentMute", id);
  if (key === null || !isPublicId(key)) {
    command.error(`error: ${printable(id)} is no id of a mute: \`incidents mutes\` shows them.`);
  }
  const answer = await withDatabase(({ sql }) => sql.begin((tx) => unmuteIn(tx, key, operator())));
  const mute = idOf(answer, command);
  console.log(
    json === true
      ? JSON.stringify({ mute, ended: true }, null, 2)
      : "It has ended: what is still broken is told.",
  );
}

/** Lists mutes that are not over, by when they begin. */
export async function listAllMutes({ json }: JsonOption): Promise<void> {
  const rows = await withDatabase(async ({ sql }) =>
    listMutes(sql, formatInstant(Math.round(await readClockMicros(sql)) as Instant)),
  );
  const mutes = rows.map(muteOf);
  if (json === true) {
    console.log(JSON.stringify({ mutes }, null, 2));
    return;
  }
  if (mutes.length === 0) {
    console.log("Nothing is muted.");
  }
  for (const { id, code, subject, from, until, reason, by } of mutes) {
    const what = `${code ?? "whatever is broken"}${subject === null ? "" : ` of ${subject}`}`;
    console.log(id);
    console.log(printable(`  ${what}, from ${from} until ${until}: ${reason} (${by})`));
  }
}

function muteOf({ publicId, code, subject, fromAt, untilAt, reason, createdBy }: MuteRow) {
  const at = (text: string) => formatInstant(instantFromPg(text));
  return {
    ...{ id: encodePartId("IncidentMute", publicId), code, subject },
    ...{ from: at(fromAt), until: at(untilAt), reason, by: createdBy },
  };
}

/** Of the mute that was changed; ends the command where none was. */
function idOf({ mute, userErrors }: MuteAnswer, command: Command): string {
  const [error] = userErrors;
  if (mute === null || error !== undefined) {
    const field = error?.field.at(-1);
    return command.error(`error: ${printable(`${field}: ${error?.message}`)}`);
  }
  return encodePartId("IncidentMute", mute);
}
