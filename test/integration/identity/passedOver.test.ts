import { afterAll, beforeAll, expect, test } from "vitest";
import { readPassedOver } from "../../../src/cli/eval/passedOver.ts";
import { BLOCK_RECORDS_MAX } from "../../../src/domain/identity/matching/blocks.ts";
import { DEFAULT_MODEL } from "../../../src/domain/identity/matching/model.ts";
import { COMPONENT_LEAVES_MAX } from "../../../src/domain/identity/matching/partition.ts";
import { resolveRecords } from "../../../src/identity/records/resolveRecords.ts";
import { type CommandBench, startCommandBench } from "../../support/bench/commandBench.ts";

let bench: CommandBench;
beforeAll(async () => {
  bench = await startCommandBench();
});
afterAll(() => bench?.close());

const passedOver = () => readPassedOver(bench.database.sql, DEFAULT_MODEL);

test("keys are common by records that differ, never by copies", async () => {
  const load = (prefix: string, passport: (at: number) => string) =>
    resolveRecords(
      bench.deps,
      Array.from({ length: BLOCK_RECORDS_MAX + 1 }, (_, at) => ({
        ...{ sourceId: 1, key: `${prefix}-${at}` },
        fields: { email: `${prefix}.desk@example.com`, passport: passport(at) },
      })),
      { announce: false },
    );
  expect((await load("copy", () => "P7710001")).passedOver).toBe(0);
  expect(await passedOver()).toMatchObject({ commonKeys: 0 });
  // The mailbox, and what stands before its @.
  expect((await load("shared", (at) => `Q${88_000 + at}`)).passedOver).toBe(2);
  expect(await passedOver()).toEqual({ tooLarge: 0, tooLargeRecords: 0, commonKeys: 2 });
});

test("a group of more leaves than are decided is counted, with its records", async () => {
  const { sql } = bench.database;
  const chain = (from: number, leaves: number) => sql`
    insert into identity_edge (a, b, kind, via, weight, evidence, at)
    select n, n + 1, 'SCORE', n || '/' || n + 1, 99, '{}', now()
    from generate_series(${from}::bigint, ${from + leaves - 2}::bigint) as n`;
  await chain(8_000_001, COMPONENT_LEAVES_MAX);
  expect(await passedOver()).toMatchObject({ tooLarge: 0, tooLargeRecords: 0 });
  await chain(9_000_001, COMPONENT_LEAVES_MAX + 1);
  const tooLargeRecords = COMPONENT_LEAVES_MAX + 1;
  expect(await passedOver()).toMatchObject({ tooLarge: 1, tooLargeRecords });
});
