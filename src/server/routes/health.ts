import type { Sql } from "../../../db/connection/client.ts";
import { type SchemaAge, schemaAge } from "../../../db/migrate.ts";
import type { Exchange } from "../exchange.ts";
import type { Checks } from "../health/readiness.ts";
import { sendJson, sendText } from "../respond.ts";

/** Longest that readiness waits for the database, milliseconds: a probe gives up soon after. */
const READY_TIMEOUT_MS = 2_000;

interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

/** No names: anybody may ask. `tributary migrate` has them. */
const MIGRATIONS_SAY: Readonly<Record<SchemaAge, string>> = {
  current: "current",
  pending: "pending",
  newer: "newer: restart this server with the version that migrated the database",
};

/**
 * Whether requests may be sent here: the database answers, it has the tables of this version or of
 * a newer one (else the first new server of a rolling upgrade would take the old ones out), we are
 * not stopping, and `checks` have nothing to say.
 */
async function checkReadiness(reads: Sql, checks: Checks, isDraining: boolean): Promise<Readiness> {
  if (isDraining) {
    return { ready: false, checks: { draining: "yes" } };
  }
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("timeout")), READY_TIMEOUT_MS);
  });
  try {
    const names = Object.keys(checks);
    const [age, ...found] = await Promise.race([
      Promise.all([schemaAge(reads), ...names.map((name) => checks[name]?.())]),
      tooLate,
    ]);
    const said = names.map((name, at) => [name, found[at]?.says ?? ""]);
    return {
      ready: age !== "pending" && found.every((check) => check?.ok === true),
      checks: { database: "ok", migrations: MIGRATIONS_SAY[age], ...Object.fromEntries(said) },
    };
  } catch {
    return { ready: false, checks: { database: "not reachable, or of another version" } };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * GET /healthz: answered by the event loop alone, so that a slow database does not get the process
 * killed.
 */
export function serveHealthz({ response }: Exchange): void {
  sendText(response, 200, "ok\n", { "content-type": "text/plain" });
}

/** GET /readyz: 200 or 503, with what is wrong. */
export async function serveReadyz(
  { response }: Exchange,
  deps: { readonly reads: Sql; readonly checks: Checks; readonly isDraining: () => boolean },
): Promise<void> {
  const readiness = await checkReadiness(deps.reads, deps.checks, deps.isDraining());
  sendJson(response, readiness.ready ? 200 : 503, readiness);
}
