import type { DestinationSettings } from "../delivery/settings.ts";
import type { Mode } from "../delivery/shadow.ts";
import type { ChannelSettings } from "../incident/channelSettings.ts";
import type { SloSettings } from "../incident/sloSettings.ts";
import type { Installation } from "./installation.ts";
import type { SetupPath } from "./readSetup.ts";
import type {
  SetupBoundary,
  SetupChannel,
  SetupDocument,
  SetupSource,
  SetupStore,
} from "./setupSchema.ts";

/** One thing that is set up, as the document says it, and whether it has been retired. */
export interface SetupEntry<Value> {
  readonly value: Value;
  readonly isRetired: boolean;
}

/** The set-up as the database has it; boundaries in the order in which they are crossed. */
export interface SetupState {
  readonly installation: Installation;
  /** Somebody has said it; else it is as it comes. */
  readonly isInstallationSaid: boolean;
  readonly boundaries: readonly SetupEntry<SetupBoundary>[];
  readonly channels: readonly SetupEntry<SetupChannel>[];
  readonly stores: readonly SetupEntry<SetupStore>[];
  readonly sources: readonly SetupEntry<SetupSource>[];
  readonly destinations: readonly SetupEntry<DestinationSettings>[];
  readonly slos: readonly SetupEntry<SloSettings>[];
  readonly alertChannels: readonly SetupEntry<ChannelSettings>[];
  /** By code of destinations: whether each is told now, whatever its entry begins with. */
  readonly modes: ReadonlyMap<string, Mode>;
}

/** The sections of a document that list entries, in the order in which they are written. */
export const SECTIONS = {
  boundaries: "BOUNDARY",
  channels: "CHANNEL",
  stores: "STORE",
  sources: "SOURCE",
  destinations: "DESTINATION",
  slos: "SLO",
  alertChannels: "ALERT_CHANNEL",
} as const;

export type SectionName = keyof typeof SECTIONS;

export type SetupChangeWord = "ADDED" | "CHANGED" | "RETIRED" | "RESTORED";

/** One change that takes the database from what it has to what the document says. */
export interface SetupChange {
  readonly kind: (typeof SECTIONS)[SectionName] | "INSTALLATION" | "RULES";
  readonly code: string;
  readonly change: SetupChangeWord;
  /** As the document says it; null where it was not there, or is not any more. */
  readonly before: object | null;
  readonly after: object | null;
}

export interface SetupPlan {
  readonly changes: readonly SetupChange[];
  /** What names something that would not be there. Nothing may be changed then. */
  readonly issues: readonly { readonly path: SetupPath; readonly message: string }[];
}

/**
 * What takes a set-up to what a document says of it. Pure.
 *
 * @param mode `WHOLE`: a section that is there is all there is of its kind, and what it does not
 *   list is retired. `MISSING`: only what was never there is added, and nothing is touched.
 */
export function planSetup(
  state: SetupState,
  document: SetupDocument,
  mode: "WHOLE" | "MISSING" = "WHOLE",
): SetupPlan {
  const changes = (Object.keys(SECTIONS) as SectionName[]).flatMap((section) =>
    changesOf(section, state, document, mode),
  );
  const installation = {
    region: document.region === undefined ? state.installation.region : document.region,
    limits: document.limits ?? state.installation.limits,
    identity: document.identity ?? state.installation.identity,
    goodwill: document.goodwill === undefined ? state.installation.goodwill : document.goodwill,
  };
  const mayChange = mode === "WHOLE" || !state.isInstallationSaid;
  if (mayChange && !isSame(state.installation, installation)) {
    changes.unshift({
      ...{ kind: "INSTALLATION", code: "installation", change: "CHANGED" },
      before: state.installation,
      after: installation,
    });
  }
  return {
    changes,
    issues:
      mode === "MISSING"
        ? []
        : [...danglingNames(state, document), ...cutsBySetup(state, document)],
  };
}

function changesOf(
  section: SectionName,
  state: SetupState,
  document: SetupDocument,
  mode: "WHOLE" | "MISSING",
): SetupChange[] {
  const wanted: readonly { readonly code: string }[] | undefined = document[section];
  if (wanted === undefined) {
    return [];
  }
  const kind = SECTIONS[section];
  const known: ReadonlyMap<string, SetupEntry<{ readonly code: string }>> = new Map(
    state[section].map((entry) => [entry.value.code, entry]),
  );
  const orders = section === "boundaries" && mode === "WHOLE" ? placesOf(state, wanted) : null;
  const changes = wanted.flatMap((value): SetupChange[] => {
    const { code } = value;
    const entry = known.get(code);
    if (entry === undefined) {
      return [{ kind, code, change: "ADDED", before: null, after: value }];
    }
    if (mode === "MISSING") {
      return [];
    }
    const before = entry.value;
    if (entry.isRetired) {
      return [{ kind, code, change: "RESTORED", before, after: value }];
    }
    return isSame(before, value) && orders?.has(code) !== true
      ? []
      : [{ kind, code, change: "CHANGED", before, after: value }];
  });
  if (mode === "MISSING") {
    return changes;
  }
  const codes = new Set(wanted.map(({ code }) => code));
  const leaving = [...known.values()].filter(
    ({ value, isRetired }) => !isRetired && !codes.has(value.code),
  );
  const retired = leaving.map(
    ({ value }): SetupChange => ({
      ...{ kind, code: value.code, change: "RETIRED", before: value, after: null },
    }),
  );
  return [...changes, ...retired];
}

