import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { ID_BLOCK_SIZE } from "../../statements/idBlocks.ts";
import { rowsParameter } from "../../statements/rows.ts";

/**
 * What every programme begins with, its first rules and its issuers' accounts, and the settings of
 * a database. Every insert leaves alone what is there already.
 */

/**
 * The first version of the rules, in force since ever; nothing when the database has any version
 * already.
 */
export function insertFirstRuleset(
  tx: Tx,
  ruleset: { readonly version: number; readonly document: unknown; readonly actor: string },
) {
  return tx`
    insert into ruleset_version (version, status, document, active_from, activated_by)
    select ${ruleset.version}, 'ACTIVE', ${JSON.stringify(ruleset.document)}::text::jsonb,
      timestamptz '1900-01-01 00:00:00+00', ${ruleset.actor}
    where not exists (select from ruleset_version)`;
}

/** Rules of every version that is or was active: what issuer accounts are needed for. */
export function listRulesetDocuments(tx: Tx) {
  return tx<RowOf<"ruleset_version", "document">[]>`
    select document from ruleset_version where active_from is not null order by version`;
}

/**
 * One issuer account per programme and wallet: the other side of every entry. Each takes the first
 * id of a block of its own, drawn here and not by `IdBlocks`, which would need a second connection
 * inside this transaction.
 */
export function insertIssuerAccounts(
  tx: Tx,
  accounts: readonly RowOf<"account", "programme" | "wallet">[],
) {
  return tx`
    insert into account (id, programme, wallet)
    select nextval('id_block_seq') * ${ID_BLOCK_SIZE}::int, programme, wallet
    from json_to_recordset(${rowsParameter(accounts)}::text::json) as r(programme text, wallet text)
    where not exists (
      select from account a
      where a.programme = r.programme and a.wallet = r.wallet and a.leaf_id is null)
    on conflict (programme, wallet) where leaf_id is null do nothing`;
}

/**
 * Held to the end of the transaction, so that two processes that start at once set up one after the
 * other.
 */
export function lockSetup(tx: Tx) {
  return tx`select pg_advisory_xact_lock(hashtext('tributary.setup'))`;
}

/** A fact about this database, null when it was never written. */
export async function findSetting(sql: Sql | Tx, key: string): Promise<unknown> {
  const [row] = await sql<
    RowOf<"setting", "value">[]
  >`select value from setting where key = ${key}`;
  return row?.value ?? null;
}

export function putSetting(sql: Sql | Tx, key: string, value: object | null) {
  return sql`
    insert into setting (key, value) values (${key}, ${JSON.stringify(value)}::text::jsonb)
    on conflict (key) do update set value = excluded.value`;
}
