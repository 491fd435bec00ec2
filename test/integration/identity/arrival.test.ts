import { expect, test } from "vitest";
import { insertModel } from "../../../db/queries/identity/models.ts";
import { Random } from "../../../src/demo/random.ts";
import { BLOCK_RECORDS_MAX } from "../../../src/domain/identity/matching/blocks.ts";
import { DEFAULT_MODEL } from "../../../src/domain/identity/matching/model.ts";
import type { PersonFields } from "../../../src/domain/identity/matching/record.ts";
import { activateModel } from "../../../src/identity/models/models.ts";
import { RecentRecords } from "../../../src/identity/records/recentRecords.ts";
import { fitOnRecords, redecide } from "../../../src/identity/records/redecide.ts";
import { resolveRecords } from "../../../src/identity/records/resolveRecords.ts";
import {
  type CommandBench,
  expectSound,
  startCommandBench,
} from "../../support/bench/commandBench.ts";
import { labelledPeople } from "../../support/identity/people.ts";
import { testSeed } from "../../support/seed.ts";

/** Who is who is what the records say, in whatever order they come, also where many share much. */

const TIMEOUT_MS = 120_000;

interface Arriving {
  readonly key: string;
  readonly fields: PersonFields;
}

async function withBench<T>(run: (bench: CommandBench) => Promise<T>): Promise<T> {
  const bench = await startCommandBench();
  try {
    return await run(bench);
  } finally {
    await bench.close();
  }
}

/** Records of one customer each, as sorted keys. */
async function customersOf(bench: CommandBench): Promise<string[]> {
  const rows = await bench.database.sql<{ keys: string }[]>`
    select string_agg(p.key, ' ' order by p.key collate "C") as keys
    from person_record p join customer c on c.id = p.leaf_id group by c.root_id order by 1`;
  return rows.map(({ keys }) => keys);
}

/**
 * A record that comes twice in a batch is what it says at last.
 *
 * @param batchAt records of a transaction, by how many have come
 */
async function load(
  bench: CommandBench,
  records: readonly Arriving[],
  batchAt: (at: number) => number,
): Promise<number> {
  const recent = new RecentRecords();
  let passedOver = 0;
  for (let at = 0, batch = 0; at < records.length; at += batch) {
    batch = batchAt(at);
    const part = new Map(records.slice(at, at + batch).map((one) => [one.key, one.fields]));
    const wanted = [...part].map(([key, fields]) => ({ sourceId: 1, key, fields }));
    const done = await resolveRecords(bench.deps, wanted, { announce: false, recent });
    passedOver += done.passedOver;
  }
  return passedOver;
}

const shuffled = <T>(list: readonly T[], random: Random): T[] =>
  list
    .map((item) => ({ item, rank: random.next() }))
    .sort((x, y) => x.rank - y.rank)
    .map(({ item }) => item);

const CLERK: PersonFields = {
  ...{ givenName: "Wilhelmina", surname: "Oosterhuis", birthDate: "1971-05-19" },
  ...{ email: "w.oosterhuis@example.com", phone: "+49 171 5551234" },
  ...{ street: "Kaiserallee 12", postcode: "76133", city: "Karlsruhe" },
};

test(
  "two hundred records that say the same are one customer, singly and in batches",
  async () => {
    const same = Array.from({ length: 200 }, (_, at) => ({ key: `same-${at}`, fields: CLERK }));
    const near = { key: "near", fields: { ...CLERK, surname: "Osterhuis", city: "Ettlingen" } };
    for (const [batch, records] of [
      [1, [...same, near]],
      [50, [near, ...same]],
    ] as const) {
      await withBench(async (bench) => {
        // Singly from before their keys would become common.
        await load(bench, records, (at) => (at < BLOCK_RECORDS_MAX - 20 ? 50 : batch));
        expect(await customersOf(bench), `batches of ${batch}`).toHaveLength(1);
        await redecide(bench.deps, DEFAULT_MODEL, { announce: false });
        expect(await customersOf(bench), `batches of ${batch}`).toHaveLength(1);
        await expectSound(bench);
      });
    }
  },
  TIMEOUT_MS,
);