/** Boundaries that stand at another place among those that stay. */
function placesOf(
  { boundaries }: SetupState,
  wanted: readonly { readonly code: string }[],
): ReadonlySet<string> {
  const codes = wanted.map(({ code }) => code);
  const before = boundaries
    .filter(({ value, isRetired }) => !isRetired && codes.includes(value.code))
    .map(({ value }) => value.code as string);
  const after = codes.filter((code) => before.includes(code));
  return new Set(after.filter((code, at) => before[at] !== code));
}

/** Names of what would not be there: each would be a default, a hop or a teller of nothing. */
function danglingNames(state: SetupState, document: SetupDocument): SetupPlan["issues"] {
  const active = <Value>(entries: readonly SetupEntry<Value>[]): readonly Value[] =>
    entries.filter(({ isRetired }) => !isRetired).map(({ value }) => value);
  const merged = {
    boundaries: document.boundaries ?? active(state.boundaries),
    channels: document.channels ?? active(state.channels),
    stores: document.stores ?? active(state.stores),
    sources: document.sources ?? active(state.sources),
    destinations: document.destinations ?? active(state.destinations),
    slos: document.slos ?? active(state.slos),
    alertChannels: document.alertChannels ?? active(state.alertChannels),
  };
  const codesOf = (section: SectionName): ReadonlySet<string> =>
    new Set(merged[section].map(({ code }) => code));
  const boundaries = codesOf("boundaries");
  const channels = codesOf("channels");
  const sources = codesOf("sources");
  const destinations = codesOf("destinations");
  const issues: { path: SetupPath; message: string }[] = [];
  const check = (
    found: ReadonlySet<string>,
    named: string,
    what: string,
    [section, index, ...rest]: readonly [SectionName, number, ...(string | number)[]],
  ) => {
    if (found.has(named)) {
      return;
    }
    // What the document does not list stands in the database: it names what would be retired.
    const isHere = document[section] !== undefined;
    const by = merged[section][index]?.code;
    issues.push({
      path: isHere ? [section, index, ...rest] : [],
      message: isHere
        ? `names ${what} ${named}, which is not there`
        : `${what} ${named} is still named by ${by} (${section}), which this document leaves as it is`,
    });
  };
  for (const [index, { hops }] of merged.channels.entries()) {
    for (const [at, hop] of hops.entries()) {
      check(boundaries, hop, "the boundary", ["channels", index, "hops", at]);
    }
  }
  for (const [index, { defaultChannel }] of merged.sources.entries()) {
    if (defaultChannel !== null) {
      check(channels, defaultChannel, "the channel", ["sources", index, "defaultChannel"]);
    }
  }
  for (const [index, { receives }] of merged.sources.entries()) {
    for (const [at, code] of (receives?.numbersOf ?? []).entries()) {
      check(sources, code, "the source", ["sources", index, "receives", "numbersOf", at]);
    }
  }
  for (const [index, { toldBy }] of merged.boundaries.entries()) {
    for (const [at, code] of toldBy.entries()) {
      check(sources, code, "the source", ["boundaries", index, "toldBy", at]);
    }
  }
  for (const [index, { indicator }] of merged.slos.entries()) {
    const at = (name: string) => ["slos", index, "indicator", name] as const;
    if ("source" in indicator && indicator.source !== null) {
      check(sources, indicator.source, "the source", at("source"));
    }
    if ("destination" in indicator && indicator.destination !== null) {
      check(destinations, indicator.destination, "the destination", at("destination"));
    }
  }
  return issues;
}

/**
 * Modes that would be changed by the document alone. `mode` is how a destination begins, so that a
 * document that is applied again neither cuts over nor back; one that says something new is not
 * passed over in silence.
 */
function cutsBySetup(state: SetupState, { destinations = [] }: SetupDocument): SetupPlan["issues"] {
  return destinations.flatMap(({ code, mode = "LIVE" }, index) => {
    const known = state.destinations.find(({ value }) => value.code === code);
    const now = state.modes.get(code) ?? "LIVE";
    if (
      known === undefined ||
      known.isRetired ||
      mode === now ||
      mode === (known.value.mode ?? "LIVE")
    ) {
      return [];
    }
    const act = mode === "LIVE" ? "cut-over" : "cut-back";
    const message = `would be ${mode}, and it is ${now}: \`tributary destinations ${act} ${code}\` changes it, and set-up does not`;
    return [{ path: ["destinations", index, "mode"], message }];
  });
}

/** Whether two values of documents say the same; the order of fields says nothing. */
export function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** A value of a document as one text, the same for the same value. */
export function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(value) ?? "null";
  }
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(",")}]`;
  }
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(",")}}`;
}
