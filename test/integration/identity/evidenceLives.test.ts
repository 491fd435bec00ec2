import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sql } from "../../../db/connection/client.ts";
import { createCustomer } from "../../../src/customers/createCustomer.ts";
import { unlinkIdentifier } from "../../../src/customers/unlinkIdentifier.ts";
import { updateCustomer } from "../../../src/customers/updateCustomer.ts";
import { Random } from "../../../src/demo/random.ts";
import { BLOCK_RECORDS_MAX } from "../../../src/domain/identity/matching/blocks.ts";
import { DEFAULT_MODEL } from "../../../src/domain/identity/matching/model.ts";
import type { PersonFields } from "../../../src/domain/identity/matching/record.ts";
import { mergeCustomers } from "../../../src/identity/byHand/mergeCustomers.ts";
import { resolveMatchCandidate } from "../../../src/identity/byHand/resolveMatchCandidate.ts";
import { unmergeCustomers } from "../../../src/identity/byHand/unmergeCustomers.ts";
import { decideLinks } from "../../../src/identity/decideLinks.ts";
import { takeProfiles } from "../../../src/identity/records/profileRecords.ts";
import { redecide } from "../../../src/identity/records/redecide.ts";
import { resolveRecords } from "../../../src/identity/records/resolveRecords.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import {
  type CommandBench,
  expectSound,
  sale,
  startCommandBench,
} from "../../support/bench/commandBench.ts";
import { labelledPeople } from "../../support/identity/people.ts";
import { viewerOf } from "../../support/receiver.ts";
import { testSeed } from "../../support/seed.ts";

const STEPS = 90;
const RECORDS = 110;
/** Steps between two looks at the whole database. */
const LOOK = 6;
const CUSTOMERS = 6;
const TIMEOUT_MS = 120_000;

let bench: CommandBench;
beforeAll(async () => {
  bench = await startCommandBench();
  await bench.database.sql`update source set trusted_kinds = '{loyalty,email,phone}'`;
  await bench.gateway.catalog.refresh();
});
afterAll(() => bench?.close());

const faultsOf = async (sql: Sql) =>
  (await verifyDatabase(sql)).invariants.flatMap(({ found }) => found);

/** One key of them is about as common as keys may be, so that it turns again and again. */
const SHARED = { street: "Am Hafen 3", postcode: "20457", city: "Hamburg" };

test(
  "whatever records say, and people decide, keys, scores and candidates are what they come to",
  async () => {
    const { sql } = bench.database;
    const seed = testSeed();
    const random = new Random(seed, "evidence lives");
    const viewer = viewerOf("supervisor");
    const pool = labelledPeople(100, seed).map(({ fields }) => fields);
    let made = 0;
    const key = () => {
      made += 1;
      return `evidence-${made}`;
    };
    const mail = (n: number, verified: boolean) => ({
      ...{ kind: "email", value: `evidence-${n}@example.com`, verified },
    });
    const leaves: bigint[] = [];
    for (let n = 0; n < CUSTOMERS; n += 1) {
      const { leafId } = await createCustomer(bench.deps, {
        ...{ viewer, name: "Octavian Merriweather", language: null, idempotencyKey: key() },
        identifiers: [mail(n, true)],
      });
      leaves.push(BigInt(leafId as string));
    }
    const someone = () => random.integer(0, CUSTOMERS - 1);
    const anyLeaf = async (): Promise<bigint> => {
      const rows = await sql<{ id: bigint }[]>`select id from customer order by id`;
      return random.pick(rows).id;
    };
    const rootOf = async (leaf: bigint) =>
      (await sql<{ root_id: bigint }[]>`select root_id from customer where id = ${leaf}`)[0]
        ?.root_id as bigint;
    const said = (share: number): PersonFields => {
      const fields = random.pick(pool);
      return random.chance(share) ? { ...fields, ...SHARED } : fields;
    };
    /** Records of so many, of whom a share lives at one place. */
    const take = (count: number, of: number, share = 0.5) => {
      const keys = new Set(Array.from({ length: count }, () => `r-${random.integer(0, of)}`));
      return resolveRecords(
        bench.deps,
        [...keys].map((name) => ({ sourceId: 1, key: name, fields: said(share) })),
      );
    };
    const resolve = async (decision: "SAME" | "DIFFERENT" | "UNDECIDED") => {
      const rows = await sql<{ public_id: string }[]>`
        select public_id from match_candidate order by id`;
      return rows.length === 0
        ? null
        : await resolveMatchCandidate(bench.deps, {
            ...{ viewer, candidate: random.pick(rows).public_id, decision, survivor: null },
            ...{ reason: "looked", overrule: true, said: key(), idempotencyKey: key() },
          });
    };
    const acts: Readonly<Record<string, () => Promise<unknown>>> = {
      one: () => take(1, RECORDS),
      many: () => take(25, RECORDS),
      again: () => take(6, 20),
      crowd: () => take(15, RECORDS, 1),
      disperse: () => take(15, RECORDS, 0),
      profile: async () => {
        const name = random.pick(["Octavian Merriweather", "Octavian Merriwether", null]);
        const rootId = await rootOf(leaves[someone()] as bigint);
        return await updateCustomer(bench.deps, { viewer, rootId, expectedVersion: null, name });
      },
      profiles: () => takeProfiles(bench.deps),
      showTwo: () =>
        bench.gateway.send([
          sale(key(), [mail(someone(), random.chance(0.5)), mail(someone(), random.chance(0.5))]),
        ]),
      decide: () => decideLinks(bench.deps),
      unlink: () =>
        unlinkIdentifier(bench.deps, {
          ...{ viewer, identifier: mail(someone(), true), reason: "OTHER", idempotencyKey: key() },
        }),
      merge: async () =>
        mergeCustomers(bench.deps, {
          ...{ viewer, rootId: await rootOf(await anyLeaf()) },
          ...{ otherRootId: await rootOf(await anyLeaf()), said: key(), reason: "one" },
          ...{ overrule: random.chance(0.5), idempotencyKey: key() },
        }),
      unmerge: async () => {
        const leaf = await anyLeaf();
        return await unmergeCustomers(bench.deps, {
          ...{ viewer, rootId: await rootOf(leaf), separate: leaf },
          ...{ said: key(), reason: "two", idempotencyKey: key() },
        });
      },
      same: () => resolve("SAME"),
      different: () => resolve("DIFFERENT"),
      undecided: () => resolve("UNDECIDED"),
      redecide: () => redecide(bench.deps, DEFAULT_MODEL, { announce: false }),
    };
    await take(RECORDS, RECORDS);
    const log: string[] = [];
    for (let step = 0; step < STEPS; step += 1) {
      const act = random.pick(Object.keys(acts));
      log.push(act);
      await acts[act]?.();
      if (step % LOOK === 0) {
        expect(await faultsOf(sql), `seed ${seed}: ${log.join(" ")}`).toEqual([]);
      }
    }
    const commonest = async () => {
      const [most] = await sql<{ n: number }[]>`
        select max(n)::int as n from (select count(*) as n from record_block group by block) as keys`;
      return most?.n ?? 0;
    };
    for (const [act, isThere] of [
      ["crowd", async () => (await commonest()) > BLOCK_RECORDS_MAX],
      ["disperse", async () => (await commonest()) <= BLOCK_RECORDS_MAX],
    ] as const) {
      while (!(await isThere())) {
        await acts[act]?.();
        expect(await faultsOf(sql), `seed ${seed}: ${act}`).toEqual([]);
      }
    }
    await decideLinks(bench.deps);
    await expectSound(bench);
  },
  TIMEOUT_MS,
);
