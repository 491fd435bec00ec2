import type { Sql } from "../connection/client.ts";

/**
 * A member with something to show, for the first query that demo mode suggests: of the first
 * hundred with points the one who has the most, for somebody may have been given a few and have
 * bought nothing. Null in an empty database.
 */
export async function findSampleCustomer(sql: Sql): Promise<string | null> {
  const [row] = await sql<{ publicId: string }[]>`
    select c.public_id as "publicId"
      from (select leaf_id, active from account where leaf_id is not null and active > 0
             order by id limit 100) as a
      join customer c on c.id = a.leaf_id and c.root_id = c.id
     where c.tier is not null
     order by a.active desc, c.id
     limit 1`;
  return row?.publicId ?? null;
}

/** A store's code, for a till's token; null when none is registered. */
export async function findSampleStore(sql: Sql): Promise<string | null> {
  const [row] = await sql<{ code: string }[]>`select code from store order by code limit 1`;
  return row?.code ?? null;
}
