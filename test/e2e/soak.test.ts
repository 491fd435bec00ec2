import { expect, test } from "vitest";
import { soak } from "../../scripts/soak/run.ts";
import { testSeed } from "../support/seed.ts";

/**
 * With the start of a server that makes its cluster and its retailer first, on a machine that has
 * other work too.
 */
const TIMEOUT_MS = 480_000;
/**
 * What a request may leave behind in its first seconds, bytes: memories that have a bound are still
 * being filled, which takes 2,400 here. With the leak that ended servers once it was 23,300
 * (2026-11-28). `npm run soak` has the bar for what stays.
 */
const KEPT_BYTES_PER_REQUEST_MAX = 8_000;

/**
 * Memories that have a bound fill by themselves, with 3.5 MB in these seconds whatever is asked: of
 * few requests, as a busy machine answers, that was 8,300 to 10,500 bytes each (2026-11-29, of 319
 * to 463 requests, on old code as on new), and 3,800 of 1,077. A leak is a leak of as many as are
 * asked: the bar is the same.
 */
const REQUESTS_PER_LOOK = 120;

test("a server under everything that is asked of one keeps nothing of it, and has no fault of its own", {
  timeout: TIMEOUT_MS,
}, async () => {
  const { verdict, faults, statuses, refusals, told } = await soak({
    seed: testSeed(),
    seconds: 16,
    warmUpSeconds: 4,
    looks: 8,
    requestsPerLook: REQUESTS_PER_LOOK,
    fillsMemories: false,
  });
  expect(faults).toEqual([]);
  // Whoever asks wrongly does so by intent, and not by GraphQL's operations of the guides.
  expect(refusals).not.toHaveProperty("BAD_USER_INPUT");
  expect(statuses["200"]).toBeGreaterThan(100);
  expect(told).toBeGreaterThan(100);
  expect(verdict.growthBytesPerRequest).toBeLessThan(KEPT_BYTES_PER_REQUEST_MAX);
});
