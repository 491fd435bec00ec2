import { expect, test } from "vitest";
import {
  GROWTH_BYTES_MAX,
  GROWTH_BYTES_PER_REQUEST_MAX,
  judge,
  type Sample,
} from "../../../scripts/soak/judge.ts";

const MB = 1024 * 1024;

/** A run of half an hour, a look a minute; `at` says what is held in that minute. */
function run(at: (minute: number) => Partial<Sample>): Sample[] {
  return Array.from({ length: 31 }, (_, minute) => ({
    atS: minute * 60,
    requests: minute * 100_000,
    heapBytes: 50 * MB,
    bufferBytes: 0,
    residentBytes: 200 * MB,
    resources: { TCPSocketWrap: 20 },
    ...at(minute),
  }));
}

test("a server that holds the same after as before has no problems, whatever it did while it warmed up", () => {
  const samples = run((minute) => ({ heapBytes: minute < 10 ? minute * 10 * MB : 60 * MB }));
  expect(judge(samples, 600)).toEqual({
    growthBytes: 0,
    growthBytesPerRequest: 0,
    requests: 1_800_000,
    problems: [],
  });
});

test("memory that grows by more than its bar in all is a problem", () => {
  const samples = run((minute) => ({
    heapBytes: 50 * MB + minute * Math.ceil(GROWTH_BYTES_MAX / 17),
  }));
  expect(judge(samples, 600).problems).toEqual([
    expect.stringMatching(/^live memory grew by \d+ bytes/),
  ]);
});

test("memory that grows with each request is a problem, also within the bar for all", () => {
  const samples = run((minute) => ({
    requests: minute * 1_000,
    heapBytes: 50 * MB + minute * 1_000 * (GROWTH_BYTES_PER_REQUEST_MAX + 1),
  }));
  expect(judge(samples, 600).problems).toEqual([
    expect.stringMatching(/^live memory grew by 21\.0 bytes a request/),
  ]);
});

test("buffers outside the heap count as the heap does", () => {
  const samples = run((minute) => ({ bufferBytes: minute * MB }));
  expect(judge(samples, 600).problems).toHaveLength(1);
});

test("one socket more at the end than before is a problem; one that comes and goes is none", () => {
  const more = run((minute) => ({ resources: { TCPSocketWrap: minute < 20 ? 20 : 21 } }));
  expect(judge(more, 600).problems).toEqual(["TCPSocketWrap: 21 open at the end, 20 before"]);
  const breathing = run((minute) => ({ resources: { TCPSocketWrap: 20 + (minute % 2) } }));
  expect(judge(breathing, 600).problems).toEqual([]);
});

test("a run that is too short for a verdict has none", () => {
  expect(() =>
    judge(
      run(() => ({})),
      26 * 60,
    ),
  ).toThrow("5 looks after the warm-up are too few");
});
