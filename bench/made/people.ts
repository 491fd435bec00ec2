import { uuidv7 } from "uuidv7";
import type { Sql } from "../../db/connection/client.ts";
import { insertCustomers } from "../../db/queries/core/effects.ts";
import { type TakenIdentifierRow, takeIdentifiers } from "../../db/queries/core/takeKeys.ts";
import * as queries from "../../db/queries/identity/records.ts";
import { IdBlocks } from "../../db/statements/idBlocks.ts";
import { idList } from "../../db/statements/rows.ts";
import type { Catalog } from "../../src/core/catalog.ts";
import { newCustomerRow } from "../../src/core/encode.ts";
import { newCustomer } from "../../src/core/state.ts";
import type { Random } from "../../src/demo/random.ts";
import { blocksOf, contentKeyOf, standInKeyOf } from "../../src/domain/identity/matching/blocks.ts";
import { type PersonFields, prepareFields } from "../../src/domain/identity/matching/record.ts";
import { formatInstant } from "../../src/domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "../../src/domain/time/instant.ts";

/** Records of made-up persons, as many as wanted, found as the engine finds them. */

const SYLLABLES = "ba be bo da de do fa fe ga go ha he jo ka ke la le lo ma me mo na ne no".split(
  " ",
);
const ENDS = "son ler mann ski ton ford ley ez ini berg den wick".split(" ");
const STREETS = 4_000;
const PLACES = 3_000;
const GIVEN_NAMES = 600;
/** Records of one insert. */
const CHUNK = 2_000;
/** A record's and its customer's, and those of two identifiers. */
const IDS_PER_PERSON = 3;

/** Somebody; names are as seldom or common as people have them. */
export function personOf(random: Random): PersonFields {
  const place = Math.floor(PLACES * random.next() ** 2);
  const surname = nameOf(Math.floor(24_000 * random.next() ** 3), ENDS);
  const given = nameOf(Math.floor(GIVEN_NAMES * random.next() ** 2), ["a", "o", "in", "ie"]);
  const number = random.integer(1, 9_999_999);
  return {
    ...{ givenName: given, surname, birthDate: birthDateOf(random) },
    street: `${random.integer(1, 180)} ${nameOf(random.integer(0, STREETS), ["way", "street"])}`,
    ...{ postcode: String(10_000 + place), city: nameOf(place, ["ham", "stadt"]) },
    ...(random.chance(0.6) ? { email: `${given}.${surname}${number % 997}@mail.example` } : {}),
    ...(random.chance(0.7) ? { phone: `+44777${String(number).padStart(7, "0")}` } : {}),
  };
}

function birthDateOf(random: Random): string {
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${random.integer(1940, 2006)}-${pad(random.integer(1, 12))}-${pad(random.integer(1, 28))}`;
}

function nameOf(index: number, ends: readonly string[]): string {
  const n = SYLLABLES.length;
  const of = (at: number) => SYLLABLES[at % n] ?? "";
  const head = `${of(index)}${of(Math.floor(index / n))}${index >= n * n ? of(index + 7) : ""}`;
  return `${head.charAt(0).toUpperCase()}${head.slice(1)}${ends[index % ends.length]}`;
}

/**
 * Fills an empty database with so many records of persons, each a customer who is known by what the
 * record names, without comparing them: what the engine would leave of people who are all somebody
 * else. Keys are put in by one statement at the end and their index is made then: a million takes
 * minutes.
 */
export async function fillRecords(
  sql: Sql,
  catalog: Catalog,
  wanted: { readonly random: Random; readonly count: number; readonly sourceId: number },
): Promise<void> {
  const { random, count, sourceId } = wanted;
  const now = (Date.now() * MICROS_PER_MILLISECOND) as Instant;
  const at = formatInstant(now);
  const { version } = catalog.rulesetAt(now);
  await sql`alter table record_block drop constraint record_block_block_record_id_pk`;
  const ids = new IdBlocks(sql);
  for (let from = 0; from < count; from += CHUNK) {
    const size = Math.min(CHUNK, count - from);
    await ids.ensure(IDS_PER_PERSON * size);
    // Made before the transaction, which no server lets idle for as long.
    const chunk = someRows(ids, { random, from, size, sourceId, at });
    const customers = chunk.records.map(({ leaf_id: leaf }) => ({
      ...newCustomer(leaf, uuidv7(), now),
      rulesetVersion: version,
    }));
    await sql.begin(async (tx) => {
      await insertCustomers(
        tx,
        customers.map((customer) => newCustomerRow(customer, now)),
      );
      await queries.insertRecords(tx, chunk.records);
      await tx`
        insert into record_block (block, record_id)
        select * from unnest(${idList(chunk.blocks.map(({ block }) => block))}::bigint[],
          ${idList(chunk.blocks.map(({ record_id: id }) => id))}::bigint[])`;
      await takeIdentifiers(tx, chunk.identifiers);
    });
  }
  await sql.begin(async (tx) => {
    await tx`set local maintenance_work_mem = '512MB'`;
    await tx`
      insert into record_block (block, record_id)
      select block, id from person_record cross join unnest(blocks) as block`;
    await tx`
      alter table record_block add constraint record_block_block_record_id_pk
        primary key (block, record_id)`;
  });
}

interface Chunk {
  readonly random: Random;
  readonly from: number;
  readonly size: number;
  readonly sourceId: number;
  readonly at: string;
}

function someRows(ids: IdBlocks, { random, from, size, sourceId, at }: Chunk) {
  const records: queries.NewRecordRow[] = [];
  const blocks: queries.BlockRow[] = [];
  const identifiers: TakenIdentifierRow[] = [];
  for (let n = 0; n < size; n += 1) {
    const fields = { ...personOf(random) };
    const prepared = prepareFields(fields, null);
    const [keys, content, id] = [blocksOf(prepared), contentKeyOf(prepared), ids.next()];
    records.push({
      ...{ id, leaf_id: id, source_id: sourceId, key: `fill-${from + n}`, fields },
      ...{ blocks: keys, recorded_at: at },
    });
    for (const block of [content, standInKeyOf(content)]) {
      blocks.push({ block, record_id: id });
    }
    for (const kind of ["email", "phone"] as const) {
      const value = fields[kind]?.toLowerCase();
      if (value !== undefined) {
        const known = { kind, value, leaf_id: id, verified: true, source_id: sourceId };
        identifiers.push({ ...known, id: ids.next(), raw: null, last_seen_on: null });
      }
    }
  }
  return { records, blocks, identifiers };
}
