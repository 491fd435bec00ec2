import { expect, test } from "vitest";
import { systemViewer } from "../../../src/domain/access/viewer.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { whenExpired } from "../../../src/server/live/session.ts";
import { collectGarbage } from "../../support/collectGarbage.ts";

const NOW = 1_800_000_000_000_000 as Instant;

function sessionUntil(expiresAt: number) {
  const viewer = { ...systemViewer("somebody"), expiresAt: expiresAt as Instant };
  return { viewer, current: async () => viewer };
}

test("sessions that end before their tokens leave nothing behind", async () => {
  const open = (count: number) => {
    for (let at = 1; at <= count; at += 1) {
      // Every token has another rest of its life.
      const expiresAt = NOW + (3_600_000 + at) * 1_000;
      whenExpired(
        sessionUntil(expiresAt),
        () => NOW,
        () => {},
      )();
    }
  };
  const live = async () => {
    await collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  open(1_000);
  const before = await live();
  open(50_000);
  expect((await live()) - before).toBeLessThan(1_000_000);
});
