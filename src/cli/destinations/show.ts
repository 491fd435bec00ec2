import type { Command } from "commander";
import { type DeadLetterRow, listDeadLetters } from "../../../db/queries/deliveries/operate.ts";
import {
  type DestinationHealth,
  readDestinationHealth,
} from "../../deliveries/destinationHealth.ts";
import { DestinationSecrets } from "../../deliveries/destinationSecrets.ts";
import { findDestination } from "../../deliveries/operate.ts";
import { tryDestination } from "../../deliveries/tryDestination.ts";
import { eventTypeOf } from "../../domain/delivery/events.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "../../domain/time/instant.ts";
import { encodeGlobalId } from "../../platform/globalId.ts";
import { createLogger } from "../../platform/logger.ts";
import { createAddressGuard } from "../../platform/outgoing/addressGuard.ts";
import { SecretBox } from "../../platform/secretBox.ts";
import { withDatabase } from "../context.ts";
import { printable } from "../printable.ts";
import type { JsonOption } from "./act.ts";

const now = (): Instant => (Date.now() * MICROS_PER_MILLISECOND) as Instant;

/** Lists destinations and how they do. */
export async function listAll({ json }: JsonOption): Promise<void> {
  const all = await withDatabase(({ sql }) => readDestinationHealth(sql, now()));
  if (all.some((one) => troubleOf(one) !== null)) {
    process.exitCode = 1;
  }
  if (json === true) {
    console.log(JSON.stringify({ destinations: all.map(jsonOf) }, null, 2));
    return;
  }
  if (all.length === 0) {
    console.log("No destination is set up: `tributary destinations add FILE` adds one.");
  }
  for (const one of all) {
    const waiting = `${one.pending.LIVE} wait, ${one.pending.BULK} in bulk`;
    const dead = one.deadLetters === 0 ? "" : `, ${one.deadLetters} dead letters`;
    const trouble = troubleOf(one);
    const wrong = one.wrong === 0 ? "" : `, ${one.wrong} wrong values`;
    const all = `${waiting}${dead}${wrong}`;
    console.log(printable(`${one.code}  ${one.kind}  ${trouble ?? wellOf(one)}: ${all}`));
    if (one.retryRate > 0) {
      const percent = Math.max(1, Math.round(100 * one.retryRate));
      console.log(`  ${percent} % of its tries in this hour and the one before are made again`);
    }
    if (one.problem !== null) {
      console.log(printable(`  ${one.problem}`));
    }
  }
}

function wellOf({ mode }: DestinationHealth): string {
  return mode === "SHADOW" ? "in shadow" : "runs";
}

/** What somebody has to look after; null: nothing. */
function troubleOf({
  pausedAt,
  pausedBy,
  hasSecret,
  breaker,
  deadLetters,
  wrong,
}: DestinationHealth): string | null {
  if (pausedAt !== null) {
    return `paused by ${pausedBy}`;
  }
  if (!hasSecret) {
    return "has no secret";
  }
  if (breaker !== "CLOSED") {
    return "answers nobody";
  }
  if (deadLetters > 0) {
    return "refused something";
  }
  return wrong > 0 ? "stores something else than it was sent" : null;
}

function jsonOf(health: DestinationHealth): object {
  const text = (at: Instant | null) => (at === null ? null : formatInstant(at));
  const { id: _, pausedAt, restsUntil, drainsAt, ...others } = health;
  return {
    ...others,
    ...{ pausedAt: text(pausedAt), restsUntil: text(restsUntil), drainsAt: text(drainsAt) },
  };
}

/** Lists what a destination refused for good. */
export async function listDead(
  code: string,
  { limit, json }: JsonOption & { readonly limit: number },
  command: Command,
): Promise<void> {
  const rows = await withDatabase(async ({ sql }) => {
    const destination = await findDestination(sql, code);
    return destination === null
      ? command.error(`error: no destination ${code} is set up.`)
      : await listDeadLetters(sql, { destinationId: destination.id, after: null, limit });
  });
  if (json === true) {
    const deadLetters = rows.map((row) => deadLetterOf(code, row));
    console.log(JSON.stringify({ destination: code, deadLetters }, null, 2));
    return;
  }
  if (rows.length === 0) {
    console.log(`${code} has refused nothing that somebody has to look after.`);
  }
  for (const row of rows) {
    const { message, event, tries, status, answer, blocks } = deadLetterOf(code, row);
    const said = `${status ?? "no answer"}${answer === null ? "" : ` ${answer}`}`;
    const held = `${blocks} message${blocks === 1 ? "" : "s"} of its customer wait`;
    console.log(printable(`${message}  ${event ?? "gone"}  ${tries} tries: ${said}; ${held}`));
  }
}

function deadLetterOf(code: string, row: DeadLetterRow) {
  return {
    message: `${code}-${row.outboxId}`,
    event: row.kind === null ? null : eventTypeOf(row.kind),
    customerId: encodeGlobalId("Customer", row.customerId),
    ...{ tries: row.tries, status: row.status, answer: row.answer, blocks: row.blocks },
    ...{ firstTriedAt: row.firstTriedAt, endedAt: row.endedAt },
  };
}

/** Sends a message about nobody. */
export async function testOne(code: string, { json }: JsonOption, command: Command): Promise<void> {
  const { mode, ...trial } = await withDatabase(async ({ sql, config }) => {
    const destination = await findDestination(sql, code);
    if (destination === null) {
      return command.error(`error: no destination ${code} is set up.`);
    }
    const box = await SecretBox.open(config.secretsKeyFile);
    const secrets = new DestinationSecrets({ sql, box, log: createLogger({ level: "error" }) });
    await secrets.refresh();
    const reachOf = createAddressGuard(config.deliverAllowNetworks);
    const guard = { reachOf, setting: "DELIVER_ALLOW_NETWORKS" };
    const tried = await tryDestination(destination, {
      ...{ guard, secrets, wallMs: Date.now, filesFolder: config.deliverFilesFolder },
    });
    return { ...tried, mode: destination.mode };
  });
  if (!trial.isTaken) {
    process.exitCode = 1;
  }
  if (json === true) {
    console.log(JSON.stringify({ destination: code, mode, ...trial }, null, 2));
    return;
  }
  const said = `${trial.status ?? "no answer"} after ${trial.milliseconds} ms`;
  const verdict = trial.isTaken ? "takes messages" : "did not take it";
  console.log(printable(`${code} ${verdict}: ${said}${trial.answer && `: ${trial.answer}`}`));
  if (mode === "SHADOW") {
    console.log("It is in shadow: this message about nobody was sent all the same.");
  }
}
