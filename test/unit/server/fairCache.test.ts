import { expect, test } from "vitest";
import { FairCache } from "../../../src/server/operations/fairCache.ts";

test("whoever brings the most loses its own, and nobody else's", () => {
  const evicted: number[] = [];
  const cache = new FairCache<number>({ max: 10, charsMax: 1_000 }, (value) => {
    evicted.push(value);
  });
  cache.set("honest", -1, { owner: "shop", chars: 5 });
  for (let at = 0; at < 100; at += 1) {
    cache.set(`junk ${at}`, at, { owner: "thief", chars: 5 });
  }
  expect(cache.get("honest")).toBe(-1);
  expect(evicted).toEqual(Array.from({ length: 91 }, (_, at) => at));
});

test("long texts go by their length, the least recently used first", () => {
  const cache = new FairCache<string>({ max: 10, charsMax: 100 });
  cache.set("honest", "kept", { owner: "shop", chars: 40 });
  cache.set("a", "a", { owner: "thief", chars: 30 });
  cache.set("b", "b", { owner: "thief", chars: 30 });
  cache.get("a");
  cache.set("c", "c", { owner: "thief", chars: 30 });
  const left = ["honest", "a", "b", "c"].map((key) => cache.get(key));
  expect(left).toEqual(["kept", "a", undefined, "c"]);
});

test("what is larger than the whole is not kept, and takes nobody's place", () => {
  const cache = new FairCache<string>({ max: 10, charsMax: 100 });
  cache.set("honest", "kept", { owner: "shop", chars: 40 });
  cache.set("huge", "huge", { owner: "thief", chars: 101 });
  expect([cache.get("honest"), cache.get("huge")]).toEqual(["kept", undefined]);
});
