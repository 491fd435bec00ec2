import { FIELD_LEVELS, MATCH_FIELDS, type MatchField } from "./levels.ts";

/** Of one field, by level: how often pairs of one person, and of two people, are so alike. */
export interface FieldModel {
  readonly m: readonly number[];
  readonly u: readonly number[];
  /** Of what lies in a place: `u` of two people whose postcodes agree, or agree in their area. */
  readonly nearby?: { readonly postcode: readonly number[]; readonly area: readonly number[] };
}

/** How often a value is given, among people (not records). */
export interface Frequencies {
  /** Chance that two people have the same value. */
  readonly mean: number;
  /** Of any value that is not in `top`. */
  readonly rest: number;
  readonly top: Readonly<Record<string, number>>;
}

export interface Thresholds {
  /** Weight from which records are one person without being asked. */
  readonly merge: number;
  /** Weight from which somebody is to look. */
  readonly review: number;
}

export interface Tells {
  readonly given: boolean;
  readonly birth: boolean;
}

/** Weights by which records are compared. JSON as it is: kept and sent as one document. */
export interface MatchModel {
  readonly version: number;
  /** log2 of the odds that any two records are of one person, before they are compared. */
  readonly prior: number;
  readonly fields: Readonly<Record<MatchField, FieldModel>>;
  readonly frequencies: Readonly<Partial<Record<MatchField, Frequencies>>>;
  /** Of words in names of organisations. */
  readonly words: Frequencies;
  /**
   * Whether a first name, or a birth date, of its own tells of another person of the family: not
   * where it is often wrong, measured among records that a number proves to be one person.
   */
  readonly tells: Tells;
  readonly thresholds: Thresholds;
}

/** Values of a field that a model keeps the frequency of: the commonest. */
export const TOP_VALUES_MAX = 2_000;

/** Fields whose values differ much in how common they are. */
export const TERM_FIELDS = [
  "given",
  "surname",
  "organisation",
  "employer",
  "birth",
  "email",
  "phone",
  "address",
  "line2",
  "postcode",
  "city",
  "region",
  "birthPlace",
  "occupation",
] as const satisfies readonly MatchField[];

/** Fields that agree by themselves where the postcode does. */
const NEARBY_FIELDS = ["address", "line2", "city", "region", "birthPlace"] as const;
type NearbyField = (typeof NEARBY_FIELDS)[number];

export function isNearbyField(field: MatchField): field is NearbyField {
  return (NEARBY_FIELDS as readonly string[]).includes(field);
}

/**
 * By level, of pairs of one person (m) and of two (u), before anything is known of an operator's
 * records: round numbers, from what is known of names, dates and typing.
 */
