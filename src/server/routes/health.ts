import type { Sql } from "../../../db/connection/client.ts";
import { type SchemaAge, schemaAge } from "../../../db/migrate.ts";
import type { Exchange } from "../exchange.ts";
import type { Checks } from "../health/readiness.ts";
import { sendJson, sendText } from "../respond.ts";

/** Longest that readiness waits for the database, milliseconds: a probe gives up soon after. */
const READY_TIMEOUT_MS = 2_000;

export interface Readiness {
  readonly ready: boolean;
  /** A word about each thing that a server is ready only with. */
  readonly checks: Readonly<Record<string, string>>;
  /** Whether each of them is as it should be. */
  readonly oks: ReadonlyMap<string, boolean>;
}

/** No names: anybody may ask. `tributary migrate` has them. */
const MIGRATIONS_SAY: Readonly<Record<SchemaAge, string>> = {
  current: "current",
  pending: "pending",
  newer: "newer: restart this server with the version that migrated the database",
};

/**
 * Whether requests may be sent here: the database answers, it has the tables of this version or of
 * a newer one (else the first new server of a rolling upgrade would take the old ones out), and
 * `checks` have nothing to say. Takes READY_TIMEOUT_MS at most and never throws.
 */
export async function checkReadiness(sql: Sql, checks: Checks): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("timeout")), READY_TIMEOUT_MS);
  });
  try {
    const names = Object.keys(checks);
    const [age, ...found] = await Promise.race([
      Promise.all([schemaAge(sql), ...names.map((name) => checks[name]?.())]),
      tooLate,
    ]);
    const said = names.map((name, at) => [name, found[at]?.says ?? ""]);
    const oks = new Map([
      ["database", true],
      ["migrations", age !== "pending"],
      ...names.map((name, at) => [name, found[at]?.ok === true] as const),
    ]);
    return {
      ready: [...oks.values()].every((ok) => ok),
      checks: { database: "ok", migrations: MIGRATIONS_SAY[age], ...Object.fromEntries(said) },
      oks,
    };
  } catch {
    const database = "not reachable, or of another version";
    return { ready: false, checks: { database }, oks: new Map([["database", false]]) };
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
  if (deps.isDraining()) {
    sendJson(response, 503, { ready: false, checks: { draining: "yes" } });
    return;
  }
  const { ready, checks } = await checkReadiness(deps.reads, deps.checks);
  sendJson(response, ready ? 200 : 503, { ready, checks });
}
