import { expect, it } from "vitest";
import { type CpuProfile, selfTimes, selfTimesByFolder } from "../../../bench/report/cpuProfile.ts";

const frame = (functionName: string, url: string, lineNumber = 0) => ({
  functionName,
  url,
  lineNumber,
});

const PROFILE: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame("(idle)", "") },
    { id: 2, callFrame: frame("decide", "file:///p/src/domain/tier/decide.ts", 9) },
    { id: 3, callFrame: frame("", "file:///p/node_modules/postgres/src/types.js") },
    { id: 4, callFrame: frame("(garbage collector)", "") },
    // The same function, reached by another way.
    { id: 5, callFrame: frame("decide", "file:///p/src/domain/tier/decide.ts", 9) },
    { id: 6, callFrame: frame("post", "node:inspector", 114) },
  ],
  samples: [1, 2, 3, 5, 4, 6],
  timeDeltas: [50_000, 2_000, 1_000, 4_000, 1_000, 90_000],
};

it("self times are summed per function, and idling and the profiler itself do not count", () => {
  expect(selfTimes(PROFILE, "/p/")).toEqual([
    { name: "decide", place: "src/domain/tier/decide.ts:10", ms: 6, share: 0.75 },
    { name: "(anonymous)", place: "node_modules/postgres/src/types.js:1", ms: 1, share: 0.125 },
    { name: "(garbage collector)", place: "V8", ms: 1, share: 0.125 },
  ]);
});

it("folders and packages are told apart", () => {
  expect(selfTimesByFolder(selfTimes(PROFILE, "/p/")).map(({ place, ms }) => [place, ms])).toEqual([
    ["src/domain/tier", 6],
    ["postgres", 1],
    ["garbage collector", 1],
  ]);
});
