import type { Follower } from "../../src/core/followers/follower.ts";

/**
 * What a second follower keeps: every tier that a customer was left in by a move, in the order in
 * which they came.
 */
type TiersSeen = readonly string[];

export const CREATE_TIERS_SEEN =
  "create table tiers_seen (root_id bigint primary key, tiers text[] not null)";

/**
 * A follower with a table of its own, and a memory: what it comes to depends on every single move.
 */
export const TIERS_SEEN: Follower<TiersSeen> = {
  code: "tiers seen",

  load(tx, read, roots) {
    const stored = read.addIf(
      roots.length > 0,
      () => tx<{ root_id: bigint; tiers: string[] }[]>`
        select root_id, tiers from tiers_seen where root_id = any(${`{${roots.join()}}`}::bigint[])`,
    );
    return ({ rootId }) => stored.rows.find(({ root_id }) => root_id === rootId)?.tiers ?? null;
  },

  afterMove(kept, { tier }) {
    return tier === null || tier.tier === kept?.at(-1) ? kept : [...(kept ?? []), tier.tier];
  },

  store(tx, write, changes) {
    for (const { rootId, now } of changes) {
      const tiers = `{${(now ?? []).join()}}`;
      write.add(tx`
        insert into tiers_seen values (${String(rootId)}, ${tiers}::text[])
        on conflict (root_id) do update set tiers = excluded.tiers`);
    }
  },

  async replay(tx, roots) {
    const rows = await tx<{ root_id: bigint; tiers: string[] }[]>`
      select root_id, tiers from tiers_seen where root_id = any(${`{${roots.join()}}`}::bigint[])`;
    return new Map(rows.map(({ root_id, tiers }) => [root_id, tiers]));
  },
};
