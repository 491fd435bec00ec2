import type { Sql } from "../../db/connection/client.ts";
import { migrate } from "../../db/migrate.ts";
import { ID_BLOCK_SIZE } from "../../db/statements/idBlocks.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../src/domain/ruleset/defaultRuleset.ts";
import type { RulesetDocument } from "../../src/domain/ruleset/rulesetSchema.ts";
import {
  ensureProgramme,
  registerSource,
  registerStores,
} from "../../src/programme/ensureProgramme.ts";

/** The one source and store of the purchases that are measured. */
export const SOURCE = "bench";
export const STORE = "bench-1";
export const EMAIL_DOMAIN = "bench.example";

/** Days since the customers joined. */
const MEMBER_FOR_DAYS = 60;
/** Tables that hold a row per customer, each with ids of its own. */
const TABLES_PER_CUSTOMER = 4;

/**
 * Gives an empty database the tables, the programme, a source, a store, and members who have not
 * bought anything yet: each with an email address, an account and the base tier.
 */
export async function seedDatabase(
  sql: Sql,
  customers: number,
  rules: RulesetDocument = DEFAULT_RULESET_DOCUMENT,
): Promise<void> {
  await migrate(sql);
  await ensureProgramme(sql, rules);
  await registerStores(sql, [
    { code: STORE, name: "Bench", brand: "Bench", market: "GB", timeZone: "Europe/London" },
  ]);
  await registerSource(sql, {
    ...{ code: SOURCE, name: "Bench", identifierRank: ["loyalty", "email"] },
    ...{ createKinds: [], trustedKinds: ["email"], defaultChannel: "store" },
  });
  await insertCustomers(sql, customers);
  await settle(sql);
}

/** As a database that has been up for a while is. */
export async function settle(sql: Sql): Promise<void> {
  await sql`vacuum (freeze, analyze)`;
  await sql`checkpoint`;
}

/** By set-based SQL and not through the one way in: what is measured is buying, not joining. */
async function insertCustomers(sql: Sql, customers: number): Promise<void> {
  const blocks = Math.ceil((TABLES_PER_CUSTOMER * customers) / ID_BLOCK_SIZE) + 1;
  await sql.begin(async (tx) => {
    const [drawn] = await tx<{ first: bigint }[]>`
      select min(nextval('id_block_seq')) as first from generate_series(1, ${blocks}::int)`;
    const first = (drawn?.first ?? 0n) * BigInt(ID_BLOCK_SIZE);
    await tx`
      create temp table seeded on commit drop as
      select ordinal, ${first} + ordinal as leaf_id,
        ${first} + ${customers}::int + ordinal as identifier_id,
        ${first} + 2 * ${customers}::int + ordinal as membership_id,
        ${first} + 3 * ${customers}::int + ordinal as account_id,
        now() - make_interval(days => ${MEMBER_FOR_DAYS}::int) as joined_at
      from generate_series(0, ${customers}::int - 1) as ordinal`;
    await tx`
      insert into customer (id, public_id, root_id, created_at, seq, recorded_at, evaluated_at, tier, tier_since,
        ruleset_version)
      select leaf_id, gen_random_uuid(), leaf_id, joined_at, 0, joined_at, joined_at, 'BASE', joined_at,
        (select max(version) from ruleset_version)
      from seeded order by ordinal`;
    await tx`
      insert into identifiers (id, kind, value, leaf_id, verified, source_id, link_key)
      select identifier_id, 'email', ${"member-"} || ordinal || ${`@${EMAIL_DOMAIN}`}, leaf_id, true,
        (select id from source where code = ${SOURCE}),
        -- Compared with everybody else's long ago: a server would do that beside what is measured.
        ''
      from seeded order by ordinal`;
    await tx`
      insert into membership (id, leaf_id, programme, status, enrolled_at, channel, store)
      select membership_id, leaf_id, 'main', 'ENROLLED', joined_at, 'store', ${STORE}
      from seeded order by ordinal`;
    await tx`
      insert into account (id, leaf_id, programme, wallet)
      select account_id, leaf_id, 'main', 'points' from seeded order by ordinal`;
  });
}
