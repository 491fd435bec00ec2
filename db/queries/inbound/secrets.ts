import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { hexBytes } from "../../statements/rows.ts";

/** What senders prove themselves by (contract 1.8), and what we do when we fetch from them. */

export type SenderSecretRow = RowOf<
  "sender_secret",
  "id" | "sourceId" | "kind" | "keyId" | "sealed" | "createdAt" | "createdBy" | "endsAt"
>;

/** Those that are good now, of all sources and kinds, the newest first. */
export async function listGoodSecrets(sql: Sql): Promise<readonly SenderSecretRow[]> {
  return await sql<SenderSecretRow[]>`
    select id, source_id as "sourceId", kind, key_id as "keyId", sealed,
           created_at as "createdAt", created_by as "createdBy", ends_at as "endsAt"
      from sender_secret
     where ends_at is null or ends_at > clock_timestamp()
     order by id desc`;
}

/** All of one source, the newest first. */
export async function listSecrets(sql: Sql, sourceId: number): Promise<readonly SenderSecretRow[]> {
  return await sql<SenderSecretRow[]>`
    select id, source_id as "sourceId", kind, key_id as "keyId", sealed,
           created_at as "createdAt", created_by as "createdBy", ends_at as "endsAt"
      from sender_secret where source_id = ${sourceId} order by id desc`;
}

/**
 * Adds a secret of a source; those of its kind before it end after `overlapSeconds`, or earlier
 * where they do already.
 */
export async function insertSecret(
  sql: Sql,
  secret: Pick<SenderSecretRow, "sourceId" | "kind" | "keyId" | "sealed" | "createdBy">,
  overlapSeconds: number | null,
): Promise<bigint> {
  return await sql.begin(async (tx) => {
    if (overlapSeconds !== null) {
      await tx`
        update sender_secret
           set ends_at = least(ends_at, clock_timestamp() + make_interval(secs => ${overlapSeconds}))
         where source_id = ${secret.sourceId} and kind = ${secret.kind}
           and (ends_at is null or ends_at > clock_timestamp())`;
    }
    const [row] = await tx<{ id: bigint }[]>`
      insert into sender_secret (source_id, kind, key_id, sealed, created_at, created_by)
      values (${secret.sourceId}, ${secret.kind}, ${secret.keyId},
              ${hexBytes(secret.sealed)}::text::bytea, clock_timestamp(), ${secret.createdBy})
      returning id`;
    return (row as { id: bigint }).id;
  });
}

/** Ends a secret at once. @returns whether it was good until now */
export async function endSecret(sql: Sql, sourceId: number, id: bigint): Promise<boolean> {
  const result = await sql`
    update sender_secret set ends_at = clock_timestamp()
     where id = ${id} and source_id = ${sourceId}
       and (ends_at is null or ends_at > clock_timestamp())`;
  return result.count === 1;
}