const DEFAULTS: Readonly<Record<MatchField, readonly [readonly number[], readonly number[]]>> = {
  given: [
    [0.78, 0.05, 0.03, 0.06, 0.03, 0.03, 0.02],
    [0.004, 0.002, 0.002, 0.002, 0.006, 0.005, 0.979],
  ],
  surname: [
    [0.85, 0.03, 0.06, 0.03, 0.005, 0.025],
    [0.0012, 0.0005, 0.0006, 0.003, 0.002, 0.9927],
  ],
  // Names come the other way round as often in two people; only, two ways to agree are twice one.
  nameOrder: [
    [0.97, 0.03],
    [0.94, 0.06],
  ],
  middle: [
    [0.75, 0.15, 0.1],
    [0.01, 0.03, 0.96],
  ],
  organisation: [
    [0.5, 0.18, 0.14, 0.1, 0.08],
    [0.0005, 0.0008, 0.002, 0.02, 0.9767],
  ],
  employer: [
    [0.55, 0.15, 0.1, 0.05, 0.15],
    [0.002, 0.001, 0.002, 0.005, 0.99],
  ],
  birth: [
    [0.84, 0.02, 0.06, 0.04, 0.015, 0.01, 0.015],
    [0.00005, 0.00004, 0.0006, 0.0014, 0.006, 0.013, 0.97891],
  ],
  email: [
    [0.72, 0.08, 0.05, 0.03, 0.12],
    [0.00001, 0.00002, 0.00005, 0.01, 0.98992],
  ],
  phone: [
    [0.75, 0.06, 0.19],
    [0.00002, 0.00005, 0.99993],
  ],
  address: [
    [0.7, 0.08, 0.04, 0.02, 0.03, 0.13],
    [0.00002, 0.0001, 0.0005, 0.005, 0.01, 0.98438],
  ],
  line2: [
    [0.65, 0.15, 0.08, 0.12],
    [0.003, 0.002, 0.01, 0.985],
  ],
  postcode: [
    [0.8, 0.07, 0.06, 0.07],
    [0.001, 0.002, 0.03, 0.967],
  ],
  city: [
    [0.75, 0.1, 0.05, 0.1],
    [0.02, 0.003, 0.02, 0.957],
  ],
  region: [
    [0.85, 0.03, 0.12],
    [0.15, 0.02, 0.83],
  ],
  birthPlace: [
    [0.7, 0.08, 0.05, 0.17],
    [0.01, 0.003, 0.02, 0.967],
  ],
  occupation: [
    [0.85, 0.05, 0.1],
    [0.05, 0.02, 0.93],
  ],
  gender: [
    [0.97, 0.03],
    [0.5, 0.5],
  ],
  number: [
    [0.85, 0.09, 0.02, 0.04],
    [0.000001, 0.00001, 0.0001, 0.999889],
  ],
};

/** Of two people of one postcode, and of one area: how alike the rest of their address is. */
const NEARBY: Readonly<Record<NearbyField, FieldModel["nearby"]>> = {
  address: {
    postcode: [0.01, 0.01, 0.01, 0.1, 0.02, 0.85],
    area: [0.0005, 0.001, 0.001, 0.005, 0.01, 0.9825],
  },
  line2: { postcode: [0.05, 0.02, 0.03, 0.9], area: [0.01, 0.005, 0.015, 0.97] },
  city: { postcode: [0.8, 0.05, 0.05, 0.1], area: [0.3, 0.02, 0.04, 0.64] },
  region: { postcode: [0.95, 0.02, 0.03], area: [0.9, 0.02, 0.08] },
  birthPlace: { postcode: [0.4, 0.02, 0.04, 0.54], area: [0.15, 0.01, 0.03, 0.81] },
};

/** Bits from which records are merged or shown to somebody, once a model was estimated. */
export const FITTED_THRESHOLDS: Thresholds = { merge: 3, review: -3 };
/** The default model knows no names that are common here: it merges what is surer. */
const DEFAULT_THRESHOLDS: Thresholds = { merge: 5, review: -3 };
/** One in 100,000 of any two records is of one person: half a second record each, of 100,000. */
const DEFAULT_PRIOR = -16.6;

/** The model before any was estimated (ADR-0043). */
export const DEFAULT_MODEL: MatchModel = {
  version: 0,
  prior: DEFAULT_PRIOR,
  fields: Object.fromEntries(
    MATCH_FIELDS.map((field) => {
      const [m, u] = DEFAULTS[field];
      return [field, isNearbyField(field) ? { m, u, nearby: NEARBY[field] } : { m, u }];
    }),
  ) as unknown as MatchModel["fields"],
  frequencies: {},
  words: { mean: 0.002, rest: 0.002, top: {} },
  tells: { given: true, birth: true },
  thresholds: DEFAULT_THRESHOLDS,
};

/**
 * Setting that names the version under which everything was decided last (`version`); null from the
 * moment another one became active until all is decided under it.
 */
export const DECIDED_SETTING = "identity.decided";

/** Whether all fields of a stored model have their levels, as this version compares them. */
export function isWholeModel(model: MatchModel): boolean {
  return MATCH_FIELDS.every(
    (field) =>
      model.fields[field]?.m.length === FIELD_LEVELS[field].length &&
      model.fields[field]?.u.length === FIELD_LEVELS[field].length,
  );
}
