import { BLOCK_RECORDS_MAX } from "../../domain/identity/matching/blocks.ts";
import { COMPONENT_LEAVES_MAX } from "../../domain/identity/matching/partition.ts";
import type { Evaluation } from "./evaluate.ts";

export function formatEvaluation(found: Evaluation): string {
  const share = (value: number) => value.toFixed(4);
  const rate = found.recordsPerSecond.toFixed(0);
  return [
    `${found.records} records became ${found.customers} customers, by ${found.model} weights`,
    `precision ${share(found.precision)}  recall ${share(found.recall)}  F1 ${share(found.f1)}`,
    `${found.truePairs} pairs are one person, ${found.foundPairs} were joined, ${found.correctPairs} of them rightly`,
    `${rate} records a second; one by itself takes ${found.p50Ms.toFixed(1)} ms (p50), ${found.p99Ms.toFixed(1)} ms (p99)`,
    ...(found.secondPassSeconds === null
      ? []
      : [`weights and second pass: ${found.secondPassSeconds.toFixed(1)} s`]),
    ...passedOver(found),
  ].join("\n");
}

function passedOver({ commonKeys, tooLarge, tooLargeRecords }: Evaluation): string[] {
  return [
    ...(commonKeys === 0
      ? []
      : [
          `common keys, shared by more than ${BLOCK_RECORDS_MAX} records that differ, by which nobody was looked for: ${commonKeys}`,
        ]),
    ...(tooLarge === 0
      ? []
      : [
          `groups of more than ${COMPONENT_LEAVES_MAX} records that hang together and were left as they were: ${tooLarge}, of ${tooLargeRecords} records; look for a value that all of them share and that is nobody's`,
        ]),
  ];
}
