import { expect, test } from "vitest";
import { LaneRun, type LaneWork } from "../../../src/deliveries/laneRun.ts";
import type { WorkerDeps } from "../../../src/deliveries/workerDeps.ts";

test("a lane whose claim ends before its first request keeps its tries, and when they began", async () => {
  const firstTriedAt = "2026-11-30 09:00:00+00";
  const work = {
    lane: {
      ...{ rootId: 1n, nextSeq: 1n, headSeq: 1n, againSeq: null, againTo: null, token: 3n },
      ...{ tries: 5, firstTriedAt, isBulk: false },
    },
    plan: [{ fate: "SEND", row: { id: 7n, rootId: 1n, seq: 1n } }],
    destination: { id: 1 },
    ...{ customer: null, sends: 1, waitMs: 0, mayStill: () => false },
  } as unknown as LaneWork;
  const run = new LaneRun({} as WorkerDeps, work);
  expect(await run.tell()).toBeNull();
  expect(run.settlement()).toMatchObject({
    lane: { next_seq: null, ended: 0, is_dead: false, tries: 5, first_tried_at: firstTriedAt },
    rows: [],
  });
});
