import fastCheck from "fast-check";

/** What stands in the place of something, as senders and attackers have it. */
const ODD: readonly unknown[] = [
  null,
  "",
  " ",
  "x",
  "-1",
  "1e9",
  "0.005",
  "99999999999999999999",
  "\u0000",
  "\ud800",
  "constructor",
  "__proto__",
  "NaN",
  "1e400",
  "12,50",
  "x".repeat(3_000),
  "2026-02-30T00:00:00Z",
  0,
  -7,
  1.1,
  0.1 + 0.2,
  1e-9,
  1e308,
  2 ** 53,
  true,
  [],
  [null],
  [[]],
  {},
  { amount: "1" },
  { shop_money: { amount: [], currency_code: 1 } },
];

/** Bodies of which some values are taken away, exchanged or put beside others. */
export function mutated(body: unknown): fastCheck.Arbitrary<unknown> {
  const changes = fastCheck.array(
    fastCheck.record({
      at: fastCheck.nat(),
      how: fastCheck.constantFrom("drop", "odd", "copy", "any"),
      odd: fastCheck.constantFrom(...ODD),
      any: fastCheck.jsonValue(),
    }),
    { minLength: 1, maxLength: 4 },
  );
  return changes.map((all) => {
    // The whole has a place too, so that it is taken away and exchanged like all else.
    const holder = { body: structuredClone(body) };
    for (const change of all) {
      apply(holder, change);
    }
    return holder.body;
  });
}

interface Place {
  readonly holder: Record<string, unknown>;
  readonly name: string;
}

function apply(
  whole: unknown,
  change: {
    readonly at: number;
    readonly how: string;
    readonly odd: unknown;
    readonly any: unknown;
  },
): void {
  const places = [...placesOf(whole)];
  const place = places[change.at % Math.max(1, places.length)];
  if (place === undefined) {
    return;
  }
  const { holder, name } = place;
  if (change.how === "drop") {
    Reflect.deleteProperty(holder, name);
  } else if (change.how === "copy") {
    const other = places[(change.at * 7 + 3) % places.length] as Place;
    holder[name] = structuredClone(other.holder[other.name]);
  } else {
    holder[name] = structuredClone(change.how === "odd" ? change.odd : change.any);
  }
}

function* placesOf(value: unknown): Generator<Place> {
  if (typeof value === "object" && value !== null) {
    const holder = value as Record<string, unknown>;
    for (const name of Object.keys(holder)) {
      yield { holder, name };
      yield* placesOf(holder[name]);
    }
  }
}