test(
  "records that stand for their copies may change, and the copies stay one",
  async () => {
    await withBench(async (bench) => {
      const copies = Array.from({ length: 5 }, (_, at) => ({ key: `copy-${at}`, fields: CLERK }));
      await load(bench, copies, () => 5);
      const other = { ...CLERK, surname: "Osterhuis" };
      const stranger: PersonFields = { givenName: "Ruprecht", surname: "Obermoser" };
      for (const at of [0, 1, 2]) {
        await load(bench, [{ key: `copy-${at}`, fields: stranger }], () => 1);
      }
      await load(bench, [{ key: "late", fields: other }], () => 1);
      expect(await customersOf(bench)).toEqual([
        "copy-0",
        "copy-1",
        "copy-2",
        "copy-3 copy-4 late",
      ]);
      await expectSound(bench);
    });
  },
  TIMEOUT_MS,
);

const COPIES = 30;

const NAMES =
  "Katarzyna Bartholomew Evangeline Maximiliana Rosamunde Clementine Ferdinand Leopoldine".split(
    " ",
  );

/** Of a mailbox that more share than find each other, people whom nothing else connects. */
function desk(records: number): readonly Arriving[] {
  return Array.from({ length: records }, (_, at) => {
    const name = NAMES[at % NAMES.length] ?? "";
    const mistyped = Math.floor(at / NAMES.length);
    const [place, letter] = [2 + (mistyped % 6), "xqz"[Math.floor(mistyped / 6)] ?? "j"];
    const givenName = name.slice(0, place) + letter + name.slice(place);
    return { key: `desk-${at}`, fields: { givenName, email: "stores.desk@example.com" } };
  });
}

/**
 * Guests; a mailbox that more share than find each other; a shop that guests pass through, so that
 * its address is common for a while; copies, and who was one for a while.
 */
function arrivals(seed: number): { final: readonly Arriving[]; before: readonly Arriving[] } {
  const shop = { street: "Am Hafen 3", postcode: "20457", phone: "+49 40 9990002" };
  const named = (prefix: string, most: number, own: PersonFields) =>
    labelledPeople(most, seed + prefix.length)
      .slice(0, most)
      .map(({ fields }, at) => ({ key: `${prefix}-${at}`, fields: { ...fields, ...own } }));
  const guests = named("a guest", 40, {});
  const final = [
    ...guests,
    ...desk(BLOCK_RECORDS_MAX + 20),
    ...named("shop", BLOCK_RECORDS_MAX - 10, shop),
    ...Array.from({ length: COPIES }, (_, at) => ({ key: `same-${at}`, fields: CLERK })),
  ];
  const before = guests.map(({ key, fields }, at) => ({
    key,
    fields: at % 4 === 0 ? CLERK : { ...fields, ...shop },
  }));
  return { final, before };
}

/** Who comes as somebody else first does so before; else in any order. */
function ordered(random: Random, before: readonly Arriving[], final: readonly Arriving[]) {
  const all = shuffled([...before, ...final], random);
  const later = new Map(final.map((one) => [one.key, one]));
  const isBefore = new Set(before.map(({ key }) => key));
  return all.map(({ key, fields }) => {
    const isFirst = isBefore.delete(key);
    const first = isFirst ? before.find((one) => one.key === key) : later.get(key);
    return first ?? { key, fields };
  });
}

test(
  "however common a key becomes, the order of arrival and the batches decide nothing",
  async () => {
    const seed = testSeed();
    const random = new Random(seed, "arrival");
    const { final, before } = arrivals(seed);
    const found: [arrived: string[], again: string[], estimated: string[]][] = [];
    // Singly where keys become common: towards the end.
    for (const [batch, last] of [
      [50, 50],
      [50, 1],
      [30, 7],
    ] as const) {
      const records = ordered(random, before, final);
      const singly = records.length - 60;
      await withBench(async (bench) => {
        const passedOver = await load(bench, records, (at) => (at < singly ? batch : last));
        expect(passedOver).toBeGreaterThan(0);
        const arrived = await customersOf(bench);
        await redecide(bench.deps, DEFAULT_MODEL, { announce: false });
        const again = await customersOf(bench);
        const { model, records: known } = await fitOnRecords(bench.deps.sql, {
          version: 1,
          seed: 1,
        });
        await bench.deps.sql.begin((tx) =>
          insertModel(tx, { version: 1, parameters: model, records: known, by: "test" }),
        );
        await activateModel(bench.deps.sql, 1, "test");
        await redecide(bench.deps, model, { announce: false });
        found.push([arrived, again, await customersOf(bench)]);
        await expectSound(bench);
      });
    }
    const [[arrived, , estimated] = [[], [], []]] = found;
    for (const one of found) {
      expect(one, `seed ${seed}`).toEqual([arrived, arrived, estimated]);
    }
    expect(arrived.map((keys) => keys.split(" ").length)).toContain(COPIES);
  },
  TIMEOUT_MS,
);
