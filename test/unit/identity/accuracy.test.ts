import { expect, test } from "vitest";
import { BLOCK_RECORDS_MAX, blocksOf } from "../../../src/domain/identity/matching/blocks.ts";
import { fitModel } from "../../../src/domain/identity/matching/fitModel.ts";
import { DEFAULT_MODEL, type MatchModel } from "../../../src/domain/identity/matching/model.ts";
import { type PartitionScore, partition } from "../../../src/domain/identity/matching/partition.ts";
import { prepareFields } from "../../../src/domain/identity/matching/record.ts";
import { scorePair } from "../../../src/domain/identity/matching/scorePair.ts";
import { labelledPeople } from "../../support/identity/people.ts";

const PEOPLE = 240;
const SEED = 16;

const labelled = labelledPeople(PEOPLE, SEED);
const records = labelled.map(({ fields }) => prepareFields(fields, "DE"));

test("a model estimated without labels finds families' members and keeps them apart", () => {
  const { precision, recall } = decided(fitModel(records, { version: 1, seed: SEED }));
  expect(precision).toBeGreaterThanOrEqual(0.99);
  expect(recall).toBeGreaterThanOrEqual(0.94);
});

test("the default model, which knows nothing of the records, is nearly as careful", () => {
  const { precision, recall } = decided(DEFAULT_MODEL);
  expect(precision).toBeGreaterThanOrEqual(0.98);
  expect(recall).toBeGreaterThanOrEqual(0.9);
});

/** Pairs of records found to be one person, against those that are. */
function decided(model: MatchModel): { precision: number; recall: number } {
  const { groups } = partition({
    leaves: labelled.map(({ fields }, at) => ({ id: BigInt(at), key: JSON.stringify(fields) })),
    scores: scoresOf(model),
    said: [],
    links: [],
    distinct: [],
    thresholds: model.thresholds,
  });
  const personOf = (leaf: bigint) => labelled[Number(leaf)]?.person;
  const found = groups.flatMap((group) => pairsOf(group));
  const right = found.filter(([a, b]) => personOf(a) === personOf(b)).length;
  const all = pairsOf(labelled).filter(([a, b]) => a.person === b.person).length;
  return { precision: right / found.length, recall: right / all };
}

function scoresOf(model: MatchModel): PartitionScore[] {
  const blocks = new Map<bigint, number[]>();
  for (const [at, record] of records.entries()) {
    for (const block of blocksOf(record)) {
      blocks.set(block, [...(blocks.get(block) ?? []), at]);
    }
  }
  const pairs = new Map<string, readonly [number, number]>();
  for (const members of blocks.values()) {
    for (const pair of members.length > BLOCK_RECORDS_MAX ? [] : pairsOf(members)) {
      pairs.set(pair.join(" "), pair);
    }
  }
  return [...pairs.values()].flatMap(([a, b]) => {
    const [one, other] = [records[a], records[b]];
    return one === undefined || other === undefined
      ? []
      : [{ a: BigInt(a), b: BigInt(b), ...scorePair(one, other, model) }];
  });
}

function pairsOf<T>(list: readonly T[]): (readonly [T, T])[] {
  return list.flatMap((a, at) => list.slice(at + 1).map((b) => [a, b] as const));
}
