/** The parts of V8's CPU profile that are read here. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
    };
  }[];
  /** Node id that was running at each sample. */
  readonly samples?: readonly number[] | undefined;
  /** Microseconds before each sample. */
  readonly timeDeltas?: readonly number[] | undefined;
}

/** How long one function itself was running, without what it called. */
export interface SelfTime {
  readonly name: string;
  /** Path from the project's root and line, or what V8 calls it. */
  readonly place: string;
  readonly ms: number;
  /** Of all time that was not idle, 0 to 1. */
  readonly share: number;
}

/** Doing nothing, and the profiler's own start and stop. */
const isLeftOut = (frame: { readonly functionName: string; readonly url: string }) =>
  frame.functionName === "(idle)" || frame.url === "node:inspector";

/**
 * Functions by self time, longest first. Time waited for input does not count.
 *
 * @param root folder whose path is left out of places, with a slash at its end
 */
export function selfTimes(profile: CpuProfile, root: string): readonly SelfTime[] {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const found = new Map<string, { name: string; place: string; us: number }>();
  let busyUs = 0;
  for (const [at, id] of (profile.samples ?? []).entries()) {
    const frame = nodes.get(id);
    if (frame === undefined || isLeftOut(frame)) {
      continue;
    }
    const us = profile.timeDeltas?.[at] ?? 0;
    busyUs += us;
    const name = frame.functionName === "" ? "(anonymous)" : frame.functionName;
    const file = frame.url.replace(/^file:\/\//, "").replace(root, "");
    const place = file === "" ? "V8" : `${file}:${frame.lineNumber + 1}`;
    const key = `${name} ${place}`;
    const one = found.get(key) ?? { name, place, us: 0 };
    one.us += us;
    found.set(key, one);
  }
  return [...found.values()]
    .sort((a, b) => b.us - a.us)
    .map(({ name, place, us }) => ({ name, place, ms: us / 1_000, share: us / busyUs }));
}

/** Self times by folder or package: where to look first. */
export function selfTimesByFolder(times: readonly SelfTime[]): readonly SelfTime[] {
  const found = new Map<string, { ms: number; share: number }>();
  for (const { place, name, ms, share } of times) {
    const folder = folderOf(place, name);
    const one = found.get(folder) ?? { ms: 0, share: 0 };
    found.set(folder, { ms: one.ms + ms, share: one.share + share });
  }
  return [...found]
    .map(([place, { ms, share }]) => ({ name: "", place, ms, share }))
    .sort((a, b) => b.ms - a.ms);
}

function folderOf(place: string, name: string): string {
  if (place === "V8") {
    return name.startsWith("(garbage") ? "garbage collector" : "V8, built in";
  }
  if (place.startsWith("node:")) {
    return "node";
  }
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(place)?.[1];
  if (inPackage !== undefined) {
    return inPackage;
  }
  return place.split("/").slice(0, -1).slice(0, 3).join("/") || place;
}
