import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

export type RevocationRow = RowOf<"token_revocation", "kind" | "value" | "revokedBefore">;

export type RevocationKind = RevocationRow["kind"];

/**
 * Ends the tokens of a subject, a customer or one token that were made until now. A later word only
 * adds to it.
 */
export async function revokeTokens(
  db: Sql | Tx,
  kind: RevocationKind,
  value: string,
): Promise<string> {
  const rows = await db<Pick<RevocationRow, "revokedBefore">[]>`
    insert into token_revocation as t (kind, value, revoked_before)
    values (${kind}, ${value}, clock_timestamp())
    on conflict (kind, value) do update
      set revoked_before = greatest(t.revoked_before, excluded.revoked_before)
    returning revoked_before as "revokedBefore"`;
  await tellOfRevocation(db);
  return (rows[0] as Pick<RevocationRow, "revokedBefore">).revokedBefore;
}

/** Notifications of this channel say that tokens or keys were revoked. */
export const REVOCATION_CHANNEL = "tributary_sessions";

/** Ends sessions on all servers at once, when the transaction commits; nobody waits for it. */
export async function tellOfRevocation(db: Sql | Tx): Promise<void> {
  await db`select pg_notify(${REVOCATION_CHANNEL}, '')`;
}

/** What was revoked in the last `seconds`, by the database's clock. */
export async function readRevocations(
  sql: Sql,
  seconds: number,
): Promise<readonly RevocationRow[]> {
  return await sql<RevocationRow[]>`
    select kind, value, revoked_before as "revokedBefore" from token_revocation
     where revoked_before > clock_timestamp() - make_interval(secs => ${seconds})`;
}
