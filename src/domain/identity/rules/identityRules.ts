import { z } from "zod";
import { isKindName } from "../normaliseIdentifier.ts";

const KINDS_MAX = 50;
const BLOCKED_MAX = 1_000;
const VALUE_LENGTH_MAX = 512;
/** A value that more people share than this is no identifier, whatever a document says. */
const LIMIT_MAX = 1_000;

/** Where nobody says otherwise: a household's telephone connects, a call centre's does not. */
export const CUSTOMERS_PER_VALUE = 5;
export const VALUES_PER_CUSTOMER = 20;

const kindName = z
  .string()
  .refine(isKindName, "must be a lower-case word of at most 32 letters, digits and _");

const kindRule = z
  .strictObject({
    kind: kindName.describe("The kind of identifier."),
    merges: z
      .boolean()
      .default(true)
      .describe("Whether two customers who both prove a value of it are one by itself."),
    customersPerValue: z
      .int()
      .min(1)
      .max(LIMIT_MAX)
      .default(CUSTOMERS_PER_VALUE)
      .describe("Customers that one value may connect; one that connects more connects nobody."),
    valuesPerCustomer: z
      .int()
      .min(1)
      .max(LIMIT_MAX)
      .default(VALUES_PER_CUSTOMER)
      .describe(
        "Values of it that purchases, merging by itself, or giving one may leave a customer with.",
      ),
  })
  .describe("What identifiers of one kind may connect.");

/** As they come: what people are asked to prove merges, what a machine sees does not. */
const DEFAULT_KINDS = [
  ...["loyalty", "card", "crm", "erp", "shop", "email", "phone"].map((kind) => ({ kind })),
  ...["payment_token", "device"].map((kind) => ({ kind, merges: false })),
];

/** What forms are filled with when nobody says who they are. */
const DEFAULT_BLOCKED = [
  ...["null", "none", "nil", "undefined", "anonymous", "unknown", "guest", "test", "n/a", "na"],
  ...["-", "?", "xxx", "noreply@example.com", "000-0000"],
].map((value) => ({ value }));

/** Deterministic rules of who is who, as set-up says them (contract 1.4). */
export const identityRules = z
  .strictObject({
    kinds: z
      .array(kindRule)
      .max(KINDS_MAX, `at most ${KINDS_MAX} kinds`)
      .superRefine((list, context) => {
        for (const [at, { kind }] of list.entries()) {
          if (list.findIndex((one) => one.kind === kind) !== at) {
            context.addIssue({ code: "custom", path: [at, "kind"], message: `${kind} twice` });
          }
        }
      })
      .prefault(DEFAULT_KINDS)
      .describe("Kinds, the one that is believed first at the head; others merge nobody."),
    blocked: z
      .array(
        z.strictObject({
          kind: kindName.nullable().default(null).describe("null: of any kind."),
          value: z.string().trim().min(1, "must not be empty").max(VALUE_LENGTH_MAX),
        }),
      )
      .max(BLOCKED_MAX, `at most ${BLOCKED_MAX} values`)
      .prefault(DEFAULT_BLOCKED)
      .describe("Values that name nobody, such as anonymous, 000-0000 or a shop's own telephone."),
  })
  .describe("Which identifiers connect customers, and which connect nobody.");

export type IdentityRules = z.infer<typeof identityRules>;
export type KindRule = IdentityRules["kinds"][number];

export const DEFAULT_IDENTITY_RULES: IdentityRules = identityRules.parse({});

/** The rule of a kind; of one that is not listed, the last: it merges nobody. */
export function kindRuleOf(rules: IdentityRules, kind: string): KindRule {
  const listed = rules.kinds.find((one) => one.kind === kind);
  return (
    listed ?? {
      ...{ kind, merges: false },
      ...{ customersPerValue: CUSTOMERS_PER_VALUE, valuesPerCustomer: VALUES_PER_CUSTOMER },
    }
  );
}

/** The place of a kind: 0 is believed first; what is not listed comes last. */
export function priorityOf(rules: IdentityRules, kind: string): number {
  const place = rules.kinds.findIndex((one) => one.kind === kind);
  return place === -1 ? rules.kinds.length : place;
}
