import fastCheck from "fast-check";

/**
 * The seed of this run: TEST_SEED, or the one vitest.config.ts made and printed, so that a failure
 * can be run again with the same data: `TEST_SEED=... npm test`.
 */
export function testSeed(): number {
  const given = process.env["TEST_SEED"];
  const seed = Number(given);
  if (!given || !Number.isInteger(seed)) {
    throw new Error(`TEST_SEED must be an integer; it is ${given ?? "not set"}.`);
  }
  return seed;
}

/** A source of numbers in [0, 1) that depends on the seed alone (mulberry32). */
export function rng(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

// A setup file of every vitest project: it runs before the tests of each file.
fastCheck.configureGlobal({ ...fastCheck.readConfigureGlobal(), seed: testSeed() });
