import type { Command } from "commander";
import { readCustomersByPublicIds } from "../../../db/queries/customers/readCustomers.ts";
import type { DestinationRow } from "../../../db/queries/deliveries/destinations.ts";
import { type FindingRow, listFindings } from "../../../db/queries/deliveries/readBackFindings.ts";
import { DestinationSecrets } from "../../deliveries/destinationSecrets.ts";
import { findDestination } from "../../deliveries/operate.ts";
import { checkCustomer } from "../../deliveries/readBack/checkCustomer.ts";
import { type RunDeps, runReadBack } from "../../deliveries/readBack/readBackRun.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import { decodeGlobalId, encodeGlobalId } from "../../platform/globalId.ts";
import { createLogger } from "../../platform/logger.ts";
import { createAddressGuard } from "../../platform/outgoing/addressGuard.ts";
import { GuardedConnections } from "../../platform/outgoing/guardedConnections.ts";
import { SecretBox } from "../../platform/secretBox.ts";
import { type CliContext, withDatabase } from "../context.ts";
import { printable } from "../printable.ts";
import type { JsonOption } from "./act.ts";

/** Wrong values that are listed. */
const LISTED_MAX = 100;

type CheckOptions = JsonOption & { readonly customer?: string };

/** Why one customer was not compared, for people. */
const NOT_COMPARED = {
  NOTHING_SENT: "nothing was sent of this customer since the destination is read back",
  UNDER_WAY: "something of this customer waits, is told again, or is dead: look once it has ended",
  SETTLING: "what was sent last has not had its time (settleSeconds): look a little later",
  NOT_READ_BACK:
    "it is not read back: `readBack` of its set-up says so (docs/guides/systems-out.md)",
  SILENT: "it is paused, rests, or answers nobody: `tributary destinations list`",
  NO_SECRET: "it has no secret: `tributary destinations secret` adds one",
  MOVED: "something was sent meanwhile: look again",
  KEY_CHANGED: "what the destination knows this customer by has changed since something was sent",
  NO_ROOM: "its rate or quota is used up",
  CANNOT_ASK: "no address can name this customer",
} as const;

/** Compares what a destination stores with what it was sent, now. */
export async function checkOne(
  code: string,
  options: CheckOptions,
  command: Command,
): Promise<void> {
  await withDatabase(async (context) => {
    const { sql } = context;
    const destination = await findDestination(sql, code);
    if (destination === null) {
      return command.error(`error: no destination ${code} is set up.`);
    }
    await using open = new AsyncDisposableStack();
    const deps = await depsOf(context, open);
    const rootId = options.customer === undefined ? null : await rootOf(context, options.customer);
    if (rootId === undefined) {
      return command.error("error: --customer: there is no customer with this id.");
    }
    const problem =
      rootId === null
        ? await checkSample(deps, destination, options)
        : await checkOnly(deps, { destination, rootId }, options);
    if (problem !== null) {
      command.error(printable(`error: ${code} was not compared: ${problem}.`));
    }
  });
}

async function checkSample(
  deps: RunDeps,
  destination: DestinationRow,
  { json }: CheckOptions,
): Promise<string | null> {
  const { id, code, settings } = destination;
  const run = await runReadBack(deps, destination, true);
  if (run === null) {
    return settings.readBack === undefined
      ? NOT_COMPARED.NOT_READ_BACK
      : "it is paused, rests, answers nobody, or has no secret: `tributary destinations list`";
  }
  const of = { destinationId: id, field: null, limit: LISTED_MAX };
  const open = (await listFindings(deps.sql, of)).filter(({ repairedAt }) => repairedAt === null);
  // What differs in shadow is counted apart.
  if (open.length > 0 || (destination.mode === "SHADOW" && run.wrong > 0)) {
    process.exitCode = 1;
  }
  if (json === true) {
    const wrong = open.map(wrongValueOf);
    console.log(JSON.stringify({ destination: code, ...run, wrongValues: wrong }, null, 2));
    return run.problem;
  }
  const { customers, values, wrong, repaired } = run;
  const sum = `${customers} customers, ${values} values compared: ${wrong} wrong`;
  console.log(printable(`${code}: ${sum}${repaired > 0 ? `, ${repaired} told anew` : ""}`));
  for (const row of open) {
    const { customerId, field, sent, stored, foundAt } = wrongValueOf(row);
    const what = `sent ${sent ?? "nothing"}, stored ${stored ?? "nothing"}`;
    console.log(printable(`  ${customerId}  ${field}: ${what}; since ${foundAt}`));
  }
  return run.problem;
}

async function checkOnly(
  deps: RunDeps,
  { destination, rootId }: { readonly destination: DestinationRow; readonly rootId: bigint },
  { json, customer }: CheckOptions,
): Promise<string | null> {
  const { code } = destination;
  const checked = await checkCustomer(deps, destination, rootId);
  if (checked.kind === "UNREADABLE") {
    return checked.problem.replace(/\.$/, "");
  }
  if (checked.kind !== "COMPARED") {
    return NOT_COMPARED[checked.kind];
  }
  const { checked: fields, wrong, isRepaired } = checked;
  if (wrong.length > 0) {
    process.exitCode = 1;
  }
  if (json === true) {
    const all = { destination: code, customerId: customer, checked: fields, wrong, isRepaired };
    console.log(JSON.stringify(all, null, 2));
    return null;
  }
  const sum = wrong.length === 0 ? "all as it was sent" : `${wrong.length} wrong`;
  const anew = isRepaired ? "; it is told anew" : "";
  console.log(printable(`${code}: ${fields.length} values compared: ${sum}${anew}`));
  for (const { field, sent, stored } of wrong) {
    console.log(printable(`  ${field}: sent ${sent ?? "nothing"}, stored ${stored ?? "nothing"}`));
  }
  return null;
}

async function depsOf({ sql, config }: CliContext, open: AsyncDisposableStack): Promise<RunDeps> {
  const box = await SecretBox.open(config.secretsKeyFile);
  const secrets = new DestinationSecrets({ sql, box, log: createLogger({ level: "error" }) });
  await secrets.refresh();
  const reachOf = createAddressGuard(config.deliverAllowNetworks);
  const connections = new GuardedConnections({ reachOf, setting: "DELIVER_ALLOW_NETWORKS" });
  open.defer(() => connections.close());
  return {
    ...{ sql, box, secrets, connections, wallMs: Date.now },
    ...{ mayStill: () => true, observe: () => {} },
  };
}

/** Undefined: there is none. */
async function rootOf({ sql }: CliContext, id: string): Promise<bigint | undefined> {
  const decoded = decodeGlobalId(id);
  const [row] =
    decoded?.type === "Customer" ? await readCustomersByPublicIds(sql, [decoded.key]) : [];
  return row?.rootId;
}

function wrongValueOf({ customerId, field, sent, stored, foundAt, repairs }: FindingRow) {
  return {
    ...{ customerId: encodeGlobalId("Customer", customerId), field, sent, stored, repairs },
    foundAt: formatInstant(instantFromPg(foundAt)),
  };
}
