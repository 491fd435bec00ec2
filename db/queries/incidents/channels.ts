import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { hexBytes, rowsParameter } from "../../statements/rows.ts";

export type ChannelRow = RowOf<"alert_channel", "id" | "code" | "settings">;

/** Those that are set up, by code, and whether each has its secret. */
export async function listChannels(
  sql: Sql | Tx,
): Promise<readonly (ChannelRow & { readonly hasSecret: boolean })[]> {
  return await sql<(ChannelRow & { hasSecret: boolean })[]>`
    select id, code, settings,
           exists (select from alert_channel_secret s where s.channel_id = c.id) as "hasSecret"
      from alert_channel c where retired_at is null order by code`;
}

/** Undefined: it has none. */
export async function findChannelSecret(
  sql: Sql,
  channelId: number,
): Promise<RowOf<"alert_channel_secret", "keyId" | "sealed"> | undefined> {
  const [row] = await sql<RowOf<"alert_channel_secret", "keyId" | "sealed">[]>`
    select key_id as "keyId", sealed from alert_channel_secret
     where channel_id = ${channelId}::smallint`;
  return row;
}

/** All that were ever set up, as set-up reads them. */
export async function readChannels(tx: Tx | Sql) {
  return await tx<RowOf<"alert_channel", "code" | "settings" | "retiredAt">[]>`
    select code, settings, retired_at as "retiredAt" from alert_channel order by code`;
}

/** Writes those that are new, changed or back. */
export async function putChannels(
  tx: Tx,
  channels: readonly RowOf<"alert_channel", "code" | "settings">[],
): Promise<void> {
  if (channels.length === 0) {
    return;
  }
  const rows = rowsParameter(channels);
  // Two statements, because an insert that meets a conflict uses an id up, and there are 32,767.
  await tx`
    update alert_channel c set settings = r.settings, retired_at = null
      from json_to_recordset(${rows}::text::json) as r(code text, settings jsonb)
     where c.code = r.code`;
  await tx`
    insert into alert_channel (code, settings)
    select code, settings
      from json_to_recordset(${rows}::text::json) as r(code text, settings jsonb)
     where not exists (select from alert_channel c where c.code = r.code)`;
}

/** They leave: what they were to be told is not told any more. */
export function retireChannels(tx: Tx, codes: readonly string[]) {
  return tx`
    with gone as (
      update alert_channel set retired_at = now()
       where code = any(${[...codes]}::text[]) and retired_at is null
      returning id)
    update alert_notice
       set dropped_at = now(), answer = 'Not told: its channel was taken out of the set-up.'
     where channel_id in (select id from gone) and sent_at is null and dropped_at is null`;
}

/** Puts a channel's secret in place of the one before. */
export function putChannelSecret(
  tx: Tx,
  secret: RowOf<"alert_channel_secret", "channelId" | "keyId" | "sealed" | "createdBy">,
) {
  return tx`
    insert into alert_channel_secret (channel_id, key_id, sealed, created_at, created_by)
    values (${secret.channelId}::smallint, ${secret.keyId}, ${hexBytes(secret.sealed)}::text::bytea,
            clock_timestamp(), ${secret.createdBy})
    on conflict (channel_id) do update
       set key_id = excluded.key_id, sealed = excluded.sealed, created_at = excluded.created_at,
           created_by = excluded.created_by`;
}
